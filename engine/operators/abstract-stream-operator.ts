/**
 * The base of all operators with one input. Answers to Flink 2.3's `AbstractStreamOperator`.
 *
 * It keeps the operator's context and does what every operator does with a watermark: fire the event-time
 * timers that it makes due, then forward it, also when it equals the last one. An operator overrides what it
 * does differently and calls back here for the rest.
 */
import { MIN_TIMESTAMP } from "../core/index";
import type { OperatorContext } from "./operator-context";
import type { Output } from "./output";
import type { OneInputStreamOperator } from "./stream-operator";
import { guardUnary } from "./user-call";

export abstract class AbstractStreamOperator<IN, OUT> implements OneInputStreamOperator<IN, OUT> {
  /** Set by `setup`, before anything else is called. */
  protected context!: OperatorContext<OUT>;
  protected output!: Output<OUT>;
  /** The watermark that arrived last, in milliseconds; `MIN_TIMESTAMP` before the first and after a restore. */
  protected currentWatermark = MIN_TIMESTAMP;
  #keySelector: ((value: IN) => unknown) | null = null;

  setup(context: OperatorContext<OUT>): void {
    this.context = context;
    this.output = context.output;
    const selector = context.stateKeySelector1;
    this.#keySelector = selector === null ? null : guardUnary(context, selector);
  }

  initializeState(): void {}
  open(): void {}

  setKeyContextElement(value: IN): void {
    if (this.#keySelector === null) return;
    this.context.keyedState.setCurrentKey(this.#keySelector(value));
  }

  abstract processElement(value: IN, timestamp: number): void;

  processWatermark(timestamp: number): void {
    this.currentWatermark = timestamp;
    this.context.advanceWatermark(timestamp);
    this.output.emitWatermark(timestamp);
  }

  processWatermarkStatus(idle: boolean): void {
    this.output.emitWatermarkStatus(idle);
  }

  prepareSnapshotPreBarrier(_checkpointId: number): void {}
  snapshotState(_checkpointId: number): void {}
  notifyCheckpointComplete(_checkpointId: number): void {}
  endInput(): void {}
  finish(): void {}
  close(): void {}
}
