/**
 * Reads files record by record, once or watching for new ones. Answers to Flink's `FileSource` with formats that do not
 * split files: a file is a split, with its own watermark generator.
 *
 * A subtask reads one file at a time; which files are its own follows from their order of discovery. A new file is found
 * at the next multiple of the discovery interval. A reader of files cannot pause, so watermark alignment refuses it.
 */
import { type Duration, illegalArgument, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import type { SourceStreamOperator } from "../operators/index";
import type { WatermarkStrategy } from "../time/index";
import { checkPaths, type InMemoryFile, isVisible, linesOf } from "./in-memory-files";
import type { ReaderOutput, ReaderStatus, Source, SourceReader, SourceSplit, SplitSource } from "./source";
import { SourceOperator } from "./source-operator";

/** Makes records of a file's text; called once for each reader and file. Flink's `StreamFormat`. */
export interface StreamFormat<T> {
  recordsOf(text: string): readonly T[];
}

/** Each line is a record. Flink's `TextLineInputFormat`. */
export class TextLineInputFormat implements StreamFormat<string> {
  recordsOf(text: string): readonly string[] {
    return linesOf(text);
  }
}

/** A file, and how many of its records are read: what Flink calls `recordsAfterOffset`. */
type FileSourceSplit = SourceSplit & { readonly path: string; readonly recordsRead: number };

/** Builds a `FileSource`. */
export class FileSourceBuilder<T> {
  readonly #format: StreamFormat<T>;
  readonly #files: readonly InMemoryFile[];
  #discoveryIntervalMillis: number | null = null;

  constructor(format: StreamFormat<T>, files: readonly InMemoryFile[]) {
    this.#format = format;
    this.#files = files;
  }

  /** Looks for new files every interval and never ends. Without this the files of the start are read, and that is all. */
  monitorContinuously(discoveryInterval: Duration): this {
    const millis = discoveryInterval.toMillis();
    if (millis <= 0) throw illegalArgument("The discovery interval must be greater than zero.");
    this.#discoveryIntervalMillis = millis;
    return this;
  }

  /** The same as leaving `monitorContinuously` out. */
  processStaticFileSet(): this {
    this.#discoveryIntervalMillis = null;
    return this;
  }

  build(): FileSource<T> {
    checkPaths(this.#files);
    return new FileSource<T>(this.#format, this.#files.filter(isVisible), this.#discoveryIntervalMillis);
  }
}

export class FileSource<T> implements Source<T> {
  readonly #format: StreamFormat<T>;
  readonly #files: readonly InMemoryFile[];
  readonly #discoveryIntervalMillis: number | null;

  constructor(format: StreamFormat<T>, files: readonly InMemoryFile[], discoveryIntervalMillis: number | null) {
    this.#format = format;
    this.#files = files;
    this.#discoveryIntervalMillis = discoveryIntervalMillis;
  }

  /** A builder for a source of these files, in this order. */
  static forRecordStreamFormat<T>(format: StreamFormat<T>, ...files: readonly InMemoryFile[]): FileSourceBuilder<T> {
    return new FileSourceBuilder<T>(format, files);
  }

  createReaderOperator(strategy: WatermarkStrategy<T>): SourceStreamOperator<T> {
    const intervalMillis = this.#discoveryIntervalMillis;
    const source: SplitSource<T, FileSourceSplit> = {
      createSplits: (_parallelism, nowMillis) => this.#splitsAt(nowMillis),
      createReader: () => new FileSourceReader<T>(this.#format, this.#files, intervalMillis !== null),
      assignsOnRequest: true,
      discovery:
        intervalMillis === null ? undefined : { intervalMillis, splitsAt: (nowMillis) => this.#splitsAt(nowMillis) },
    };
    return new SourceOperator(source, strategy);
  }

  /** The files that exist, those that appeared first in front. */
  #splitsAt(nowMillis: number): FileSourceSplit[] {
    return this.#files
      .filter((file) => appearedAt(file) <= nowMillis)
      .sort((a, b) => appearedAt(a) - appearedAt(b))
      .map(({ path }) => ({ splitId: path, path, recordsRead: 0 }));
  }
}

function appearedAt(file: InMemoryFile): number {
  return file.appearsAtMillis ?? MIN_TIMESTAMP;
}

type OpenFile<T> = { readonly splitId: string; readonly path: string; readonly records: readonly T[]; next: number };

class FileSourceReader<T> implements SourceReader<T, FileSourceSplit> {
  readonly #format: StreamFormat<T>;
  readonly #files: readonly InMemoryFile[];
  readonly #isUnbounded: boolean;
  readonly #open: OpenFile<T>[] = [];

  constructor(format: StreamFormat<T>, files: readonly InMemoryFile[], isUnbounded: boolean) {
    this.#format = format;
    this.#files = files;
    this.#isUnbounded = isUnbounded;
  }

  addSplits(splits: readonly FileSourceSplit[]): void {
    for (const { splitId, path, recordsRead } of splits) {
      const file = this.#files.find((candidate) => candidate.path === path);
      const records = file === undefined ? [] : this.#format.recordsOf(file.text);
      this.#open.push({ splitId, path, records, next: recordsRead });
    }
  }

  pollNext(output: ReaderOutput<T>): ReaderStatus {
    for (let file = this.#open[0]; file !== undefined; file = this.#open[0]) {
      if (file.next < file.records.length) {
        output.collect(file.splitId, file.records[file.next++] as T, MIN_TIMESTAMP);
        return "more";
      }
      this.#open.shift();
      output.releaseOutputForSplit(file.splitId);
    }
    return this.#isUnbounded ? "nothing-available" : "end-of-input";
  }

  nextAvailableAt(): number {
    return this.#open.length > 0 ? MIN_TIMESTAMP : MAX_TIMESTAMP;
  }

  snapshotState(): FileSourceSplit[] {
    return this.#open.map(({ splitId, path, next }) => ({ splitId, path, recordsRead: next }));
  }
}
