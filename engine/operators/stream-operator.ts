/**
 * The contract of operators, in the order in which Flink calls it (`StreamOperator`, `OneInputStreamOperator`,
 * `TwoInputStreamOperator`).
 *
 *   setup -> initializeState -> open -> (processElement | processWatermark | processWatermarkStatus | snapshotState)*
 *         -> endInput -> finish -> close
 *
 * Obligations: an operator fires its event-time timers before it forwards the watermark that made them due; it
 * forwards a watermark that equals its last one; it keeps no state outside its backends that must survive.
 */
import type { OperatorContext } from "./operator-context";

export interface StreamOperator<OUT> {
  /** Called once, before anything else. */
  setup(context: OperatorContext<OUT>): void;
  /** The restored state is in the context's backends already. */
  initializeState(): void;
  open(): void;
  /** Before the barrier leaves the task. */
  prepareSnapshotPreBarrier(checkpointId: number): void;
  /** What the operator itself adds to its backends' snapshots, synchronously. */
  snapshotState(checkpointId: number): void;
  notifyCheckpointComplete(checkpointId: number): void;
  /** The checkpoint was given up: what it held is never restored. */
  notifyCheckpointAborted(checkpointId: number): void;
  finish(): void;
  close(): void;
}

export interface OneInputStreamOperator<IN, OUT> extends StreamOperator<OUT> {
  /** Sets the backend's current key from the record; without effect on an operator without key. */
  setKeyContextElement(value: IN): void;
  processElement(value: IN, timestamp: number): void;
  processWatermark(timestamp: number): void;
  processWatermarkStatus(idle: boolean): void;
  endInput(): void;
}

/** `input` is 0 for the first input, 1 for the second. */
export interface TwoInputStreamOperator<IN1, IN2, OUT> extends StreamOperator<OUT> {
  setKeyContextElement1(value: IN1): void;
  setKeyContextElement2(value: IN2): void;
  processElement1(value: IN1, timestamp: number): void;
  processElement2(value: IN2, timestamp: number): void;
  processWatermarkOf(input: 0 | 1, timestamp: number): void;
  processWatermarkStatusOf(input: 0 | 1, idle: boolean): void;
  endInputOf(input: 0 | 1): void;
}

/** A source at the head of a task: asked for its next element instead of being given one. */
export interface SourceStreamOperator<OUT> extends StreamOperator<OUT> {
  /**
   * Emits at most one element.
   * `more`: call again; `nothing-available`: call again when the clock reads `nextAvailableAt()`;
   * `end-of-input`: never again; the task then emits the watermark `MAX_TIMESTAMP`.
   */
  emitNext(): "more" | "nothing-available" | "end-of-input";
  /** Clock time in milliseconds at which the next element arrives; `MAX_TIMESTAMP` when unknown. */
  nextAvailableAt(): number;
  /** The listener is called when there may be an element earlier than `nextAvailableAt` said. */
  onAvailable(listener: () => void): void;
}

export type AnyStreamOperator =
  | OneInputStreamOperator<never, unknown>
  | TwoInputStreamOperator<never, never, unknown>
  | SourceStreamOperator<unknown>;
