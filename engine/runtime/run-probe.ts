/**
 * What tests of the engine itself are shown beyond the trace: the tasks of an attempt, and checkpoints as they are kept.
 * No program and no view has it. Whoever holds a probe only looks: a run with one takes the same steps.
 */
import type { CompletedCheckpoint, CreateBarrierAlignment } from "../checkpoint/index";
import type { Task } from "./task";

export interface RunProbe {
  /**
   * These tasks have restored their state and are open, but took no step yet: all of an attempt, or those that a failover
   * started again. `restored` is null where they start from scratch.
   */
  onTasksStarted(tasks: readonly Task[], restored: CompletedCheckpoint | null): void;
  /** A checkpoint was completed and is kept: what a failure from now on restores. */
  onCheckpointCompleted(checkpoint: CompletedCheckpoint): void;
  /** In place of the engine's own rule: a broken one, which tests must notice. Then the run takes other steps, of course. */
  readonly createBarrierAlignment?: CreateBarrierAlignment;
}
