/**
 * How many bytes a value takes on the network, by its shape, without serializing it: as Flink's serializers for the
 * basic types, tuples, POJOs, lists and maps would write it. Numbers count as doubles, for nothing says more.
 */

/** Beyond that depth nothing is counted, so that cycles end. */
const DEPTH_MAX = 32;

/** Of a value that is part of a record, in bytes. */
export function serializedSize(value: unknown, depth = 0): number {
  switch (typeof value) {
    case "string":
      return stringSize(value);
    case "number":
    case "bigint":
      return 8;
    case "object":
      return value === null || depth === DEPTH_MAX ? 1 : objectSize(value, depth + 1);
    default:
      return 1;
  }
}

/** The length, then one to three bytes for each character. */
function stringSize(text: string): number {
  let bytes = text.length < 0x7f ? 1 : text.length < 0x3fff ? 2 : 3;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes += unit < 0x80 ? 1 : unit < 0x4000 ? 2 : 3;
  }
  return bytes;
}

function objectSize(value: object, depth: number): number {
  if (Array.isArray(value)) return (value as unknown[]).reduce((sum: number, it) => sum + serializedSize(it, depth), 0);
  if (value instanceof Date) return 8;
  if (ArrayBuffer.isView(value)) return 4 + value.byteLength;
  if (value instanceof Map) {
    let bytes = 4;
    for (const [key, held] of value as Map<unknown, unknown>) {
      bytes += serializedSize(key, depth) + 1 + serializedSize(held, depth);
    }
    return bytes;
  }
  if (value instanceof Set)
    return [...(value as Set<unknown>)].reduce<number>((sum, it) => sum + serializedSize(it, depth), 4);
  // A POJO: one byte for the whole, and one more for each field, which may be null.
  return Object.values(value).reduce<number>((sum, it) => sum + 1 + serializedSize(it, depth), 1);
}
