/**
 * Deep copies of records and state, as Flink's serializers make them between chained operators and into snapshots.
 *
 * Copied: plain objects, arrays, Map, Set, Date, typed arrays, and instances of classes, which keep their prototype
 * (fields named with # cannot be seen from outside and are lost). Functions are shared. Shared references and cycles
 * inside one value stay so in the copy.
 */
import { EngineError, VALUE_DEPTH_MAX } from "../core/index";

type Copies = Map<object, object>;

/** A copy that shares nothing changeable with the value. */
export function copyValue<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  return copyObject(value, null, 0) as T;
}

function copyMember(value: unknown, copies: Copies, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  return copies.get(value) ?? copyObject(value, copies, depth + 1);
}

function copyObject(value: object, known: Copies | null, depth: number): object {
  if (depth > VALUE_DEPTH_MAX) throw tooDeep();
  if (Array.isArray(value)) return copyArray(value, known, depth);
  if (value instanceof Map) return copyMap(value, known, depth);
  if (value instanceof Set) return copySet(value, known, depth);
  if (value instanceof Date) return new Date(value.getTime());
  if (ArrayBuffer.isView(value) && "slice" in value) return (value as Uint8Array).slice();
  return copyFields(value, known, depth);
}

/** The map of copies is made only when the first nested object is met: flat records need none. */
function noting(known: Copies | null, original: object, copy: object): Copies {
  if (known !== null) return known.set(original, copy);
  return new Map([[original, copy]]);
}

function copyFields(value: object, known: Copies | null, depth: number): object {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const copy: Record<string, unknown> =
    prototype === Object.prototype
      ? { ...value }
      : Object.assign(Object.create(prototype) as Record<string, unknown>, value);
  let copies = known?.set(value, copy) ?? null;
  for (const field in copy) {
    const member = copy[field];
    if (typeof member !== "object" || member === null || !Object.hasOwn(copy, field)) continue;
    copies ??= noting(known, value, copy);
    copy[field] = copyMember(member, copies, depth);
  }
  return copy;
}

function copyArray(value: readonly unknown[], known: Copies | null, depth: number): unknown[] {
  const copy = value.slice();
  let copies = known?.set(value, copy) ?? null;
  for (let i = 0; i < copy.length; i++) {
    const member = copy[i];
    if (typeof member !== "object" || member === null) continue;
    copies ??= noting(known, value, copy);
    copy[i] = copyMember(member, copies, depth);
  }
  return copy;
}

function copyMap(value: ReadonlyMap<unknown, unknown>, known: Copies | null, depth: number): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>();
  const copies = noting(known, value, copy);
  for (const [key, member] of value) copy.set(copyMember(key, copies, depth), copyMember(member, copies, depth));
  return copy;
}

function copySet(value: ReadonlySet<unknown>, known: Copies | null, depth: number): Set<unknown> {
  const copy = new Set<unknown>();
  const copies = noting(known, value, copy);
  for (const member of value) copy.add(copyMember(member, copies, depth));
  return copy;
}

function tooDeep(): EngineError {
  return new EngineError({
    code: "VALUE_TOO_DEEP",
    message: `A record or state value is nested deeper than ${VALUE_DEPTH_MAX} levels.`,
    hint: "Keep a flat structure, for example an array of items instead of a linked list.",
  });
}
