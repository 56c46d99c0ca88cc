/**
 * Why a task has no more data, as `END_OF_DATA` carries it from task to task. Answers to Flink's `StopMode`.
 *
 * A task that learns of a stop by savepoint waits for that savepoint, also where the job takes no checkpoints.
 */
import { EngineError } from "../core/index";

export const StopMode = {
  /** The input has ended by itself. */
  ENDED: 0,
  /** Stop with savepoint and drain: event time is over, operators finish. Flink's `DRAIN`. */
  DRAIN: 1,
  /** Stop with savepoint alone: nothing fires, nothing finishes. Flink's `NO_DRAIN`. */
  NO_DRAIN: 2,
} as const;

export type StopMode = (typeof StopMode)[keyof typeof StopMode];

/** Of two inputs, or channels, together: one that stops without drain is enough to stop so. */
export function combinedStopMode(a: StopMode, b: StopMode): StopMode {
  return a > b ? a : b;
}

/** Flink's `FlinkRuntimeException` of a task whose last savepoint was given up. */
export function stopWithSavepointFailed(): EngineError {
  return new EngineError({
    code: "STOP_WITH_SAVEPOINT_FAILED",
    message: "Stop-with-savepoint failed.",
    hint: "The job recovers from its latest checkpoint. Stop it again when it runs.",
    flinkClass: "FlinkRuntimeException",
  });
}
