/**
 * How long state lives after it was last touched. Answers to Flink 2.3's `StateTtlConfig`, with its names.
 *
 *   StateTtlConfig.newBuilder(Duration.ofHours(1)).updateTtlOnReadAndWrite().cleanupFullSnapshot().build()
 *
 * Time to live counts processing time. Without a clean-up strategy of its own a configuration gets Flink's background
 * clean-up: five entries with each access. The filter for RocksDB is kept as configuration; this engine's backend is
 * Flink's heap backend, on which it does nothing.
 */
import { Duration, illegalArgument, MAX_TIMESTAMP } from "../core/index";
import {
  CleanupStrategies,
  type CleanupParts,
  IncrementalCleanupStrategy,
  RocksdbCompactFilterCleanupStrategy,
} from "./ttl-cleanup-strategies";

/** When the time starts anew; `Disabled` switches time to live off. */
export type UpdateType = "Disabled" | "OnCreateAndWrite" | "OnReadAndWrite";

/** Whether a read may give what has expired and was not cleaned up yet. */
export type StateVisibility = "ReturnExpiredIfNotCleanedUp" | "NeverReturnExpired";

export type TtlTimeCharacteristic = "ProcessingTime";

type Settings = {
  readonly updateType: UpdateType;
  readonly stateVisibility: StateVisibility;
  readonly ttlTimeCharacteristic: TtlTimeCharacteristic;
  readonly timeToLive: Duration;
  readonly cleanup: CleanupParts;
};

export class StateTtlConfig {
  static readonly UpdateType = {
    Disabled: "Disabled",
    OnCreateAndWrite: "OnCreateAndWrite",
    OnReadAndWrite: "OnReadAndWrite",
  } as const satisfies Record<UpdateType, UpdateType>;

  static readonly StateVisibility = {
    ReturnExpiredIfNotCleanedUp: "ReturnExpiredIfNotCleanedUp",
    NeverReturnExpired: "NeverReturnExpired",
  } as const satisfies Record<StateVisibility, StateVisibility>;

  static readonly TtlTimeCharacteristic = {
    ProcessingTime: "ProcessingTime",
  } as const satisfies Record<TtlTimeCharacteristic, TtlTimeCharacteristic>;

  readonly #settings: Settings;
  readonly #cleanupStrategies: CleanupStrategies;

  /** Called by the builder; refuses a time that is not positive with Flink's IllegalArgumentException. */
  constructor(settings: Settings) {
    if (settings.timeToLive.toMillis() <= 0) {
      throw illegalArgument("TTL is expected to be positive.", {
        hint: "StateTtlConfig.newBuilder(Duration.ofMinutes(10)): how long state lives after it was last touched.",
        context: { timeToLive: settings.timeToLive.toMillis() },
      });
    }
    this.#settings = settings;
    this.#cleanupStrategies = new CleanupStrategies(settings.cleanup);
  }

  /** Starts from Flink's defaults with this time to live, or from another configuration. */
  static newBuilder(from: Duration | StateTtlConfig): StateTtlConfigBuilder {
    return new StateTtlConfigBuilder(from instanceof StateTtlConfig ? from.#settings : defaultsWith(from));
  }

  getUpdateType(): UpdateType {
    return this.#settings.updateType;
  }
  getStateVisibility(): StateVisibility {
    return this.#settings.stateVisibility;
  }
  getTimeToLive(): Duration {
    return this.#settings.timeToLive;
  }
  getTtlTimeCharacteristic(): TtlTimeCharacteristic {
    return this.#settings.ttlTimeCharacteristic;
  }
  isEnabled(): boolean {
    return this.#settings.updateType !== "Disabled";
  }
  getCleanupStrategies(): CleanupStrategies {
    return this.#cleanupStrategies;
  }

  /** No time to live: the configuration of every descriptor that names none. */
  static readonly DISABLED = new StateTtlConfig({
    ...defaultsWith(Duration.ofMillis(MAX_TIMESTAMP)),
    updateType: "Disabled",
  });
}

function defaultsWith(timeToLive: Duration): Settings {
  return {
    updateType: "OnCreateAndWrite",
    stateVisibility: "NeverReturnExpired",
    ttlTimeCharacteristic: "ProcessingTime",
    timeToLive,
    cleanup: { fullSnapshot: false, incremental: null, rocksdbCompactFilter: null, inBackground: true },
  };
}

/** Flink's `StateTtlConfig.Builder`: each method gives the builder itself. */
export class StateTtlConfigBuilder {
  #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  setUpdateType(updateType: UpdateType): this {
    return this.#with({ updateType });
  }
  /** The default: reads do not start the time anew. */
  updateTtlOnCreateAndWrite(): this {
    return this.setUpdateType("OnCreateAndWrite");
  }
  updateTtlOnReadAndWrite(): this {
    return this.setUpdateType("OnReadAndWrite");
  }
  setStateVisibility(stateVisibility: StateVisibility): this {
    return this.#with({ stateVisibility });
  }
  returnExpiredIfNotCleanedUp(): this {
    return this.setStateVisibility("ReturnExpiredIfNotCleanedUp");
  }
  /** The default. */
  neverReturnExpired(): this {
    return this.setStateVisibility("NeverReturnExpired");
  }
  setTtlTimeCharacteristic(ttlTimeCharacteristic: TtlTimeCharacteristic): this {
    return this.#with({ ttlTimeCharacteristic });
  }
  /** The default, and the only one. */
  useProcessingTime(): this {
    return this.setTtlTimeCharacteristic("ProcessingTime");
  }
  /** Snapshots leave out what has expired; what is in memory stays. */
  cleanupFullSnapshot(): this {
    return this.#withCleanup({ fullSnapshot: true });
  }
  /** Each access, and with `runCleanupForEveryRecord` each record, looks at up to `cleanupSize` entries. */
  cleanupIncrementally(cleanupSize: number, runCleanupForEveryRecord: boolean): this {
    return this.#withCleanup({ incremental: new IncrementalCleanupStrategy(cleanupSize, runCleanupForEveryRecord) });
  }
  /** Kept for RocksDB: how many entries pass between two looks at the clock, and how often old files are compacted. */
  cleanupInRocksdbCompactFilter(queryTimeAfterNumEntries: number, periodicCompactionTime?: Duration): this {
    const strategy = new RocksdbCompactFilterCleanupStrategy(queryTimeAfterNumEntries, periodicCompactionTime);
    return this.#withCleanup({ rocksdbCompactFilter: strategy });
  }
  /** No default clean-up; strategies that were named stay. */
  disableCleanupInBackground(): this {
    return this.#withCleanup({ inBackground: false });
  }
  setTimeToLive(timeToLive: Duration): this {
    return this.#with({ timeToLive });
  }

  build(): StateTtlConfig {
    return new StateTtlConfig(this.#settings);
  }

  #with(change: Partial<Settings>): this {
    this.#settings = { ...this.#settings, ...change };
    return this;
  }

  #withCleanup(change: Partial<CleanupParts>): this {
    return this.#with({ cleanup: { ...this.#settings.cleanup, ...change } });
  }
}
