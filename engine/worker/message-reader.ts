/**
 * Reads a message field by field. A reader knows the path of what it reads, so that a wrong field is named.
 *
 * Everything read is bounded: a list longer than `MESSAGE_LIMITS.listLength`, a text longer than
 * `MESSAGE_LIMITS.textLength` and a value nested deeper than `MESSAGE_LIMITS.valueDepth` are refused.
 */
import { ProtocolError } from "./errors";
import type { PlainValue } from "../types/index";

export const MESSAGE_LIMITS = { listLength: 1_000_000, textLength: 2_000_000, valueDepth: 32 } as const;

/** An object whose fields have not been looked at yet. */
export type Fields = { readonly [field: string]: unknown };

function wrong(path: string, expectation: string): ProtocolError {
  return new ProtocolError("malformed", path, expectation);
}

/** A plain object: made by a literal or by structured cloning. */
export function readFields(value: unknown, path: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(path, "must be an object");
  return value as Fields;
}

export function readText(value: unknown, path: string): string {
  if (typeof value !== "string") throw wrong(path, "must be a text");
  if (value.length > MESSAGE_LIMITS.textLength) throw wrong(path, "is too long");
  return value;
}

export function readBoolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw wrong(path, "must be true or false");
  return value;
}

export function readNumber(value: unknown, path: string): number {
  if (typeof value !== "number" || Number.isNaN(value)) throw wrong(path, "must be a number");
  return value;
}

/** A whole number from `min` on, within the range that a double holds exactly. */
export function readCount(value: unknown, path: string, min = 0): number {
  const count = readNumber(value, path);
  if (!Number.isSafeInteger(count) || count < min) throw wrong(path, `must be a whole number of at least ${min}`);
  return count;
}

export function readOneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw wrong(path, `must be one of ${allowed.join(", ")}`);
  return found;
}

/** What `read` makes of the value, or null for null. */
export function readNullable<T>(value: unknown, path: string, read: (value: unknown, path: string) => T): T | null {
  return value === null ? null : read(value, path);
}

export function readList<T>(value: unknown, path: string, read: (value: unknown, path: string) => T): T[] {
  if (!Array.isArray(value)) throw wrong(path, "must be a list");
  if (value.length > MESSAGE_LIMITS.listLength) throw wrong(path, "is too long");
  return value.map((element, index) => read(element, `${path}[${index}]`));
}

/** A tree of plain data; functions, class instances, cycles and `undefined` are refused. */
export function readPlainValue(value: unknown, path: string, depth = 0): PlainValue {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (depth >= MESSAGE_LIMITS.valueDepth) throw wrong(path, "is nested too deep");
  if (Array.isArray(value)) return readList(value, path, (element, at) => readPlainValue(element, at, depth + 1));
  const copy: Record<string, PlainValue> = {};
  for (const [field, member] of Object.entries(readFields(value, path))) {
    Object.defineProperty(copy, field, {
      value: readPlainValue(member, `${path}.${field}`, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}
