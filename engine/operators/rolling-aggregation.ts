/**
 * The functions behind `sum`, `min`, `max`, `minBy`, `maxBy` on keyed streams: reductions over one field.
 * Answers to Flink's `SumAggregator` and `ComparableAggregator`.
 *
 * `sum`, `min` and `max` keep the first record of the key and change the one field in a copy; the `...By`
 * forms keep a whole record, of equal ones the earlier (`first`) or the later. Order is that of Java's
 * `compareTo`: NaN above every number, -0.0 below 0.0, strings by UTF-16 code unit.
 */
import { EngineError } from "../core/index";
import type { ReduceFunction } from "./functions";

/** Which number type the summed field has: integers wrap at its width, as Java's do. */
export type NumericType = "byte" | "short" | "int" | "long" | "float" | "double";

/** A position in a tuple or array, a field name, or a path of both joined by dots (`inner.f0`). */
export type FieldReference = number | string;

/** The reduction behind `sum(field)`. Fields that do not hold numbers are refused at the first record. */
export function sumAggregation<T>(field: FieldReference, numericType: NumericType = "double"): ReduceFunction<T> {
  const access = new FieldAccessor(field);
  return {
    reduce: (kept, value) => {
      const sum = addNumbers(access.get(kept), access.get(value), numericType);
      return access.with(kept, sum);
    },
  };
}

/** The reduction behind `min(field)` and `max(field)`. */
export function extremeAggregation<T>(field: FieldReference, which: "min" | "max"): ReduceFunction<T> {
  const access = new FieldAccessor(field);
  const sign = which === "max" ? 1 : -1;
  return {
    reduce: (kept, value) => {
      const candidate = access.get(value);
      return sign * compareValues(access.get(kept), candidate) > 0 ? kept : access.with(kept, candidate);
    },
  };
}

/**
 * The same, changing the kept record itself, as Flink's does. Where one record is kept in several places (windows that
 * overlap) all of them change with it. Give it copies of what others may hold.
 */
export function extremeAggregationInPlace<T>(field: FieldReference, which: "min" | "max"): ReduceFunction<T> {
  const access = new FieldAccessor(field);
  const sign = which === "max" ? 1 : -1;
  return {
    reduce: (kept, value) => {
      const candidate = access.get(value);
      return sign * compareValues(access.get(kept), candidate) > 0 ? kept : access.set(kept, candidate);
    },
  };
}

/** The reduction behind `minBy(field, first)` and `maxBy(field, first)`. */
export function extremeByAggregation<T>(
  field: FieldReference,
  which: "min" | "max",
  options: { readonly first: boolean },
): ReduceFunction<T> {
  const access = new FieldAccessor(field);
  const sign = which === "max" ? 1 : -1;
  return {
    reduce: (kept, value) => {
      const order = sign * compareValues(access.get(kept), access.get(value));
      if (order === 0) return options.first ? kept : value;
      return order > 0 ? kept : value;
    },
  };
}

/** Reads a field, and makes copies of a record with another value in it. */
class FieldAccessor {
  readonly #path: readonly string[];

  constructor(field: FieldReference) {
    this.#path = typeof field === "number" ? [String(field)] : field.split(".");
  }

  get(record: unknown): unknown {
    let value = record;
    for (const name of this.#path) value = readField(value, name);
    return value;
  }

  /** The record, in which the field holds `value` now; of a basic value the other value. */
  set<T>(record: T, value: unknown): T {
    const path = this.#path.slice(0, -1);
    const name = this.#path.at(-1) as string;
    let holder: unknown = record;
    for (const step of path) holder = readField(holder, step);
    if (typeof holder !== "object" || holder === null) return value as T;
    (holder as Record<string, unknown>)[fieldKey(holder, name)] = value;
    return record;
  }

  /** A copy of `record` in which the field holds `value`; other fields are shared. */
  with<T>(record: T, value: unknown): T {
    return replaceAt(record, this.#path, 0, value) as T;
  }
}

function readField(record: unknown, name: string): unknown {
  if (typeof record !== "object" || record === null) {
    if (name === "0" || name === "*") return record;
    throw invalidField(`The field ${name} of a basic value: only field 0, the value itself, can be selected.`);
  }
  const key = fieldKey(record, name);
  if (!(key in record)) throw Array.isArray(record) ? indexOutOfBounds(name, record) : missingField(name);
  return (record as Record<string, unknown>)[key];
}

/** `f2` of a tuple is its position 2. */
function fieldKey(record: object, name: string): string {
  return Array.isArray(record) && name.startsWith("f") ? name.slice(1) : name;
}

function replaceAt(record: unknown, path: readonly string[], depth: number, value: unknown): unknown {
  const name = path[depth];
  if (name === undefined || typeof record !== "object" || record === null) return value;
  const copy = copyOf(record);
  const key = fieldKey(copy, name);
  const fields = copy as Record<string, unknown>;
  fields[key] = replaceAt(fields[key], path, depth + 1, value);
  return copy;
}

/** A copy with the same fields and prototype. */
function copyOf(record: object): object {
  if (Array.isArray(record)) return (record as readonly unknown[]).slice();
  const prototype = Object.getPrototypeOf(record) as object | null;
  return Object.assign(Object.create(prototype) as object, record);
}

function addNumbers(a: unknown, b: unknown, numericType: NumericType): number {
  if (typeof a !== "number" || typeof b !== "number") {
    throw new EngineError({
      code: "SUM_NOT_NUMERIC",
      message: `The stream cannot be summed because ${typeof a} does not support the + operator.`,
      hint: "Sum a field that holds numbers.",
      flinkClass: "RuntimeException",
    });
  }
  if (numericType === "int") return (a + b) | 0;
  if (numericType === "short") return ((a + b) << 16) >> 16;
  if (numericType === "byte") return ((a + b) << 24) >> 24;
  return numericType === "float" ? Math.fround(a + b) : a + b;
}

/** Java's `compareTo` for numbers, strings and booleans: negative, 0 or positive. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  throw new EngineError({
    code: "NOT_COMPARABLE",
    message: `Values of the types ${typeof a} and ${typeof b} cannot be compared.`,
    hint: "Choose a field that holds numbers, strings or booleans in every record.",
    flinkClass: "ClassCastException",
  });
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return a !== 0 ? 0 : Number(Object.is(b, -0)) - Number(Object.is(a, -0));
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function missingField(name: string): EngineError {
  return invalidField(`The record has no field "${name}".`);
}

function indexOutOfBounds(name: string, record: readonly unknown[]): EngineError {
  return new EngineError({
    code: "FIELD_INDEX_OUT_OF_BOUNDS",
    message: `Index ${name} out of bounds for length ${record.length}.`,
    hint: "Fields of tuples and arrays are counted from 0.",
    flinkClass: "ArrayIndexOutOfBoundsException",
  });
}

function invalidField(message: string): EngineError {
  return new EngineError({
    code: "INVALID_FIELD",
    message,
    hint: "Name a field that the records have, by position for tuples and by name for objects.",
    flinkClass: "InvalidFieldReferenceException",
  });
}
