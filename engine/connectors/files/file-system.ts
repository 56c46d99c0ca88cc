/**
 * The simulated file system as the sink sees it. A file that is written has a hidden name; its own name appears when it is
 * committed. What programs may use of it is the interface `SimulatedFileSystem`.
 */
import { EngineError } from "../../core/index";
import type { OutsideEntry, OutsidePort, OutsideView } from "../../operators/index";
import type { SimulatedFileSystem, SimulatedPath } from "./simulated-file-system";

const FILES_SYSTEM = "files";

/** `in-progress` and `pending` files are hidden; `finished` ones are read. */
export type FileState = "in-progress" | "pending" | "finished";

type Line = { readonly text: string; readonly bytes: number; readonly record: number };

type File = { readonly path: string; state: FileState; lines: Line[]; bytes: number };

export class FileSystem implements SimulatedFileSystem {
  readonly #files = new Map<string, File>();
  #uniqueIds = 0;

  /** A place in this file system, for a sink. */
  path(path: string): SimulatedPath {
    return { fileSystem: this, path: path.replace(/\/+$/, "") };
  }

  /** The finished files in a folder and below, by name, each with its lines. */
  read(folder = ""): { readonly path: string; readonly lines: readonly string[] }[] {
    return [...this.#files.values()]
      .filter(({ path, state }) => state === "finished" && path.startsWith(folder))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, lines }) => ({ path, lines: lines.map(({ text }) => text) }));
  }

  outsideView(): OutsideView {
    const entries = [...this.#files.values()].flatMap(({ path, state, lines }) =>
      lines.map(({ text }, position): OutsideEntry => {
        const visible = state === "finished";
        return { place: path, position, key: "", value: text, state, transaction: "", visible, readable: visible };
      }),
    );
    return { system: FILES_SYSTEM, entries, messages: [] };
  }

  /** Different each time, where Flink takes a random UUID. */
  nextUniqueId(): string {
    this.#uniqueIds += 1;
    return String(this.#uniqueIds).padStart(4, "0");
  }

  /** Begins a file. */
  open(path: string, port: OutsidePort): void {
    this.#files.set(path, { path, state: "in-progress", lines: [], bytes: 0 });
    this.#report(port, path, "opened", -1, "", false);
  }

  /** Appends to a file in progress; its size in bytes afterwards. */
  append(path: string, text: string, bytes: number, port: OutsidePort): number {
    const file = this.#inState(path, "in-progress");
    file.lines.push({ text, bytes, record: port.currentRecord });
    file.bytes += bytes;
    this.#report(port, path, "written", file.lines.length - 1, text, false);
    return file.bytes;
  }

  /** Nothing more is written to the file. */
  close(path: string, port: OutsidePort): void {
    this.#inState(path, "in-progress").state = "pending";
    this.#report(port, path, "pending", -1, "", false);
  }

  /**
   * Cuts a file to what a checkpoint had of it, and writes on.
   * Errors: `FileNotFoundException` where it is gone, or finished.
   */
  resume(path: string, bytes: number, port: OutsidePort): void {
    const file = this.#files.get(path);
    if (file === undefined || file.state === "finished") throw recoveryFailed(path);
    file.state = "in-progress";
    this.#truncate(file, bytes, port);
  }

  /**
   * Makes a closed file visible, cut to the size it had; again changes nothing.
   * Errors: `FileNotFoundException` where it is gone.
   */
  commit(path: string, bytes: number, port: OutsidePort): void {
    const file = this.#files.get(path);
    if (file === undefined) throw recoveryFailed(path);
    if (file.state === "finished") return;
    this.#truncate(file, bytes, port);
    file.state = "finished";
    this.#report(port, path, "finished", -1, "", true);
  }

  #truncate(file: File, bytes: number, port: OutsidePort): void {
    while (file.bytes > bytes) {
      const line = file.lines.pop() as Line;
      file.bytes -= line.bytes;
      this.#report(port, file.path, "dropped", file.lines.length, line.text, false, line.record);
    }
  }

  #inState(path: string, state: FileState): File {
    const file = this.#files.get(path);
    if (file === undefined || file.state !== state) throw recoveryFailed(path);
    return file;
  }

  #report(
    port: OutsidePort,
    place: string,
    effect: string,
    position: number,
    value: string,
    visible: boolean,
    record = port.currentRecord,
  ): void {
    if (!port.isWatched) return;
    port.report({ system: FILES_SYSTEM, place, effect, transaction: "", record, position, value, visible });
  }
}

function recoveryFailed(path: string): EngineError {
  return new EngineError({
    code: "FILE_RECOVERY_FAILED",
    message: `Recovering file ${path} failed: it does not exist as the checkpoint has it.`,
    hint: "A checkpoint older than the last one was restored, or somebody removed the sink's hidden files.",
    flinkClass: "FileNotFoundException",
  });
}
