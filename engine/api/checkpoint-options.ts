/**
 * The options `execution.checkpointing.*` by Flink's names. Each stands for a call on `CheckpointConfig`.
 */
import type { CheckpointConfig, ExternalizedCheckpointRetention } from "./checkpoint-config";
import type { CheckpointingMode, DurationLike } from "./configuration";

export type CheckpointOptions = {
  /** As `setCheckpointInterval`. */
  readonly "execution.checkpointing.interval"?: DurationLike;
  /** As `setCheckpointingConsistencyMode`. */
  readonly "execution.checkpointing.mode"?: CheckpointingMode;
  /** As `setCheckpointTimeout`. */
  readonly "execution.checkpointing.timeout"?: DurationLike;
  /** As `setMinPauseBetweenCheckpoints`. */
  readonly "execution.checkpointing.min-pause"?: DurationLike;
  /** As `setMaxConcurrentCheckpoints`. */
  readonly "execution.checkpointing.max-concurrent-checkpoints"?: number;
  /** As `setTolerableCheckpointFailureNumber`. */
  readonly "execution.checkpointing.tolerable-failed-checkpoints"?: number;
  /** Completed checkpoints that are kept, default 1. */
  readonly "execution.checkpointing.num-retained"?: number;
  /** As `setExternalizedCheckpointRetention`. */
  readonly "execution.checkpointing.externalized-checkpoint-retention"?: ExternalizedCheckpointRetention;
  /** As `enableUnalignedCheckpoints`. */
  readonly "execution.checkpointing.unaligned.enabled"?: boolean;
  /** As `setForceUnalignedCheckpoints`. */
  readonly "execution.checkpointing.unaligned.forced"?: boolean;
  /** As `setAlignedCheckpointTimeout`. */
  readonly "execution.checkpointing.aligned-checkpoint-timeout"?: DurationLike;
  /** Whether checkpoints go on when some tasks have finished, default true. */
  readonly "execution.checkpointing.checkpoints-after-tasks-finish"?: boolean;
  /** As `setCheckpointIdOfIgnoredInFlightData`. */
  readonly "execution.state-recovery.checkpoint-id-of-ignored-in-flight-data"?: number;
};

type Type = "number" | "boolean" | "string" | "duration";

type CheckpointOption = {
  readonly type: Type;
  readonly apply: (config: CheckpointConfig, value: never) => void;
};

/** How each option is set. */
export const CHECKPOINT_OPTIONS: Readonly<Record<keyof CheckpointOptions, CheckpointOption>> = {
  "execution.checkpointing.interval": {
    type: "duration",
    apply: (config, value: DurationLike) => config.setCheckpointInterval(value),
  },
  "execution.checkpointing.mode": {
    type: "string",
    apply: (config, value: CheckpointingMode) => config.setCheckpointingConsistencyMode(value),
  },
  "execution.checkpointing.timeout": {
    type: "duration",
    apply: (config, value: DurationLike) => config.setCheckpointTimeout(value),
  },
  "execution.checkpointing.min-pause": {
    type: "duration",
    apply: (config, value: DurationLike) => config.setMinPauseBetweenCheckpoints(value),
  },
  "execution.checkpointing.max-concurrent-checkpoints": {
    type: "number",
    apply: (config, value: number) => config.setMaxConcurrentCheckpoints(value),
  },
  "execution.checkpointing.tolerable-failed-checkpoints": {
    type: "number",
    apply: (config, value: number) => config.setTolerableCheckpointFailureNumber(value),
  },
  "execution.checkpointing.num-retained": {
    type: "number",
    apply: (config, retainedMax: number) => config.setByOption({ retainedMax }),
  },
  "execution.checkpointing.externalized-checkpoint-retention": {
    type: "string",
    apply: (config, value: ExternalizedCheckpointRetention) => config.setExternalizedCheckpointRetention(value),
  },
  "execution.checkpointing.unaligned.enabled": {
    type: "boolean",
    apply: (config, value: boolean) => config.enableUnalignedCheckpoints(value),
  },
  "execution.checkpointing.unaligned.forced": {
    type: "boolean",
    apply: (config, value: boolean) => config.setForceUnalignedCheckpoints(value),
  },
  "execution.checkpointing.aligned-checkpoint-timeout": {
    type: "duration",
    apply: (config, value: DurationLike) => config.setAlignedCheckpointTimeout(value),
  },
  "execution.checkpointing.checkpoints-after-tasks-finish": {
    type: "boolean",
    apply: (config, afterTasksFinish: boolean) => config.setByOption({ afterTasksFinish }),
  },
  "execution.state-recovery.checkpoint-id-of-ignored-in-flight-data": {
    type: "number",
    apply: (config, value: number) => config.setCheckpointIdOfIgnoredInFlightData(value),
  },
};
