/**
 * Sources of the old kind. Answers to Flink's legacy `SourceFunction` and `StreamSource`: one function that emits what
 * it likes, watermarks too, until it returns. Flink runs it on the task's own thread; here it is a generator, and each
 * `yield` gives the thread back: `yield` goes on at once, `yield 100` after 100 ms of the clock.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { guardCall, type OperatorContext, type SourceStreamOperator } from "../operators/index";
import type { ReaderStatus } from "./source";

/** What a source function emits through. Flink's `SourceFunction.SourceContext`. */
export interface SourceContext<T> {
  /** A record without timestamp. */
  collect(element: T): void;
  /** A record with its timestamp, in milliseconds. */
  collectWithTimestamp(element: T, timestampMillis: number): void;
  /** A watermark; one that does not rise is dropped. */
  emitWatermark(timestampMillis: number): void;
  /** Nothing comes for a while: event time goes on without this source until it emits again. */
  markAsTemporarilyIdle(): void;
}

/** How a source function pauses: for so many milliseconds, or not at all. */
export type SourcePause = number | undefined;

/** Flink's `SourceFunction`; `run` is a generator that yields wherever the source may be stopped. */
export interface SourceFunction<T> {
  run(context: SourceContext<T>): Generator<SourcePause, void, void>;
  /** Called when the task ends before `run` does. */
  cancel(): void;
}

/** The operator that runs one; it has no position to restore, so a restart begins anew, as in Flink. */
export class StreamSource<T> implements SourceStreamOperator<T> {
  readonly #function: SourceFunction<T>;
  #context!: OperatorContext<T>;
  #advance!: () => IteratorResult<SourcePause, void>;
  #run: Generator<SourcePause, void, void> | null = null;
  #wakesAt = MIN_TIMESTAMP;
  #watermark = MIN_TIMESTAMP;
  #idle = false;
  /** What the function emitted and the operator has not yet. */
  readonly #pending: (() => void)[] = [];

  constructor(sourceFunction: SourceFunction<T>) {
    this.#function = sourceFunction;
  }

  setup(context: OperatorContext<T>): void {
    this.#context = context;
    this.#advance = guardCall(context, () => (this.#run as Generator<SourcePause, void, void>).next());
  }

  open(): void {
    const pending = this.#pending;
    const emit = (value: T, timestamp: number) => {
      this.#setIdle(false);
      this.#context.output.collect(value, timestamp);
    };
    const context: SourceContext<T> = {
      collect: (element) => void pending.push(() => emit(element, NO_TIMESTAMP)),
      collectWithTimestamp: (element, timestamp) => void pending.push(() => emit(element, timestamp)),
      emitWatermark: (timestamp) => void pending.push(() => this.#emitWatermark(timestamp)),
      markAsTemporarilyIdle: () => void pending.push(() => this.#setIdle(true)),
    };
    this.#run = guardCall(this.#context, () => this.#function.run(context))();
  }

  emitNext(): ReaderStatus {
    if (this.#pending.length === 0) {
      if (this.#run === null) return "end-of-input";
      if (this.#context.processingTime.currentProcessingTime() < this.#wakesAt) return "nothing-available";
      this.#runToPause();
    }
    this.#pending.shift()?.();
    return this.#pending.length === 0 && this.#run === null ? "end-of-input" : "more";
  }

  nextAvailableAt(): number {
    return this.#wakesAt;
  }

  onAvailable(_listener: () => void): void {}

  #runToPause(): void {
    const { done, value } = this.#advance();
    if (done === true) this.#run = null;
    else if (typeof value === "number") {
      this.#wakesAt = this.#context.processingTime.currentProcessingTime() + value;
    }
  }

  #emitWatermark(timestamp: number): void {
    if (timestamp <= this.#watermark) return;
    this.#watermark = timestamp;
    this.#setIdle(false);
    this.#context.output.emitWatermark(timestamp);
  }

  #setIdle(idle: boolean): void {
    if (this.#idle === idle) return;
    this.#idle = idle;
    this.#context.output.emitWatermarkStatus(idle);
  }

  close(): void {
    if (this.#run !== null) guardCall(this.#context, () => this.#function.cancel())();
  }

  initializeState(): void {}
  snapshotState(_checkpointId: number): void {}
  prepareSnapshotPreBarrier(_checkpointId: number): void {}
  notifyCheckpointComplete(_checkpointId: number): void {}
  notifyCheckpointAborted(_checkpointId: number): void {}
  finish(): void {}
}
