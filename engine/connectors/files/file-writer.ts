/**
 * The writer of the file sink. Answers to Flink's `FileWriter` and `FileWriterBucket`. A file in progress is in the
 * writer's state with its size, and written on after a restore, without what came behind the checkpoint; a closed file is
 * a committable.
 */
import { utf8Bytes } from "../../core/index";
import type { ProcessingTimeService } from "../../time/index";
import type { CommittingSinkWriter, SinkWriterContext, StatefulSinkWriter, WriterInitContext } from "../sink";
import type { BucketAssigner, BucketAssignerContext } from "./bucket-assigner";
import type { PartFileInfo, RollingPolicy } from "./rolling-policy";
import type { FileSystem } from "./file-system";

/** A closed file, as long as it was then. */
export type FileSinkCommittable = { readonly bucketId: string; readonly path: string; readonly bytes: number };

export type FileWriterBucketState = {
  readonly bucketId: string;
  readonly inProgress: { readonly path: string; readonly bytes: number; readonly createdAtMillis: number } | null;
};

/** Makes the text of an element, with its line end. Flink's `Encoder`. */
export interface Encoder<T> {
  encode(element: T): string;
}

export type FileWriterSettings<T> = {
  readonly fileSystem: FileSystem;
  /** The sink's folder. */
  readonly basePath: string;
  readonly encoder: Encoder<T>;
  readonly bucketAssigner: BucketAssigner<T>;
  readonly rollingPolicy: RollingPolicy<T>;
  readonly bucketCheckIntervalMillis: number;
  readonly partPrefix: string;
  readonly partSuffix: string;
};

export class FileWriter<T>
  implements CommittingSinkWriter<T, FileSinkCommittable>, StatefulSinkWriter<T, FileWriterBucketState>
{
  readonly #settings: FileWriterSettings<T>;
  readonly #context: WriterInitContext;
  readonly #time: ProcessingTimeService;
  readonly #buckets = new Map<string, FileWriterBucket<T>>();
  #endOfInput = false;

  constructor(
    settings: FileWriterSettings<T>,
    context: WriterInitContext,
    recovered: readonly FileWriterBucketState[],
  ) {
    this.#settings = settings;
    this.#context = context;
    this.#time = context.processingTimeService;
    context.outside.connect(settings.fileSystem);
    for (const state of recovered) this.#restore(state);
    this.#inspectLater();
  }

  write(element: T, context: SinkWriterContext): void {
    const now = this.#time.currentProcessingTime();
    const assignerContext: BucketAssignerContext = {
      currentProcessingTime: () => now,
      currentWatermark: () => context.currentWatermark(),
      timestamp: () => context.timestamp(),
    };
    const bucketId = this.#settings.bucketAssigner.getBucketId(element, assignerContext);
    let bucket = this.#buckets.get(bucketId);
    if (bucket === undefined) {
      bucket = new FileWriterBucket<T>(bucketId, this.#settings, this.#context);
      this.#buckets.set(bucketId, bucket);
    }
    bucket.write(element, now);
  }

  flush(endOfInput: boolean): void {
    this.#endOfInput = endOfInput;
  }

  prepareCommit(): readonly FileSinkCommittable[] {
    const committables: FileSinkCommittable[] = [];
    for (const [bucketId, bucket] of this.#buckets) {
      if (bucket.isActive) committables.push(...bucket.prepareCommit(this.#endOfInput));
      else this.#buckets.delete(bucketId);
    }
    return committables;
  }

  snapshotState(_checkpointId: number): readonly FileWriterBucketState[] {
    return [...this.#buckets.values()].map((bucket) => bucket.snapshotState());
  }

  #restore(state: FileWriterBucketState): void {
    const restored = new FileWriterBucket<T>(state.bucketId, this.#settings, this.#context);
    restored.restore(state);
    const known = this.#buckets.get(state.bucketId);
    if (known === undefined) this.#buckets.set(state.bucketId, restored);
    else known.merge(restored);
  }

  #inspectLater(): void {
    const at = this.#time.currentProcessingTime() + this.#settings.bucketCheckIntervalMillis;
    this.#time.registerTimer(at, (time) => {
      for (const bucket of this.#buckets.values()) bucket.onProcessingTime(time);
      this.#inspectLater();
    });
  }
}

type InProgress = { readonly path: string; bytes: number; readonly createdAtMillis: number; updatedAtMillis: number };

class FileWriterBucket<T> {
  readonly #bucketId: string;
  readonly #settings: FileWriterSettings<T>;
  readonly #context: WriterInitContext;
  readonly #uniqueId: string;
  #partCounter = 0;
  #inProgress: InProgress | null = null;
  #pending: FileSinkCommittable[] = [];

  constructor(bucketId: string, settings: FileWriterSettings<T>, context: WriterInitContext) {
    this.#bucketId = bucketId;
    this.#settings = settings;
    this.#context = context;
    this.#uniqueId = settings.fileSystem.nextUniqueId();
  }

  get isActive(): boolean {
    return this.#inProgress !== null || this.#pending.length > 0;
  }

  restore({ inProgress }: FileWriterBucketState): void {
    if (inProgress === null) return;
    const { path, bytes, createdAtMillis } = inProgress;
    this.#settings.fileSystem.resume(path, bytes, this.#context.outside);
    this.#inProgress = { path, bytes, createdAtMillis, updatedAtMillis: createdAtMillis };
  }

  /** What another former subtask had of the same bucket is closed. */
  merge(other: FileWriterBucket<T>): void {
    other.#close();
    this.#pending.push(...other.#pending);
  }

  write(element: T, nowMillis: number): void {
    const { rollingPolicy, encoder, fileSystem } = this.#settings;
    const info = this.#info();
    if (info === null || rollingPolicy.shouldRollOnEvent(info, element)) this.#roll(nowMillis);
    const part = this.#inProgress as InProgress;
    const text = encoder.encode(element);
    const { outside } = this.#context;
    part.bytes = fileSystem.append(part.path, text.replace(/\n$/, ""), utf8Bytes(text).length, outside);
    part.updatedAtMillis = nowMillis;
  }

  prepareCommit(endOfInput: boolean): readonly FileSinkCommittable[] {
    const info = this.#info();
    if (info !== null && (endOfInput || this.#settings.rollingPolicy.shouldRollOnCheckpoint(info))) this.#close();
    const pending = this.#pending;
    this.#pending = [];
    return pending;
  }

  snapshotState(): FileWriterBucketState {
    const part = this.#inProgress;
    const inProgress =
      part === null ? null : { path: part.path, bytes: part.bytes, createdAtMillis: part.createdAtMillis };
    return { bucketId: this.#bucketId, inProgress };
  }

  onProcessingTime(timeMillis: number): void {
    const info = this.#info();
    if (info !== null && this.#settings.rollingPolicy.shouldRollOnProcessingTime(info, timeMillis)) this.#close();
  }

  #roll(nowMillis: number): void {
    this.#close();
    const { fileSystem, basePath, partPrefix, partSuffix } = this.#settings;
    const folder = this.#bucketId === "" ? basePath : `${basePath}/${this.#bucketId}`;
    const path = `${folder}/${partPrefix}-${this.#uniqueId}-${this.#partCounter}${partSuffix}`;
    this.#partCounter += 1;
    fileSystem.open(path, this.#context.outside);
    this.#inProgress = { path, bytes: 0, createdAtMillis: nowMillis, updatedAtMillis: nowMillis };
  }

  #close(): void {
    const part = this.#inProgress;
    if (part === null) return;
    this.#settings.fileSystem.close(part.path, this.#context.outside);
    this.#pending.push({ bucketId: this.#bucketId, path: part.path, bytes: part.bytes });
    this.#inProgress = null;
  }

  #info(): PartFileInfo | null {
    const part = this.#inProgress;
    if (part === null) return null;
    return {
      bucketId: this.#bucketId,
      sizeBytes: part.bytes,
      creationTimeMillis: part.createdAtMillis,
      lastUpdateTimeMillis: part.updatedAtMillis,
    };
  }
}
