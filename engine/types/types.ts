/**
 * The types a program can declare. Answers to Flink's `Types`.
 */
import {
  hashBoolean,
  hashDouble,
  hashFloat,
  hashInt,
  hashLong,
  hashString,
  hashTuple,
  javaHashCode,
  type KeyIdentity,
  unsupportedOperation,
} from "../core/index";
import { copyValue } from "./copy-value";
import { doubleIdentity, keyIdentity, longIdentity, stringIdentity, tupleIdentity } from "./key-identity";
import {
  writeBoolean,
  writeByte,
  writeDouble,
  writeFloat,
  writeInferred,
  writeInt,
  writeLong,
  writeShort,
  writeString,
} from "./key-bytes";
import type { ClassOf, NumericType, TypeInformation, TypeStructure } from "./type-info";

function same<T>(value: T): T {
  return value;
}

function basic<T>(
  typeName: string,
  hashCode: (value: T) => number,
  identity: (value: T) => KeyIdentity,
  writeBytes: (value: T, bytes: number[]) => void,
  numericType: NumericType | null = null,
): TypeInformation<T> {
  const structure = { kind: "basic", numericType } as const;
  return { typeName, structure, unsupportedKeyTypes: [], hashCode, identity, writeBytes, copy: same };
}

/** A type that can be a value but not a key. */
function valueOnly<T>(typeName: string, structure: TypeStructure): TypeInformation<T> {
  const refuse = (): never => {
    throw unsupportedOperation(`Values of type ${typeName} cannot be keys.`);
  };
  return {
    typeName,
    structure,
    unsupportedKeyTypes: [typeName],
    hashCode: refuse,
    identity: refuse,
    writeBytes: refuse,
    copy: copyValue,
  };
}

type FieldTypes<T extends readonly unknown[]> = { readonly [I in keyof T]: TypeInformation<T[I]> };

function tuple<T extends readonly unknown[]>(...fields: FieldTypes<T>): TypeInformation<T> {
  const types = fields as readonly TypeInformation<unknown>[];
  return {
    typeName: `Tuple${types.length}<${types.map((type) => type.typeName).join(", ")}>`,
    structure: { kind: "tuple", fields: types },
    unsupportedKeyTypes: types.flatMap((type) => type.unsupportedKeyTypes),
    hashCode: (value) =>
      hashTuple(types.map((type, i) => (value[i] === null || value[i] === undefined ? 0 : type.hashCode(value[i])))),
    identity: (value) =>
      tupleIdentity(
        types.map((type, i) => (value[i] === null || value[i] === undefined ? null : type.identity(value[i]))),
      ),
    writeBytes: (value, bytes) => types.forEach((type, i) => type.writeBytes(value[i], bytes)),
    copy: copyValue,
  };
}

type PojoFields<T> = { readonly [F in keyof T]: TypeInformation<T[F]> };

/** The name of a class, and the class itself where it was given. */
function namedClass<T>(given: string | ClassOf<T>): {
  readonly className: string;
  readonly valueClass: ClassOf<T> | null;
} {
  return typeof given === "string"
    ? { className: given, valueClass: null }
    : { className: given.name, valueClass: given };
}

/**
 * A record, by the name of its class or by the class itself. It can be a key only with a hash code of its own, as in
 * Java, where Object's is refused. State of this type may get and lose fields between a savepoint and its restore.
 */
function pojo<T extends object>(
  recordClass: string | ClassOf<T>,
  fields: PojoFields<T>,
  options: { readonly hashCode?: (value: T) => number } = {},
): TypeInformation<T> {
  const { className, valueClass } = namedClass(recordClass);
  const entries = Object.entries(fields) as [keyof T & string, TypeInformation<unknown>][];
  const described = entries.map(([name, type]) => `${name}: ${type.typeName}`).join(", ");
  const typeName = `PojoType<${className}, fields = [${described}]>`;
  const { hashCode } = options;
  const structure = { kind: "pojo", className, fields: Object.fromEntries(entries), valueClass } as const;
  if (hashCode === undefined) return valueOnly(typeName, structure);
  return {
    typeName,
    structure,
    unsupportedKeyTypes: [],
    hashCode,
    identity: (value) => tupleIdentity(entries.map(([name, type]) => type.identity(value[name]))),
    writeBytes: (value, bytes) => writePojo(entries, value, bytes),
    copy: copyValue,
  };
}

/** Flink's `PojoSerializer`: no subclass, then the fields by name, each with whether it is null in front. */
function writePojo<T>(
  fields: readonly [keyof T & string, TypeInformation<unknown>][],
  value: T,
  bytes: number[],
): void {
  bytes.push(2);
  for (const [name, type] of [...fields].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const field = value[name] ?? null;
    writeBoolean(field === null, bytes);
    if (field !== null) type.writeBytes(field, bytes);
  }
}

/** Java's primitive type of a boxed one. */
const PRIMITIVE_NAMES: Readonly<Record<string, string>> = {
  Boolean: "boolean",
  Byte: "byte",
  Short: "short",
  Integer: "int",
  Long: "long",
  Float: "float",
  Double: "double",
};

function arrayOf<T>(element: TypeInformation<T>): TypeStructure {
  return { kind: "array", element: element };
}

function generic<T>(given: string | ClassOf<T>): TypeInformation<T> {
  const { className, valueClass } = namedClass(given);
  return valueOnly<T>(`GenericType<${className}>`, { kind: "generic", className, valueClass });
}

/** Flink's `Types`. Whole numbers are `LONG` unless declared `INT`; what `GENERIC` holds is copied structurally. */
export const Types = {
  STRING: basic<string>("String", hashString, stringIdentity, writeString),
  BOOLEAN: basic<boolean>("Boolean", hashBoolean, same, writeBoolean),
  BYTE: basic<number>("Byte", hashInt, same, writeByte, "byte"),
  SHORT: basic<number>("Short", hashInt, same, writeShort, "short"),
  INT: basic<number>("Integer", hashInt, same, writeInt, "int"),
  LONG: basic<number>("Long", hashLong, longIdentity, writeLong, "long"),
  FLOAT: basic<number>("Float", hashFloat, doubleIdentity, writeFloat, "float"),
  DOUBLE: basic<number>("Double", hashDouble, doubleIdentity, writeDouble, "double"),
  TUPLE: tuple,
  POJO: pojo,
  LIST: <T>(element: TypeInformation<T>) =>
    valueOnly<T[]>(`List<${element.typeName}>`, { kind: "list", element: element }),
  MAP: <K, V>(key: TypeInformation<K>, value: TypeInformation<V>) =>
    valueOnly<Map<K, V>>(`Map<${key.typeName}, ${value.typeName}>`, { kind: "map", key: key, value: value }),
  PRIMITIVE_ARRAY: <T extends number | boolean>(element: TypeInformation<T>) =>
    valueOnly<T[]>(`${PRIMITIVE_NAMES[element.typeName] ?? element.typeName}[]`, arrayOf(element)),
  OBJECT_ARRAY: <T>(element: TypeInformation<T>) =>
    valueOnly<T[]>(`BasicArrayTypeInfo<${element.typeName}>`, arrayOf(element)),
  ENUM: <T>(className: string) => valueOnly<T>(`EnumTypeInfo<${className}>`, { kind: "enum", className }),
  GENERIC: <T>(valueClass: string | ClassOf<T>) => generic(valueClass),
} as const;

/** The type of keys that nobody declared: it follows from each value (see `javaHashCode`). */
export const INFERRED_KEY_TYPE: TypeInformation<unknown> = {
  typeName: "inferred",
  structure: { kind: "other" },
  unsupportedKeyTypes: [],
  hashCode: javaHashCode,
  identity: keyIdentity,
  writeBytes: writeInferred,
  copy: copyValue,
};
