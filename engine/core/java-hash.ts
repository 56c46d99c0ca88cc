/**
 * Java's hash codes, and the hash functions that Flink builds on them. They decide which subtask gets a key,
 * and the order in which hash maps are read. All results are signed 32-bit integers.
 *
 * Answers to `hashCode` of the boxed types, `String` and Flink's `Tuple`, and to Flink's `MathUtils`.
 */
import { invalidProgram } from "./engine-error";

/** `Integer.hashCode`: the value, cut to 32 bits. */
export function hashInt(value: number): number {
  return value | 0;
}

/**
 * `Long.hashCode`. Numbers must be integers; those beyond 2^53 come as bigint. The sentinels for `Long.MIN_VALUE`
 * and `Long.MAX_VALUE` hash as these do.
 */
export function hashLong(value: number | bigint): number {
  if (typeof value === "bigint") {
    const bits = BigInt.asUintN(64, value);
    return Number(bits & 0xffffffffn) ^ Number(bits >> 32n);
  }
  const low = value | 0;
  if (low === value) return low >= 0 ? low : ~low;
  return low ^ (Math.floor(value / 2 ** 32) | 0);
}

const DOUBLE_VIEW = new DataView(new ArrayBuffer(8));

/** `Double.hashCode`: of the IEEE-754 bits, all NaN alike; 0.0 and -0.0 differ. */
export function hashDouble(value: number): number {
  DOUBLE_VIEW.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
  if (Number.isNaN(value)) return 0x7ff80000;
  return DOUBLE_VIEW.getInt32(0) ^ DOUBLE_VIEW.getInt32(4);
}

/** `Float.hashCode`: the IEEE-754 bits, all NaN alike. */
export function hashFloat(value: number): number {
  if (Number.isNaN(value)) return 0x7fc00000;
  DOUBLE_VIEW.setFloat32(0, value);
  return DOUBLE_VIEW.getInt32(0);
}

/** `Boolean.hashCode`. */
export function hashBoolean(value: boolean): number {
  return value ? 1231 : 1237;
}

/** `String.hashCode`, over UTF-16 code units. */
export function hashString(value: string): number {
  let hash = 0;
  for (let i = 0; i < value.length; i++) hash = (Math.imul(hash, 31) + value.charCodeAt(i)) | 0;
  return hash;
}

/** The hash of a tuple from the hashes of its fields (0 for a null field): Flink's `Tuple1` to `Tuple25`. */
export function hashTuple(fieldHashes: readonly number[]): number {
  let hash = 0;
  for (const fieldHash of fieldHashes) hash = (Math.imul(hash, 31) + fieldHash) | 0;
  return hash;
}

/**
 * The hash of a value whose Java type nobody declared: string as `String`, boolean as `Boolean`, bigint and whole
 * numbers as `Long`, other numbers as `Double`, arrays as tuples of these; null is 0. Whatever else has no hash
 * that is the same on every machine, and is refused with Flink's InvalidProgramException.
 */
export function javaHashCode(value: unknown): number {
  switch (typeof value) {
    case "string":
      return hashString(value);
    case "number":
      return Number.isInteger(value) ? hashLong(value) : hashDouble(value);
    case "bigint":
      return hashLong(value);
    case "boolean":
      return hashBoolean(value);
    default:
      if (value === null || value === undefined) return 0;
      if (Array.isArray(value)) return hashTuple(value.map(javaHashCode));
      throw invalidProgram(
        `A value of type ${typeof value} cannot be used as key: it has no hash that is the same on every machine.`,
        { hint: "Use a string, a number, a boolean, or an array of these, for example a field of the record." },
      );
  }
}

/** Flink's `MathUtils.murmurHash`: never negative. */
export function murmurHash(code: number): number {
  let hash = Math.imul(code, 0xcc9e2d51);
  hash = (hash << 15) | (hash >>> 17);
  hash = Math.imul(hash, 0x1b873593);
  hash = (hash << 13) | (hash >>> 19);
  hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  hash = bitMix(hash ^ 4);
  if (hash >= 0) return hash;
  return hash === -(2 ** 31) ? 0 : -hash;
}

/** Flink's `MathUtils.bitMix`: the finalizer of murmur. */
export function bitMix(code: number): number {
  let hash = Math.imul(code ^ (code >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** `java.util.HashMap` folds the high half of a hash code into the low one. */
export function spreadHash(code: number): number {
  return code ^ (code >>> 16);
}

/**
 * Flink's `MathUtils.longToIntWithBitMixing`: the hash of a `TimeWindow` is that of start + end. 64-bit arithmetic on
 * two halves; a bigint may be any long, a number must be a whole one.
 */
export function longToIntWithBitMixing(value: number | bigint): number {
  let [high, low] = halvesOf(value);
  low ^= (low >>> 30) | (high << 2);
  high ^= high >>> 30;
  high = multiplyHigh(high, low, 0xbf58476d, 0x1ce4e5b9);
  low = Math.imul(low, 0x1ce4e5b9);
  low ^= (low >>> 27) | (high << 5);
  high ^= high >>> 27;
  high = multiplyHigh(high, low, 0x94d049bb, 0x133111eb);
  low = Math.imul(low, 0x133111eb);
  return low ^ ((low >>> 31) | (high << 1));
}

function halvesOf(value: number | bigint): [high: number, low: number] {
  if (typeof value === "number") return [Math.floor(value / 2 ** 32) | 0, value | 0];
  const bits = BigInt.asUintN(64, value);
  return [Number(bits >> 32n) | 0, Number(bits & 0xffffffffn) | 0];
}

/** The upper half of the 64-bit product of (high, low) and (otherHigh, otherLow). */
function multiplyHigh(high: number, low: number, otherHigh: number, otherLow: number): number {
  const [a, b] = [low >>> 16, low & 0xffff];
  const [c, d] = [otherLow >>> 16, otherLow & 0xffff];
  const middle = ((b * d) >>> 16) + ((a * d) & 0xffff) + ((b * c) & 0xffff);
  const carry = Math.imul(a, c) + Math.floor((a * d) / 2 ** 16) + Math.floor((b * c) / 2 ** 16) + (middle >>> 16);
  return (carry + Math.imul(high, otherLow) + Math.imul(low, otherHigh)) | 0;
}
