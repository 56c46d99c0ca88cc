/**
 * The functions behind `sum`, `min`, `max`, `minBy`, `maxBy` on keyed streams: reductions over one field.
 * Answers to Flink's `SumAggregator` and `ComparableAggregator`.
 *
 * `sum`, `min` and `max` keep the first record of the key and change the one field in a copy; the `...By`
 * forms keep a whole record, of equal ones the earlier (`first`) or the later. Order is that of Java's
 * `compareTo`: NaN above every number, -0.0 below 0.0, strings by UTF-16 code unit.
 */
import { EngineError } from "../core/index";
import type { NumericType, TypeInformation } from "../types/index";
import { createFieldAccessor, type FieldReference, numericTypeOf } from "./field-accessor";
import type { ReduceFunction } from "./functions";

/**
 * The reduction behind `sum(field)`. `recordType`: what the records were declared to be, if anything; a field that is
 * declared as a number wraps as its type does, whatever `numericType` says.
 * Errors: `InvalidFieldReferenceException` and `RuntimeException` where the declared type has no such field, or one that
 * is not a number; without a declared type, at the records.
 */
export function sumAggregation<T>(
  field: FieldReference,
  numericType: NumericType = "double",
  recordType: TypeInformation<T> | null = null,
): ReduceFunction<T> {
  const access = createFieldAccessor(field, recordType);
  const { fieldType } = access;
  const declared = numericTypeOf(access);
  if (fieldType !== null && declared === null) throw notNumeric(fieldType.typeName);
  const type = declared ?? numericType;
  return {
    reduce: (kept, value) => access.with(kept, addNumbers(access.get(kept), access.get(value), type)),
  };
}

/** The reduction behind `min(field)` and `max(field)`. */
export function extremeAggregation<T>(
  field: FieldReference,
  which: "min" | "max",
  recordType: TypeInformation<T> | null = null,
): ReduceFunction<T> {
  const access = createFieldAccessor(field, recordType);
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
export function extremeAggregationInPlace<T>(
  field: FieldReference,
  which: "min" | "max",
  recordType: TypeInformation<T> | null = null,
): ReduceFunction<T> {
  const access = createFieldAccessor(field, recordType);
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
  recordType: TypeInformation<T> | null = null,
): ReduceFunction<T> {
  const access = createFieldAccessor(field, recordType);
  const sign = which === "max" ? 1 : -1;
  return {
    reduce: (kept, value) => {
      const order = sign * compareValues(access.get(kept), access.get(value));
      if (order === 0) return options.first ? kept : value;
      return order > 0 ? kept : value;
    },
  };
}

function addNumbers(a: unknown, b: unknown, numericType: NumericType): number {
  if (typeof a !== "number" || typeof b !== "number") throw notNumeric(typeof a);
  if (numericType === "int") return (a + b) | 0;
  if (numericType === "short") return ((a + b) << 16) >> 16;
  if (numericType === "byte") return ((a + b) << 24) >> 24;
  return numericType === "float" ? Math.fround(a + b) : a + b;
}

function notNumeric(typeName: string): EngineError {
  return new EngineError({
    code: "SUM_NOT_NUMERIC",
    message: `DataStream cannot be summed because the class ${typeName} does not support the + operator.`,
    hint: "Sum a field that holds numbers.",
    flinkClass: "RuntimeException",
  });
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
