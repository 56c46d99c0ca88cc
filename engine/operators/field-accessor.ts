/**
 * Reads one field of records and makes copies with another value in it. Answers to Flink's `FieldAccessor` and
 * `FieldAccessorFactory`.
 *
 * With the declared type of the records, a field that they do not have is refused while the program is written, as
 * Flink does. Without one nothing is known before the first records, so that it fails at these.
 */
import { EngineError } from "../core/index";
import type { NumericType, TypeInformation } from "../types/index";

/** A position in a tuple or array, a field name, or a path of both joined by dots (`inner.f0`). */
export type FieldReference = number | string;

export interface FieldAccessor {
  get(record: unknown): unknown;
  /** A copy of `record` in which the field holds `value`; other fields are shared. */
  with<T>(record: T, value: unknown): T;
  /** The record itself, in which the field holds `value` now; of a basic value the other value. */
  set<T>(record: T, value: unknown): T;
  /** The declared type of the field; null where the records have none. */
  readonly fieldType: TypeInformation<unknown> | null;
}

/**
 * The accessor of a field.
 * Errors: `InvalidFieldReferenceException` where the declared type has no such field.
 */
export function createFieldAccessor(field: FieldReference, type: TypeInformation<unknown> | null): FieldAccessor {
  if (type === null) {
    const path = typeof field === "number" ? [String(field)] : field.split(".");
    return new PathAccessor(path, null);
  }
  const { path, fieldType } = resolveField(field, type);
  return new PathAccessor(path, fieldType);
}

type Resolved = { readonly path: readonly string[]; readonly fieldType: TypeInformation<unknown> };

function resolveField(field: FieldReference, type: TypeInformation<unknown>): Resolved {
  const { structure, typeName } = type;
  switch (structure.kind) {
    case "array":
      return resolveElement(field, structure.element);
    case "basic":
      return resolveBasic(field, type);
    case "tuple":
      return resolveTuple(field, type, structure.fields);
    case "pojo":
      return resolvePojo(field, type, structure.fields);
    case "list":
    case "map":
    case "enum":
    case "generic":
    case "other":
      throw invalidField(
        typeof field === "number"
          ? `Cannot reference field by position on ${typeName}. ${BY_POSITION}`
          : `Cannot reference field by field expression on ${typeName}. ${BY_EXPRESSION}`,
      );
  }
}

const BY_POSITION =
  "Referencing a field by position is supported on tuples and arrays. Additionally, you can select the 0th field of a basic type.";
const BY_EXPRESSION = "Field expressions are only supported on POJO types and tuples.";

function resolveElement(field: FieldReference, element: TypeInformation<unknown>): Resolved {
  const position = positionOf(field);
  if (position === null) {
    throw invalidField("A field expression on an array must be an integer index (that might be given as a string).");
  }
  if (position < 0) throw invalidField(`The ${position}. field selected on an array, which is an invalid index.`);
  return { path: [String(position)], fieldType: element };
}

function resolveBasic(field: FieldReference, type: TypeInformation<unknown>): Resolved {
  const position = field === "*" ? 0 : positionOf(field);
  if (position === 0) return { path: [], fieldType: type };
  throw invalidField(
    position === null
      ? `You tried to select the field "${field}" on a ${type.typeName}. A field expression on a basic type can only be "*" or "0" ` +
          "(both of which mean selecting the entire basic type)."
      : `The ${position}. field selected on a basic type (${type.typeName}). A field expression on a basic type can only select ` +
          "the 0th field (which means selecting the entire basic type).",
  );
}

function resolveTuple(
  field: FieldReference,
  type: TypeInformation<unknown>,
  fields: readonly TypeInformation<unknown>[],
): Resolved {
  const { head, tail } = typeof field === "number" ? { head: field, tail: null } : decompose(field);
  const named = typeof head === "string" ? /^f(\d+)$/.exec(head) : null;
  const isName = named !== null && Number(named[1]) < fields.length;
  const position = isName ? Number(named[1]) : positionOf(head);
  if (position === null) {
    throw invalidField(`Tried to select field "${head}" on ${type.typeName}. Only integer values are allowed here.`);
  }
  const inner = tail === null ? null : resolveField(tail, checkedField(type, fields, position));
  const fieldType = checkedField(type, fields, position);
  return { path: [String(position), ...(inner?.path ?? [])], fieldType: inner?.fieldType ?? fieldType };
}

function checkedField(
  type: TypeInformation<unknown>,
  fields: readonly TypeInformation<unknown>[],
  position: number,
): TypeInformation<unknown> {
  const field = fields[position];
  if (field === undefined) {
    throw invalidField(`Tried to select ${position}. field on "${type.typeName}", which is an invalid index.`);
  }
  return field;
}

function resolvePojo(
  field: FieldReference,
  type: TypeInformation<unknown>,
  fields: Readonly<Record<string, TypeInformation<unknown>>>,
): Resolved {
  if (typeof field === "number") {
    throw invalidField(`Cannot reference field by position on ${type.typeName}. ${BY_POSITION}`);
  }
  const { head, tail } = decompose(field);
  const fieldType = Object.hasOwn(fields, head) ? fields[head] : undefined;
  if (fieldType === undefined) throw invalidField(`Unable to find field "${head}" in type ${type.typeName}.`);
  if (tail === null) return { path: [head], fieldType };
  const inner = resolveField(tail, fieldType);
  return { path: [head, ...inner.path], fieldType: inner.fieldType };
}

/** The first name of a field expression and what follows its dot. */
function decompose(expression: string): { readonly head: string; readonly tail: string | null } {
  if (expression === "*" || expression === "_") throw invalidField("No wildcards are allowed here.");
  const parts = /^([\p{L}0-9_$]*)(?:\.(.+))?$/u.exec(expression);
  if (parts === null) throw invalidField(`Invalid field expression "${expression}".`);
  return { head: parts[1] as string, tail: parts[2] ?? null };
}

/** What Java's `Integer.parseInt` reads; null where it does not. */
function positionOf(field: FieldReference): number | null {
  if (typeof field === "number") return field;
  return /^[+-]?\d+$/.test(field) ? Number(field) : null;
}

class PathAccessor implements FieldAccessor {
  readonly #path: readonly string[];

  constructor(
    path: readonly string[],
    readonly fieldType: TypeInformation<unknown> | null,
  ) {
    this.#path = path;
  }

  get(record: unknown): unknown {
    let value = record;
    for (const name of this.#path) value = readField(value, name);
    return value;
  }

  with<T>(record: T, value: unknown): T {
    return replaceAt(record, this.#path, 0, value) as T;
  }

  set<T>(record: T, value: unknown): T {
    let holder: unknown = record;
    for (const name of this.#path.slice(0, -1)) holder = readField(holder, name);
    if (typeof holder !== "object" || holder === null || this.#path.length === 0) return value as T;
    (holder as Record<string, unknown>)[fieldKey(holder, this.#path.at(-1) as string)] = value;
    return record;
  }
}

function readField(record: unknown, name: string): unknown {
  if (typeof record !== "object" || record === null) {
    if (name === "0" || name === "*") return record;
    throw invalidField(`The field ${name} of a basic value: only field 0, the value itself, can be selected.`);
  }
  const key = fieldKey(record, name);
  if (!(key in record)) {
    throw Array.isArray(record) ? indexOutOfBounds(name, record) : invalidField(`The record has no field "${name}".`);
  }
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

/** The number type of a declared field; null where it is not declared or no number. */
export function numericTypeOf({ fieldType }: FieldAccessor): NumericType | null {
  return fieldType?.structure.kind === "basic" ? fieldType.structure.numericType : null;
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
