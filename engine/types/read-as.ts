/**
 * Restored values as a declared type wants them: fields that went are dropped, fields that came get their defaults,
 * instances become instances of the declared class. Answers to `PojoSerializer.deserialize` of a serializer that was
 * restored from a snapshot.
 *
 * The default of a new field is what the class gives it in a constructor without arguments, else Java's: 0, false, null.
 */
import { lostClassOf, unableToFindClass } from "./lost-classes";
import type { ClassOf, DescribedType, TypeStructure } from "./type-info";

type Fields = Record<string, unknown>;

/**
 * The value as the type wants it; `stateName` is for errors. Values that nobody declared stay as they are.
 * Errors: `KryoException` for an instance with methods whose class nobody names.
 */
export function readAs(type: DescribedType | null | undefined, value: unknown, stateName: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  const structure = type?.structure;
  switch (structure?.kind) {
    case "tuple":
      return Array.isArray(value)
        ? value.map((member: unknown, i) => readAs(structure.fields[i], member, stateName))
        : value;
    case "array":
    case "list":
      return Array.isArray(value)
        ? value.map((member: unknown) => readAs(structure.element, member, stateName))
        : value;
    case "map":
      return value instanceof Map ? readMap(structure, value, stateName) : value;
    case "pojo":
      return readRecord(structure, value as Fields, stateName);
    case "generic":
      return structure.valueClass === null || lostClassOf(value)?.name !== structure.className
        ? readUndeclared(value, stateName)
        : instanceOf(structure.valueClass, readMembers(value as Fields, stateName));
    default:
      return readUndeclared(value, stateName);
  }
}

function readMap(
  structure: Extract<TypeStructure, { readonly kind: "map" }>,
  value: ReadonlyMap<unknown, unknown>,
  stateName: string,
): Map<unknown, unknown> {
  const read = (type: DescribedType, member: unknown) => readAs(type, member, stateName);
  return new Map([...value].map(([key, member]) => [read(structure.key, key), read(structure.value, member)]));
}

type PojoStructure = Extract<TypeStructure, { readonly kind: "pojo" }>;

function readRecord(structure: PojoStructure, value: Fields, stateName: string): object {
  const { fields, valueClass } = structure;
  const defaults = valueClass === null ? {} : defaultsOf(valueClass);
  const members: Fields = {};
  for (const [name, type] of Object.entries(fields)) {
    if (Object.hasOwn(value, name)) members[name] = readAs(type, value[name], stateName);
    else members[name] = Object.hasOwn(defaults, name) ? defaults[name] : defaultOf(type);
  }
  if (valueClass !== null) return instanceOf(valueClass, members);
  const prototype = lostClassOf(value) === null ? (Object.getPrototypeOf(value) as object | null) : Object.prototype;
  return Object.assign(Object.create(prototype) as object, members);
}

/** What a class without constructor arguments gives its fields. */
function defaultsOf(valueClass: ClassOf<unknown>): Fields {
  return valueClass.length > 0 ? {} : { ...(Reflect.construct(valueClass, []) as Fields) };
}

function instanceOf(valueClass: ClassOf<unknown>, members: Fields): object {
  return Object.assign(Object.create(valueClass.prototype as object) as object, members);
}

/** Java's default of a field: a declared number or boolean stands for the primitive. */
function defaultOf({ structure, typeName }: DescribedType): unknown {
  if (structure.kind !== "basic") return null;
  if (structure.numericType !== null) return 0;
  return typeName === "Boolean" ? false : null;
}

/** Everything as it is; only instances whose class is lost become plain objects, where that is enough. */
function readUndeclared(value: object, stateName: string): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => readMember(member, stateName));
  if (value instanceof Map) {
    return new Map([...value].map(([key, member]) => [readMember(key, stateName), readMember(member, stateName)]));
  }
  if (value instanceof Set) return new Set([...value].map((member) => readMember(member, stateName)));
  if (value instanceof Date || ArrayBuffer.isView(value)) return value;
  const lost = lostClassOf(value);
  if (lost === null) return Object.assign(value, readMembers(value as Fields, stateName));
  if (lost.hasMethods) throw unableToFindClass(lost.name, stateName);
  return readMembers(value as Fields, stateName);
}

function readMember(member: unknown, stateName: string): unknown {
  return typeof member === "object" && member !== null ? readUndeclared(member, stateName) : member;
}

function readMembers(value: Fields, stateName: string): Fields {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, readMember(member, stateName)]));
}
