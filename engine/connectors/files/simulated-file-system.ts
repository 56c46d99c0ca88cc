/**
 * Files outside of jobs. A program makes the file system, jobs write to it, failures of jobs do not touch it.
 *
 *   const files = new SimulatedFileSystem();
 *   FileSink.forRowFormat(files.path("/out"), new SimpleStringEncoder<string>())
 *   files.read("/out");
 */
import { illegalArgument } from "../../core/index";
import type { OutsideSystem } from "../../operators/index";
import { FileSystem } from "./file-system";

/** A folder or file of a file system. Answers to Flink's `Path`. */
export type SimulatedPath = { readonly fileSystem: SimulatedFileSystem; readonly path: string };

export interface SimulatedFileSystem extends OutsideSystem {
  /** A place in this file system, for a sink. */
  path(path: string): SimulatedPath;
  /** The finished files in a folder and below, by name, each with its lines. */
  read(folder?: string): { readonly path: string; readonly lines: readonly string[] }[];
}

export const SimulatedFileSystem: new () => SimulatedFileSystem = FileSystem;

/** Errors: `IllegalArgumentException` for anything that no program made with `new SimulatedFileSystem()`. */
export function fileSystemOf({ fileSystem }: SimulatedPath): FileSystem {
  if (fileSystem instanceof FileSystem) return fileSystem;
  throw illegalArgument("A file sink writes to a SimulatedFileSystem: there is no disk here.", {
    hint: 'const files = new SimulatedFileSystem(); ... forRowFormat(files.path("/out"), ...)',
  });
}
