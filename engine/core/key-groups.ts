/**
 * Key -> key group -> subtask. Answers to Flink's `KeyGroupRangeAssignment` and `KeyGroupRange`.
 *
 * A key's group depends on its hash and the maximum parallelism alone, so that it never changes while the latter
 * stays; subtasks own contiguous ranges of groups, and state moves between them by whole groups.
 */
import { illegalArgument, nullPointer } from "./engine-error";
import { javaHashCode, murmurHash } from "./java-hash";
import { DEFAULT_MAX_PARALLELISM_LOWER_BOUND, MAX_PARALLELISM_UPPER_BOUND } from "./limits";

/** A contiguous range of key groups, both ends included; empty when the end lies before the start. */
export class KeyGroupRange {
  static readonly EMPTY = new KeyGroupRange(0, -1);

  constructor(
    readonly startKeyGroup: number,
    readonly endKeyGroup: number,
  ) {}

  get numberOfKeyGroups(): number {
    return Math.max(0, this.endKeyGroup - this.startKeyGroup + 1);
  }

  contains(keyGroup: number): boolean {
    return keyGroup >= this.startKeyGroup && keyGroup <= this.endKeyGroup;
  }

  intersection(other: KeyGroupRange): KeyGroupRange {
    const start = Math.max(this.startKeyGroup, other.startKeyGroup);
    const end = Math.min(this.endKeyGroup, other.endKeyGroup);
    return start <= end ? new KeyGroupRange(start, end) : KeyGroupRange.EMPTY;
  }
}

/** The key group of a hash code; `maxParallelism` is the number of key groups. */
export function computeKeyGroupForKeyHash(hashCode: number, maxParallelism: number): number {
  return murmurHash(hashCode) % maxParallelism;
}

/**
 * The key group of a key. `hashCode` hashes by the key's declared type; without one the type follows the value
 * (see `javaHashCode`). A missing key is refused with Flink's NullPointerException.
 */
export function assignToKeyGroup(
  key: unknown,
  maxParallelism: number,
  hashCode: (key: unknown) => number = javaHashCode,
): number {
  if (key === null || key === undefined) {
    throw nullPointer("Assigned key must not be null!", {
      hint: "Let the key selector return a value for every record, or filter out records without one.",
    });
  }
  return computeKeyGroupForKeyHash(hashCode(key), maxParallelism);
}

/** The subtask that owns a key group. */
export function computeOperatorIndexForKeyGroup(maxParallelism: number, parallelism: number, keyGroup: number): number {
  return Math.floor((keyGroup * parallelism) / maxParallelism);
}

/** The subtask that a key belongs to. */
export function assignKeyToParallelOperator(
  key: unknown,
  maxParallelism: number,
  parallelism: number,
  hashCode: (key: unknown) => number = javaHashCode,
): number {
  return computeOperatorIndexForKeyGroup(maxParallelism, parallelism, assignToKeyGroup(key, maxParallelism, hashCode));
}

/** The key groups of one subtask. Refuses parallelisms out of bounds with Flink's IllegalArgumentException. */
export function computeKeyGroupRangeForOperatorIndex(
  maxParallelism: number,
  parallelism: number,
  operatorIndex: number,
): KeyGroupRange {
  checkParallelismPreconditions(parallelism);
  checkParallelismPreconditions(maxParallelism);
  if (maxParallelism < parallelism) {
    throw illegalArgument("Maximum parallelism must not be smaller than parallelism.", {
      context: { maxParallelism, parallelism },
    });
  }
  const start = Math.floor((operatorIndex * maxParallelism + parallelism - 1) / parallelism);
  const end = Math.floor(((operatorIndex + 1) * maxParallelism - 1) / parallelism);
  return new KeyGroupRange(start, end);
}

/** The maximum parallelism of an operator that sets none: half as much again, rounded up to a power of two. */
export function computeDefaultMaxParallelism(parallelism: number): number {
  checkParallelismPreconditions(parallelism);
  const wanted = roundUpToPowerOfTwo(parallelism + Math.floor(parallelism / 2));
  return Math.min(Math.max(wanted, DEFAULT_MAX_PARALLELISM_LOWER_BOUND), MAX_PARALLELISM_UPPER_BOUND);
}

/** Flink's `checkParallelismPreconditions`: 1 to 32768. */
export function checkParallelismPreconditions(parallelism: number): void {
  if (parallelism > 0 && parallelism <= MAX_PARALLELISM_UPPER_BOUND) return;
  throw illegalArgument(`Operator parallelism not within bounds: ${parallelism}`, { context: { parallelism } });
}

/** The smallest power of two that is not smaller than `value`. */
export function roundUpToPowerOfTwo(value: number): number {
  return value <= 1 ? 1 : 2 ** (32 - Math.clz32(value - 1));
}
