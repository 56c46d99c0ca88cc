/**
 * What `project` makes of a tuple. Answers to Flink's `StreamProjection`.
 */
import { EngineError, illegalArgument } from "../core/index";
import { type TypeInformation, Types } from "../types/index";

/** The positions of a tuple's fields. */
export type FieldIndex<T> = T extends readonly unknown[] ? (number extends T["length"] ? number : IndexOf<T>) : never;

type IndexOf<T extends readonly unknown[]> = {
  [I in keyof T]: I extends `${infer N extends number}` ? N : never;
}[number];

/** The tuple of these fields. */
export type Projected<T, I extends readonly number[]> = {
  -readonly [P in keyof I]: T extends readonly unknown[] ? T[I[P]] : never;
};

/** The most fields that a tuple of Flink's can have. */
const TUPLE_FIELDS_MAX = 25;

/**
 * Refuses a projection as Flink does, and gives the type of its tuples, where that of the records is declared.
 * Errors: `IllegalArgumentException` for no fields or too many, `RuntimeException` for records that are no tuples,
 * `IndexOutOfBoundsException` for a position that the tuples do not have.
 */
export function checkProjection(
  fieldIndexes: readonly number[],
  type: TypeInformation<unknown> | null,
): TypeInformation<unknown> | null {
  if (type !== null && type.structure.kind !== "tuple") {
    throw refusedProjection("Only Tuple DataStreams can be projected", "RuntimeException");
  }
  if (fieldIndexes.length === 0) throw illegalArgument("project() needs to select at least one (1) field.");
  if (fieldIndexes.length > TUPLE_FIELDS_MAX) {
    throw illegalArgument(`project() may select only up to (${TUPLE_FIELDS_MAX}) fields.`);
  }
  const fields = type?.structure.kind === "tuple" ? type.structure.fields : null;
  const bad = fieldIndexes.find(
    (index) => index < 0 || !Number.isInteger(index) || index >= (fields?.length ?? Infinity),
  );
  if (bad !== undefined) {
    const message = fields === null ? `Index: ${bad}` : `Index: ${bad}, Size: ${fields.length}`;
    throw refusedProjection(message, "IndexOutOfBoundsException");
  }
  return fields === null
    ? null
    : Types.TUPLE(...fieldIndexes.map((index) => fields[index] as TypeInformation<unknown>));
}

function refusedProjection(message: string, flinkClass: string): EngineError {
  return new EngineError({
    code: "INVALID_PROJECTION",
    message,
    hint: "Name fields of the tuple by position, counted from 0; use map() for records that are no tuples.",
    flinkClass,
  });
}
