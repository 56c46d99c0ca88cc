/**
 * Files that exist only in memory, so that a run depends on nothing outside: what `FileSource` reads here.
 */
import { illegalArgument } from "../core/index";

export type InMemoryFile = {
  /** Unique among the files of a source, for example `logs/2026-01-01.txt`. */
  readonly path: string;
  /** The whole content; lines end at `\n` or `\r\n`. */
  readonly text: string;
  /** When the file appears, in milliseconds of the clock. Default: it is there from the start. */
  readonly appearsAtMillis?: number;
};

/** The lines of a text; a line break at the end begins no further line. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Whether a source reads the file: as in Flink, names that begin with `.` or `_` are hidden, those of folders too. */
export function isVisible({ path }: InMemoryFile): boolean {
  return path.split("/").every((part) => !part.startsWith(".") && !part.startsWith("_"));
}

/** Refuses two files with one path. */
export function checkPaths(files: readonly InMemoryFile[]): void {
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) throw illegalArgument(`There are two files with the path ${path}.`);
    paths.add(path);
  }
}
