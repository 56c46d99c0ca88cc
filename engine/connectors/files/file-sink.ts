/**
 * A sink that writes part files into folders. Answers to Flink's `FileSink` with row formats, `FileCommitter` and
 * `OutputFileConfig`: a file appears, whole, when the checkpoint is complete before which it was closed.
 */
import { illegalArgument, preview } from "../../core/index";
import type {
  Committer,
  CommitterInitContext,
  Sink,
  SupportsCommitter,
  SupportsWriterState,
  WriterInitContext,
} from "../sink";
import { type BucketAssigner, DateTimeBucketAssigner } from "./bucket-assigner";
import {
  type Encoder,
  type FileSinkCommittable,
  FileWriter,
  type FileWriterBucketState,
  type FileWriterSettings,
} from "./file-writer";
import { DefaultRollingPolicy, type RollingPolicy } from "./rolling-policy";
import { fileSystemOf, type SimulatedPath } from "./simulated-file-system";

const BUCKET_CHECK_INTERVAL_MILLIS_DEFAULT = 60_000;

/** Each element on a line of its own, as text. Flink's `SimpleStringEncoder`. */
export class SimpleStringEncoder<T> implements Encoder<T> {
  encode(element: T): string {
    return `${typeof element === "string" ? element : preview(element)}\n`;
  }
}

/** How part files are called: `<prefix>-<unique id>-<counter><suffix>`. Flink's `OutputFileConfig`. */
export class OutputFileConfig {
  constructor(
    readonly partPrefix: string,
    readonly partSuffix: string,
  ) {}

  static builder(): OutputFileConfigBuilder {
    return new OutputFileConfigBuilder();
  }
}

export class OutputFileConfigBuilder {
  #prefix = "part";
  #suffix = "";

  withPartPrefix(prefix: string): this {
    this.#prefix = prefix;
    return this;
  }

  withPartSuffix(suffix: string): this {
    this.#suffix = suffix;
    return this;
  }

  build(): OutputFileConfig {
    return new OutputFileConfig(this.#prefix, this.#suffix);
  }
}

export class FileSink<T>
  implements Sink<T>, SupportsWriterState<T, FileWriterBucketState>, SupportsCommitter<FileSinkCommittable>
{
  readonly #settings: FileWriterSettings<T>;

  constructor(settings: FileWriterSettings<T>) {
    this.#settings = settings;
  }

  /** A builder for a sink that appends one element after the other: `files.path("/out")` and an encoder. */
  static forRowFormat<T>(basePath: SimulatedPath, encoder: Encoder<T>): RowFormatBuilder<T> {
    return new RowFormatBuilder<T>(basePath, encoder);
  }

  createWriter(context: WriterInitContext): FileWriter<T> {
    return this.restoreWriter(context, []);
  }

  restoreWriter(context: WriterInitContext, recovered: readonly FileWriterBucketState[]): FileWriter<T> {
    return new FileWriter<T>(this.#settings, context, recovered);
  }

  createCommitter({ outside }: CommitterInitContext): Committer<FileSinkCommittable> {
    const { fileSystem } = this.#settings;
    return {
      commit: (requests) => {
        for (const request of requests) {
          const { path, bytes } = request.getCommittable();
          fileSystem.commit(path, bytes, outside);
        }
      },
    };
  }
}

/** Flink's `FileSink.RowFormatBuilder`. */
export class RowFormatBuilder<T> {
  #settings: FileWriterSettings<T>;

  constructor(basePath: SimulatedPath, encoder: Encoder<T>) {
    this.#settings = {
      fileSystem: fileSystemOf(basePath),
      basePath: basePath.path,
      encoder,
      bucketAssigner: new DateTimeBucketAssigner(),
      rollingPolicy: DefaultRollingPolicy.builder().build(),
      bucketCheckIntervalMillis: BUCKET_CHECK_INTERVAL_MILLIS_DEFAULT,
      partPrefix: "part",
      partSuffix: "",
    };
  }

  /** Default: a folder for each hour of processing time. */
  withBucketAssigner(bucketAssigner: BucketAssigner<T>): this {
    this.#settings = { ...this.#settings, bucketAssigner };
    return this;
  }

  /** Default: 128 MiB, 60 seconds, or 60 seconds without an element. */
  withRollingPolicy(rollingPolicy: RollingPolicy<T>): this {
    this.#settings = { ...this.#settings, rollingPolicy };
    return this;
  }

  /** How often the policy is asked about the time, in milliseconds; default one minute. */
  withBucketCheckInterval(bucketCheckIntervalMillis: number): this {
    if (!(bucketCheckIntervalMillis > 0)) {
      throw illegalArgument("Bucket checking interval for processing time should be positive.");
    }
    this.#settings = { ...this.#settings, bucketCheckIntervalMillis };
    return this;
  }

  withOutputFileConfig({ partPrefix, partSuffix }: OutputFileConfig): this {
    this.#settings = { ...this.#settings, partPrefix, partSuffix };
    return this;
  }

  build(): FileSink<T> {
    return new FileSink<T>(this.#settings);
  }
}
