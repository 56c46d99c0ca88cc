/**
 * How a job is scheduled and what restarts after a failure, as plain data with Flink's defaults. Answers to
 * `JobManagerOptions` and to the `Settings` of Flink's `AdaptiveScheduler`. All times are milliseconds.
 */

/** The adaptive scheduler: the job runs with the slots that are there, and follows them. */
export type AdaptiveSettings = {
  /** Reactive mode: every operator is as parallel as its maximum parallelism and the slots allow. */
  readonly reactive: boolean;
  /** How long it waits for all slots before it starts with fewer; negative: without end. */
  readonly submissionResourceWaitTimeoutMillis: number;
  /** How long fewer slots than it wants must have been there before it starts with them. */
  readonly submissionResourceStabilizationTimeoutMillis: number;
  /** How long after a start it does not rescale. */
  readonly executingCooldownMillis: number;
  /** How long a change of the slots must be old before it rescales to fewer than it wants. */
  readonly executingResourceStabilizationTimeoutMillis: number;
  /**
   * How long a change waits for a completed checkpoint before the job rescales without one; null: Flink's default, which
   * is no time without checkpointing, else the interval times (failed checkpoints that trigger it + 1).
   */
  readonly rescaleTriggerMaxDelayMillis: number | null;
  /** So many failed checkpoints in a row trigger what a completed one would have triggered. */
  readonly rescaleTriggerMaxCheckpointFailures: number;
};

export type SchedulingSettings = {
  /** `region`: what the failure touches restarts; `full`: every task. */
  readonly failoverStrategy: "region" | "full";
  /** How long tasks wait for slots that are missing. */
  readonly slotRequestTimeoutMillis: number;
  /** null: the default scheduler. */
  readonly adaptive: AdaptiveSettings | null;
};

export const ADAPTIVE_DEFAULTS: AdaptiveSettings = {
  reactive: false,
  submissionResourceWaitTimeoutMillis: 300_000,
  submissionResourceStabilizationTimeoutMillis: 10_000,
  executingCooldownMillis: 30_000,
  executingResourceStabilizationTimeoutMillis: 60_000,
  rescaleTriggerMaxDelayMillis: null,
  rescaleTriggerMaxCheckpointFailures: 2,
};

/** What reactive mode changes: it starts at once with what is there, and never gives up waiting. */
export const REACTIVE_DEFAULTS: AdaptiveSettings = {
  ...ADAPTIVE_DEFAULTS,
  reactive: true,
  submissionResourceWaitTimeoutMillis: -1,
  submissionResourceStabilizationTimeoutMillis: 0,
};

export const SCHEDULING_DEFAULTS: SchedulingSettings = {
  failoverStrategy: "region",
  slotRequestTimeoutMillis: 300_000,
  adaptive: null,
};
