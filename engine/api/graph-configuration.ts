/**
 * Options that a program sets by Flink's names, as far as they shape its graphs.
 */
import { illegalArgument } from "../core/index";
import type { GraphSettings, SchedulerType } from "../graph/index";
import { ENVIRONMENT_OPTIONS, type EnvironmentOptions } from "./flink-options";
import { SCHEDULING_OPTIONS, type SchedulingOptions } from "./scheduling-options";
import { RECOVERY_OPTIONS, type RecoveryOptions } from "./recovery-options";
import { STATE_OPTIONS, type StateOptions } from "./state-options";

/** Options that shape the graph alone. */
type GraphOptions = {
  /** Whether operators share tasks; default true. */
  readonly "pipeline.operator-chaining.enabled"?: boolean;
  /** Whether operators with unequal maximum parallelisms share tasks; default true. */
  readonly "pipeline.operator-chaining.chain-operators-with-different-max-parallelism"?: boolean;
  /**
   * Who schedules the job. `Adaptive`: a stream runs with the slots that are there. Of batch jobs `AdaptiveBatch` (the
   * default; `Adaptive` is the same there) leaves open parallelisms to run time.
   */
  readonly "jobmanager.scheduler"?: SchedulerType;
  /** Whether the adaptive batch scheduler decides parallelisms that the program left open; default true. */
  readonly "execution.batch.adaptive.auto-parallelism.enabled"?: boolean;
};

/** Flink's `Configuration`, as far as it decides how a program becomes a job: options by Flink's names. */
export type Configuration = EnvironmentOptions & GraphOptions & SchedulingOptions & StateOptions & RecoveryOptions;

/** What `configure` can set. */
export type ConfiguredGraphSettings = Pick<
  GraphSettings,
  "chaining" | "chainsDifferentMaxParallelism" | "bufferTimeoutMillis" | "scheduler" | "decidesParallelism"
>;

/** Flink's defaults. */
export const DEFAULT_GRAPH_SETTINGS: ConfiguredGraphSettings = {
  chaining: true,
  chainsDifferentMaxParallelism: true,
  bufferTimeoutMillis: 100,
  scheduler: "AdaptiveBatch",
  decidesParallelism: true,
};

const OPTIONS: Readonly<Record<keyof GraphOptions, keyof ConfiguredGraphSettings>> = {
  "pipeline.operator-chaining.enabled": "chaining",
  "pipeline.operator-chaining.chain-operators-with-different-max-parallelism": "chainsDifferentMaxParallelism",
  "jobmanager.scheduler": "scheduler",
  "execution.batch.adaptive.auto-parallelism.enabled": "decidesParallelism",
};

const SCHEDULERS: readonly SchedulerType[] = ["Default", "Adaptive", "AdaptiveBatch"];

const KNOWN_OPTIONS = [
  ...ENVIRONMENT_OPTIONS,
  ...Object.keys(OPTIONS),
  ...SCHEDULING_OPTIONS,
  ...STATE_OPTIONS,
  ...RECOVERY_OPTIONS,
];

/**
 * The settings with the options set.
 * Errors: `IllegalArgumentException` for an option that the engine does not know, or a value that it does not take.
 */
export function withConfiguration(
  settings: ConfiguredGraphSettings,
  options: Readonly<Record<string, unknown>>,
): ConfiguredGraphSettings {
  const changed: Record<string, unknown> = { ...settings };
  for (const [option, value] of Object.entries(options)) {
    const setting = OPTIONS[option as keyof GraphOptions];
    if (setting === undefined) {
      throw illegalArgument(`The option '${option}' is not known here.`, {
        hint: `Options that a program can set: ${KNOWN_OPTIONS.join(", ")}.`,
      });
    }
    const isKnown =
      setting === "scheduler" ? SCHEDULERS.some((scheduler) => scheduler === value) : typeof value === "boolean";
    if (!isKnown) throw illegalArgument(`Could not parse value '${String(value)}' for key '${option}'.`);
    changed[setting] = value;
  }
  return changed as ConfiguredGraphSettings;
}
