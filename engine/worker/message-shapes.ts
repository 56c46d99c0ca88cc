/**
 * Readers of objects with known fields, put together from readers of their fields. A field that nobody knows is
 * refused, so that a misspelt option is named and not ignored.
 */
import { ProtocolError } from "./errors";
import { type Fields, readFields, readList, readOneOf } from "./message-reader";

/** Reads one value at a path; throws a `ProtocolError` that names the path. */
export type Reader<T> = (value: unknown, path: string) => T;

type Optional<T> = { readonly optional: Reader<T> };
type Shape = Readonly<Record<string, Reader<unknown> | Optional<unknown>>>;

/** What an object of a shape is once it is read. */
export type Read<S extends Shape> = {
  readonly [F in keyof S as S[F] extends Optional<unknown> ? never : F]: S[F] extends Reader<infer T> ? T : never;
} & {
  readonly [F in keyof S as S[F] extends Optional<unknown> ? F : never]?: S[F] extends Optional<infer T> ? T : never;
};

/** A field that may be missing. */
export function optional<T>(read: Reader<T>): Optional<T> {
  return { optional: read };
}

/** A reader of objects that have the fields of the shape and no others. */
export function shape<const S extends Shape>(fieldsOfShape: S): Reader<Read<S>> {
  return (value, path) => {
    const fields = readFields(value, path);
    const stranger = Object.keys(fields).find((name) => !Object.hasOwn(fieldsOfShape, name));
    if (stranger !== undefined) {
      const known = Object.keys(fieldsOfShape).join(", ");
      throw new ProtocolError("malformed", `${path}.${stranger}`, `is not known; known are ${known}`);
    }
    return Object.fromEntries(readMembers(fieldsOfShape, fields, path)) as Read<S>;
  };
}

/** A reader of objects that are told apart by their `kind`. */
export function byKind<const K extends Readonly<Record<string, Reader<object>>>>(
  kinds: K,
): Reader<ReturnType<K[keyof K]>> {
  return (value, path) => {
    const { kind } = readFields(value, path);
    const read = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (read === undefined) {
      throw new ProtocolError("malformed", `${path}.kind`, `must be one of ${Object.keys(kinds).join(", ")}`);
    }
    return read(value, path) as ReturnType<K[keyof K]>;
  };
}

/** A reader of lists whose elements `read` reads. */
export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, path) => readList(value, path, read);
}

/** A reader of a few names. */
export function oneOf<const T extends string>(...names: readonly T[]): Reader<T> {
  return (value, path) => readOneOf(value, path, names);
}

/** A reader of one very value, such as a kind. */
export function literal<const T extends string>(expected: T): Reader<T> {
  return (value, path) => {
    if (value !== expected) throw new ProtocolError("malformed", path, `must be ${expected}`);
    return expected;
  };
}

function* readMembers(members: Shape, fields: Fields, path: string): Generator<[string, unknown]> {
  for (const [name, member] of Object.entries(members)) {
    const value = fields[name];
    const at = `${path}.${name}`;
    if (typeof member === "function") yield [name, member(value, at)];
    else if (value !== undefined) yield [name, member.optional(value, at)];
  }
}
