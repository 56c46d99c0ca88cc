/**
 * What the engine knows of a Java type. Answers to Flink's `TypeInformation`: it decides how a key hashes and compares,
 * how a value is copied, and whether it may be a key at all.
 */
import { invalidProgram, type KeyIdentity } from "../core/index";

/** Which number type a field has: integers wrap at its width, as Java's do. */
export type NumericType = "byte" | "short" | "int" | "long" | "float" | "double";

/** A class of a program. */
export type ClassOf<T> = abstract new (...args: never[]) => T;

/** What a type is made of, as far as it is known. `valueClass` is what instances are made of, where the program says. */
export type TypeStructure =
  | { readonly kind: "basic"; readonly numericType: NumericType | null }
  | { readonly kind: "tuple"; readonly fields: readonly TypeInformation<unknown>[] }
  | {
      readonly kind: "pojo";
      readonly className: string;
      readonly fields: Readonly<Record<string, TypeInformation<unknown>>>;
      readonly valueClass: ClassOf<unknown> | null;
    }
  | { readonly kind: "array"; readonly element: TypeInformation<unknown> }
  | { readonly kind: "list"; readonly element: TypeInformation<unknown> }
  | { readonly kind: "map"; readonly key: TypeInformation<unknown>; readonly value: TypeInformation<unknown> }
  | { readonly kind: "enum"; readonly className: string }
  | { readonly kind: "generic"; readonly className: string; readonly valueClass: ClassOf<unknown> | null }
  | { readonly kind: "other" };

/** A type. `T` is the JavaScript type of its values. */
export interface TypeInformation<T> {
  /** Flink's name of the type, such as `String` or `Tuple2<String, Long>`. */
  readonly typeName: string;
  readonly structure: TypeStructure;
  /** The names of the types inside this one that cannot be keys; empty when the type can be a key. */
  readonly unsupportedKeyTypes: readonly string[];
  /** Java's hash code of a value. */
  hashCode(value: T): number;
  /** A primitive that is `===` for equal values only. */
  identity(value: T): KeyIdentity;
  /** Appends the value as Flink's serializer writes it, as signed bytes: the order of keys in batch mode. */
  writeBytes(value: T, bytes: number[]): void;
  /** A copy that shares nothing changeable with the value. */
  copy(value: T): T;
}

/** A type of whatever values: what it is called and made of. */
export type DescribedType = Pick<TypeInformation<unknown>, "typeName" | "structure">;

/** Refuses types that cannot be keys, as `KeyedStream` does: InvalidProgramException. */
export function checkKeyType(type: TypeInformation<unknown>): void {
  if (type.unsupportedKeyTypes.length === 0) return;
  throw invalidProgram(
    `Type ${type.typeName} cannot be used as key. Contained UNSUPPORTED key types: ` +
      `${type.unsupportedKeyTypes.join(", ")}. Look at the keyBy() documentation for the conditions a type has to ` +
      "satisfy in order to be eligible for a key.",
    { hint: "Key by a field of the record whose hash is the same on every machine: a string, number or boolean." },
  );
}
