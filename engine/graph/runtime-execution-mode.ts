/**
 * The words for how a program runs. Answers to Flink's `RuntimeExecutionMode`, `Boundedness` and `JobType`.
 */

/** What a program asks for. `AUTOMATIC`: batch where every source is bounded. */
export type RuntimeExecutionMode = "STREAMING" | "BATCH" | "AUTOMATIC";

/** Flink's `RuntimeExecutionMode`, to be given to `setRuntimeMode`. */
export const RuntimeExecutionMode: Readonly<Record<RuntimeExecutionMode, RuntimeExecutionMode>> = {
  /** Records are processed as they come, watermarks rise meanwhile. The default. */
  STREAMING: "STREAMING",
  /** All sources end: stage after stage, keyed operators get their input sorted by key, nothing is late. */
  BATCH: "BATCH",
  /** `BATCH` where every source is bounded, else `STREAMING`. */
  AUTOMATIC: "AUTOMATIC",
};

/** Whether a source ends. */
export type Boundedness = "BOUNDED" | "CONTINUOUS_UNBOUNDED";

/** How the program is executed. */
export type JobType = "STREAMING" | "BATCH";
