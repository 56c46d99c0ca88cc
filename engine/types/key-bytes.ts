/**
 * Keys as bytes, as Flink's serializers write them: sorted inputs in batch mode compare these, as signed bytes, so they
 * decide which key comes first. Answers to `StringValue`, `LongSerializer`, `DoubleSerializer`, `TupleSerializer`, ...
 */
import { invalidProgram, MAX_TIMESTAMP, MIN_TIMESTAMP, preview } from "../core/index";

const VIEW = new DataView(new ArrayBuffer(8));

function appendView(bytes: number[], length: number): void {
  for (let i = 0; i < length; i += 1) bytes.push(VIEW.getInt8(i));
}

/** 8 bytes, highest first. Whole numbers beyond 2^53 come as bigint; the sentinels stand for `Long.MIN_VALUE` and `MAX_VALUE`. */
export function writeLong(value: number | bigint, bytes: number[]): void {
  VIEW.setBigInt64(0, longOf(value));
  appendView(bytes, 8);
}

function longOf(value: number | bigint): bigint {
  if (typeof value === "bigint") return value;
  if (value >= MAX_TIMESTAMP) return 2n ** 63n - 1n;
  return value <= MIN_TIMESTAMP ? -(2n ** 63n) : BigInt(value);
}

export function writeByte(value: number, bytes: number[]): void {
  bytes.push((value << 24) >> 24);
}

/** 2 bytes, highest first. */
export function writeShort(value: number, bytes: number[]): void {
  VIEW.setInt16(0, value);
  appendView(bytes, 2);
}

/** 4 bytes, highest first. */
export function writeInt(value: number, bytes: number[]): void {
  VIEW.setInt32(0, value);
  appendView(bytes, 4);
}

/** The IEEE-754 bits, highest first. */
export function writeDouble(value: number, bytes: number[]): void {
  VIEW.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
  appendView(bytes, 8);
}

/** The IEEE-754 bits in 4 bytes, highest first. */
export function writeFloat(value: number, bytes: number[]): void {
  VIEW.setFloat32(0, Number.isNaN(value) ? Number.NaN : value);
  appendView(bytes, 4);
}

export function writeBoolean(value: boolean, bytes: number[]): void {
  bytes.push(value ? 1 : 0);
}

/**
 * The length + 1, then the UTF-16 units, each number in groups of 7 bits, lowest first, all groups but the last marked
 * by the bit 0x80.
 */
export function writeString(value: string, bytes: number[]): void {
  writeGroups(value.length + 1, bytes);
  for (let i = 0; i < value.length; i += 1) writeGroups(value.charCodeAt(i), bytes);
}

function writeGroups(value: number, bytes: number[]): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push(((rest & 0x7f) | 0x80) - 0x100);
    rest >>>= 7;
  }
  bytes.push(rest);
}

/** A key whose Java type nobody declared: text as `String`, whole numbers as `Long`, others as `Double`, arrays as tuples. */
export function writeInferred(key: unknown, bytes: number[]): void {
  switch (typeof key) {
    case "string":
      return writeString(key, bytes);
    case "number":
      return Number.isInteger(key) ? writeLong(key, bytes) : writeDouble(key, bytes);
    case "bigint":
      return writeLong(key, bytes);
    case "boolean":
      return writeBoolean(key, bytes);
    default:
      if (!Array.isArray(key)) {
        throw invalidProgram(`${preview(key)} cannot be used as key: it cannot be compared byte by byte.`, {
          hint: "Use a string, a number, a boolean, or an array of these, for example a field of the record.",
        });
      }
      for (const field of key) writeInferred(field, bytes);
  }
}

/** Negative, 0 or positive: signed bytes, then the shorter first. Flink's `VariableLengthByteKeyComparator`. */
export function compareKeyBytes(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const order = (a[i] as number) - (b[i] as number);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
