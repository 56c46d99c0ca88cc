/**
 * A value with the time at which its life was last started anew, and the rules that decide on it. Answers to Flink's
 * `TtlValue`, `TtlUtils` and `AbstractTtlDecorator`.
 */
import { MAX_TIMESTAMP, PREVIEW_AS } from "../core/index";
import type { CodecClass } from "../types/index";
import type { StateTtlConfig } from "./state-ttl-config";

/** Processing time in milliseconds, as time to live counts it. */
export type TtlTimeProvider = () => number;

/** What is stored in place of a value; immutable. `value` is null where Flink wraps a null. */
export class TtlValue<T> {
  constructor(
    readonly value: T,
    /** In milliseconds. */
    readonly lastAccessTimestamp: number,
  ) {}

  /** Traces and listings show the value. */
  get [PREVIEW_AS](): T {
    return this.value;
  }
}

/** Stamped values in a savepoint. Flink's `TtlStateFactory.TtlSerializer`. */
export const STATE_CLASSES: readonly CodecClass[] = [{ name: "TtlValue", prototype: TtlValue.prototype }];

/** The configuration of one state, ready for the hot path. */
export class TtlRules {
  readonly timeToLiveMillis: number;
  readonly #now: TtlTimeProvider;
  readonly updatesOnRead: boolean;
  readonly returnsExpired: boolean;

  constructor(
    readonly config: StateTtlConfig,
    now: TtlTimeProvider,
  ) {
    this.timeToLiveMillis = config.getTimeToLive().toMillis();
    this.#now = now;
    this.updatesOnRead = config.getUpdateType() === "OnReadAndWrite";
    this.returnsExpired = config.getStateVisibility() === "ReturnExpiredIfNotCleanedUp";
  }

  now(): number {
    return this.#now();
  }

  /** Whether stamp + time to live has been reached; the sum stops at MAX. What is not there has not expired. */
  expired(stamped: TtlValue<unknown> | null | undefined): boolean {
    if (stamped === null || stamped === undefined) return false;
    return this.expiredAt(stamped, this.#now());
  }

  /** The same, with the time at hand. */
  expiredAt(stamped: TtlValue<unknown>, nowMillis: number): boolean {
    return this.expiryOf(stamped) <= nowMillis;
  }

  /** When a value expires, in milliseconds. */
  expiryOf(stamped: TtlValue<unknown>): number {
    return Math.min(stamped.lastAccessTimestamp + this.timeToLiveMillis, MAX_TIMESTAMP);
  }

  /** Stamped with the present. */
  wrap<T>(value: T): TtlValue<T> {
    return new TtlValue(value, this.#now());
  }

  /** What an update may go on from: also an expired value where expired ones are returned. */
  unexpired<T>(stamped: TtlValue<T> | null | undefined): T | null {
    if (stamped === null || stamped === undefined) return null;
    return !this.returnsExpired && this.expired(stamped) ? null : stamped.value;
  }

  /**
   * A read of one value: one that has expired is cleared, and then given only where expired ones are; one that has
   * not is stamped anew where reads do that. Null for nothing.
   */
  read<T>(
    stamped: TtlValue<T> | null | undefined,
    update: (stamped: TtlValue<T>) => void,
    clear: () => void,
  ): TtlValue<T> | null {
    if (stamped === null || stamped === undefined) return null;
    if (this.expired(stamped)) {
      clear();
      return this.returnsExpired ? stamped : null;
    }
    if (this.updatesOnRead) update(this.wrap(stamped.value));
    return stamped;
  }
}
