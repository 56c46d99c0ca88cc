/**
 * When a part file is closed and a new one begun. Answers to Flink's `RollingPolicy`, `DefaultRollingPolicy` and
 * `OnCheckpointRollingPolicy`.
 */
import { type Duration, illegalArgument } from "../../core/index";

/** What a policy knows of the file in progress; times in milliseconds of the clock. */
export type PartFileInfo = {
  readonly bucketId: string;
  readonly sizeBytes: number;
  readonly creationTimeMillis: number;
  readonly lastUpdateTimeMillis: number;
};

export interface RollingPolicy<T> {
  shouldRollOnCheckpoint(part: PartFileInfo): boolean;
  shouldRollOnEvent(part: PartFileInfo, element: T): boolean;
  shouldRollOnProcessingTime(part: PartFileInfo, currentTimeMillis: number): boolean;
}

const MAX_PART_SIZE_BYTES_DEFAULT = 134_217_728;
const INTERVAL_MILLIS_DEFAULT = 60_000;

type DefaultSettings = {
  readonly maxPartSizeBytes: number;
  readonly rolloverIntervalMillis: number;
  readonly inactivityIntervalMillis: number;
};

/** By size, by age, and when nothing has been written for a while. */
export class DefaultRollingPolicy implements RollingPolicy<unknown> {
  readonly #settings: DefaultSettings;

  constructor(settings: DefaultSettings) {
    this.#settings = settings;
  }

  /** 128 MiB, 60 seconds and 60 seconds, unless set. */
  static builder(): DefaultRollingPolicyBuilder {
    return new DefaultRollingPolicyBuilder({
      maxPartSizeBytes: MAX_PART_SIZE_BYTES_DEFAULT,
      rolloverIntervalMillis: INTERVAL_MILLIS_DEFAULT,
      inactivityIntervalMillis: INTERVAL_MILLIS_DEFAULT,
    });
  }

  shouldRollOnCheckpoint({ sizeBytes }: PartFileInfo): boolean {
    return sizeBytes > this.#settings.maxPartSizeBytes;
  }

  shouldRollOnEvent({ sizeBytes }: PartFileInfo): boolean {
    return sizeBytes > this.#settings.maxPartSizeBytes;
  }

  shouldRollOnProcessingTime(part: PartFileInfo, currentTimeMillis: number): boolean {
    const { rolloverIntervalMillis, inactivityIntervalMillis } = this.#settings;
    return (
      currentTimeMillis - part.creationTimeMillis >= rolloverIntervalMillis ||
      currentTimeMillis - part.lastUpdateTimeMillis >= inactivityIntervalMillis
    );
  }
}

export class DefaultRollingPolicyBuilder {
  readonly #settings: DefaultSettings;

  constructor(settings: DefaultSettings) {
    this.#settings = settings;
  }

  withMaxPartSize(bytes: number): DefaultRollingPolicyBuilder {
    return this.#with("maxPartSizeBytes", bytes);
  }

  withRolloverInterval(interval: Duration): DefaultRollingPolicyBuilder {
    return this.#with("rolloverIntervalMillis", interval.toMillis());
  }

  withInactivityInterval(interval: Duration): DefaultRollingPolicyBuilder {
    return this.#with("inactivityIntervalMillis", interval.toMillis());
  }

  build(): DefaultRollingPolicy {
    return new DefaultRollingPolicy(this.#settings);
  }

  #with(setting: keyof DefaultSettings, value: number): DefaultRollingPolicyBuilder {
    if (!(value > 0))
      throw illegalArgument(`${setting} of a rolling policy has to be greater than zero, not ${value}.`);
    return new DefaultRollingPolicyBuilder({ ...this.#settings, [setting]: value });
  }
}

/** A new file with each checkpoint, and only then. */
export class OnCheckpointRollingPolicy implements RollingPolicy<unknown> {
  static build(): OnCheckpointRollingPolicy {
    return new OnCheckpointRollingPolicy();
  }

  shouldRollOnCheckpoint(): boolean {
    return true;
  }
  shouldRollOnEvent(): boolean {
    return false;
  }
  shouldRollOnProcessingTime(): boolean {
    return false;
  }
}
