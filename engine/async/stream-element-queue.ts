/**
 * What is in flight in an asynchronous operator: records with their requests, and watermarks between them. Answers to
 * Flink's `StreamElementQueue` and its entries. Capacity counts both.
 */
import { assert } from "../core/index";
import type { Output } from "../operators/index";
import type { Tracer } from "../trace/index";

/** One element as a checkpoint holds it; `record` is its identity in the trace. */
export type QueuedElement<IN> =
  | { readonly kind: "record"; readonly value: IN; readonly timestamp: number; readonly record: number }
  | { readonly kind: "watermark"; readonly timestamp: number };

export interface QueueEntry<OUT> {
  readonly element: QueuedElement<unknown>;
  readonly isDone: boolean;
  emitResult(output: Output<OUT>, tracer: Tracer): void;
}

/** A record whose request is open or complete. */
export class RecordEntry<IN, OUT> implements QueueEntry<OUT> {
  #results: readonly OUT[] | null = null;

  constructor(readonly element: QueuedElement<IN> & { readonly kind: "record" }) {}

  get isDone(): boolean {
    return this.#results !== null;
  }

  /** Takes the results; those of an entry that has some replace them as long as it is in the queue. */
  setResults(results: readonly OUT[]): void {
    this.#results = results;
  }

  /** Emits the results with the timestamp of the record, which is their parent. */
  emitResult(output: Output<OUT>, tracer: Tracer): void {
    const outer = tracer.currentRecord;
    if (tracer.enabled) tracer.currentRecord = this.element.record;
    assert(this.#results !== null, "an entry that is emitted has results");
    for (const result of this.#results) output.collect(result, this.element.timestamp);
    if (tracer.enabled) tracer.currentRecord = outer;
  }
}

/** A watermark: complete from the start, emitted when its turn comes. */
export class WatermarkEntry<OUT> implements QueueEntry<OUT> {
  readonly isDone = true;
  readonly element: QueuedElement<never>;

  constructor(readonly timestamp: number) {
    this.element = { kind: "watermark", timestamp };
  }

  emitResult(output: Output<OUT>, tracer: Tracer): void {
    const outer = tracer.currentRecord;
    if (tracer.enabled) tracer.currentRecord = 0;
    output.emitWatermark(this.timestamp);
    if (tracer.enabled) tracer.currentRecord = outer;
  }
}

export interface StreamElementQueue<OUT> {
  readonly size: number;
  /** Puts an element at the end; whoever calls has made sure that there is room. */
  put(entry: QueueEntry<OUT>): void;
  /** The entry's request is complete. */
  completed(entry: QueueEntry<OUT>): void;
  readonly hasCompletedElements: boolean;
  /**
   * Takes out the element whose turn it is and hands it to `emit`, if there is one that is complete. Emission is one
   * element at a time, so that other mails come between.
   */
  emitCompletedElement(emit: (entry: QueueEntry<OUT>) => void): void;
  /** Everything in the queue, in the order in which a checkpoint holds it. */
  values(): QueuedElement<unknown>[];
}
