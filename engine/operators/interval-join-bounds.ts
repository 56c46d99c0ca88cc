/**
 * Where the records that a record joins with lie in time, in Java's 64-bit arithmetic.
 *
 * Doubles are exact for all times and bounds that lie within 2^52 milliseconds of 0. Beyond (a bound of `MAX_TIMESTAMP`
 * for "no bound", a record at `MAX_TIMESTAMP`) sums wrap in Java, and a millisecond more or less decides about it:
 * there they are computed as 64-bit integers.
 */
import { hashString, MAX_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import type { Namespace } from "../time/index";
import type { JoinSide } from "./interval-join-trace";

const PLAIN_MAX = 2 ** 52;
const LONG_MAX = 2n ** 63n - 1n;

function isPlain(millis: number): boolean {
  return millis >= -PLAIN_MAX && millis <= PLAIN_MAX;
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function toLong(millis: number): bigint {
  return millis === MAX_TIMESTAMP ? LONG_MAX : BigInt(millis);
}

function toMillis(value: bigint): number {
  return value === LONG_MAX ? MAX_TIMESTAMP : Number(value);
}

/** The namespaces of the clean-up timers; a timer whose time is not exact also names the bucket that it cleans up. */
export class CleanupNamespace implements Namespace {
  readonly namespaceText: string;

  /** `bucket`: a timestamp, `NO_TIMESTAMP` for none; null where it follows from the timer's time. */
  constructor(
    readonly side: JoinSide,
    readonly bucket: number | null = null,
  ) {
    const name = side === "left" ? "CLEANUP_LEFT" : "CLEANUP_RIGHT";
    this.namespaceText = bucket === null ? name : `${name} ${bucket}`;
  }

  hashCode(): number {
    return hashString(this.namespaceText);
  }
  equals(other: Namespace): boolean {
    return other instanceof CleanupNamespace && other.namespaceText === this.namespaceText;
  }
}

export const CLEANUP_LEFT = new CleanupNamespace("left");
export const CLEANUP_RIGHT = new CleanupNamespace("right");

/** What a record reaches, as 64-bit integers, and when it is cleaned up. */
export type ExactReach = {
  /** Whether a timestamp of the other side lies within reach. */
  readonly contains: (otherTimestamp: number) => boolean;
  /** The time of the clean-up timer, rounded to a double. */
  readonly cleanupTime: number;
  readonly cleanupNamespace: CleanupNamespace;
};

/** The bounds of a join in milliseconds, exclusive ones already moved inwards. */
export class IntervalBounds {
  readonly #lower: bigint;
  readonly #upper: bigint;
  readonly #isPlain: boolean;
  /** Of the right record's time from the left one's. */
  readonly lower: number;
  readonly upper: number;

  constructor(lowerBound: number, upperBound: number, lowerInclusive: boolean, upperInclusive: boolean) {
    this.#lower = wrap(toLong(lowerBound) + (lowerInclusive ? 0n : 1n));
    this.#upper = wrap(toLong(upperBound) - (upperInclusive ? 0n : 1n));
    this.lower = toMillis(this.#lower);
    this.upper = toMillis(this.#upper);
    this.#isPlain = isPlain(this.lower) && isPlain(this.upper);
  }

  /** Whether doubles are exact for a record of this time. */
  isPlainFor(timestamp: number): boolean {
    return this.#isPlain && isPlain(timestamp);
  }

  /** What a record of `side` reaches where doubles are not exact. */
  exactReach(side: JoinSide, timestamp: number): ExactReach {
    const own = toLong(timestamp);
    const lower = side === "left" ? this.#lower : wrap(-this.#upper);
    const upper = side === "left" ? this.#upper : wrap(-this.#lower);
    const earliest = wrap(own + lower);
    const latest = wrap(own + upper);
    const cleanup = upper > 0n ? latest : own;
    return {
      contains: (otherTimestamp) => {
        const other = toLong(otherTimestamp);
        return other >= earliest && other <= latest;
      },
      cleanupTime: toMillis(cleanup),
      cleanupNamespace: new CleanupNamespace(side, this.#bucketOf(side, cleanup)),
    };
  }

  /** The bucket that Flink cleans up at a time: after an overflow this need not be one that exists. */
  #bucketOf(side: JoinSide, cleanup: bigint): number {
    let bucket = cleanup;
    if (side === "left" && this.#upper > 0n) bucket = wrap(cleanup - this.#upper);
    if (side === "right" && this.#lower <= 0n) bucket = wrap(cleanup + this.#lower);
    return toLong(toMillis(bucket)) === bucket ? toMillis(bucket) : NO_TIMESTAMP;
  }
}
