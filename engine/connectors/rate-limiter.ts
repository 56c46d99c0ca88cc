/**
 * How fast a source emits, on the virtual clock. Answers to Flink's `RateLimiterStrategy`, `GuavaRateLimiter` and
 * `GatedRateLimiter`.
 */
import { illegalArgument, MAX_TIMESTAMP } from "../core/index";

/** Permits to emit, of one subtask. */
export interface RateLimiter {
  /** Takes a permit; when it is there, in milliseconds: now, later, or `MAX_TIMESTAMP` while that is unknown. */
  acquire(nowMillis: number): number;
  /** A checkpoint has completed; a permit that was unknown is asked for again. */
  notifyCheckpointComplete?(): void;
}

/** Makes the limiter of each of `parallelism` subtasks; null: no limit. */
export interface RateLimiterStrategy {
  createRateLimiter(parallelism: number): RateLimiter | null;
}

const MICROS_PER_SECOND = 1_000_000;

/**
 * One permit each interval, the first at once. What is not taken is kept, but for no more than a second. Answers to
 * Guava's `SmoothBursty`, which counts in microseconds.
 */
class PerSecondRateLimiter implements RateLimiter {
  readonly #intervalMicros: number;
  readonly #storedMax: number;
  #stored = 0;
  #nextFreeMicros: number | null = null;

  constructor(permitsPerSecond: number) {
    this.#intervalMicros = MICROS_PER_SECOND / permitsPerSecond;
    this.#storedMax = permitsPerSecond;
  }

  acquire(nowMillis: number): number {
    const nowMicros = nowMillis * 1_000;
    const freeMicros = this.#nextFreeMicros ?? nowMicros;
    if (nowMicros > freeMicros) {
      this.#stored = Math.min(this.#storedMax, this.#stored + (nowMicros - freeMicros) / this.#intervalMicros);
    }
    const grantedMicros = Math.max(nowMicros, freeMicros);
    const fromStore = Math.min(1, this.#stored);
    this.#stored -= fromStore;
    this.#nextFreeMicros = grantedMicros + Math.trunc((1 - fromStore) * this.#intervalMicros);
    return Math.ceil(grantedMicros / 1_000);
  }
}

/** So many permits for each completed checkpoint, and as many at the start. */
class PerCheckpointRateLimiter implements RateLimiter {
  readonly #permitsPerCheckpoint: number;
  #left: number;

  constructor(permitsPerCheckpoint: number) {
    this.#permitsPerCheckpoint = permitsPerCheckpoint;
    this.#left = permitsPerCheckpoint;
  }

  acquire(nowMillis: number): number {
    if (this.#left <= 0) return MAX_TIMESTAMP;
    this.#left -= 1;
    return nowMillis;
  }

  notifyCheckpointComplete(): void {
    this.#left = this.#permitsPerCheckpoint;
  }
}

export const RateLimiterStrategy = {
  /** So many records each second of the clock, from all subtasks together. */
  perSecond(recordsPerSecond: number): RateLimiterStrategy {
    if (!(recordsPerSecond > 0)) {
      throw illegalArgument("rate must be positive", { context: { recordsPerSecond } });
    }
    return { createRateLimiter: (parallelism) => new PerSecondRateLimiter(recordsPerSecond / parallelism) };
  },

  /** So many records for each checkpoint, from all subtasks together; without checkpoints the source stops after these. */
  perCheckpoint(recordsPerCheckpoint: number): RateLimiterStrategy {
    return {
      createRateLimiter: (parallelism) => {
        const perSubtask = Math.trunc(recordsPerCheckpoint / parallelism);
        if (perSubtask <= 0) {
          throw illegalArgument("recordsPerCheckpoint has to be greater or equal to parallelism.", {
            hint: "Either decrease the parallelism or increase the number of recordsPerCheckpoint.",
            context: { recordsPerCheckpoint, parallelism },
          });
        }
        return new PerCheckpointRateLimiter(perSubtask);
      },
    };
  },

  /** As fast as the job takes them. */
  noOp(): RateLimiterStrategy {
    return { createRateLimiter: () => null };
  },
};
