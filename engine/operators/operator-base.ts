/**
 * What operators with one and with two inputs have in common: context, output, watermark, and the steps of the life
 * cycle, which do nothing unless an operator overrides them. Answers to the shared part of Flink 2.3's
 * `AbstractStreamOperator`.
 */
import { MIN_TIMESTAMP } from "../core/index";
import type { OperatorContext } from "./operator-context";
import type { Output } from "./output";
import type { StreamOperator } from "./stream-operator";

export abstract class OperatorBase<OUT> implements StreamOperator<OUT> {
  /** Set by `setup`, before anything else is called. */
  protected context!: OperatorContext<OUT>;
  protected output!: Output<OUT>;
  /**
   * The operator's watermark, in milliseconds: the last that arrived, or the last that its inputs combined to.
   * `MIN_TIMESTAMP` before the first and after a restore.
   */
  protected currentWatermark = MIN_TIMESTAMP;

  setup(context: OperatorContext<OUT>): void {
    this.context = context;
    this.output = context.output;
  }

  initializeState(): void {}
  open(): void {}

  /** Fires the event-time timers that the watermark makes due, then forwards it. */
  processWatermark(timestamp: number): void {
    this.currentWatermark = timestamp;
    this.context.advanceWatermark(timestamp);
    this.output.emitWatermark(timestamp);
  }

  prepareSnapshotPreBarrier(_checkpointId: number): void {}
  snapshotState(_checkpointId: number): void {}
  notifyCheckpointComplete(_checkpointId: number): void {}
  notifyCheckpointAborted(_checkpointId: number): void {}
  finish(): void {}
  close(): void {}
}
