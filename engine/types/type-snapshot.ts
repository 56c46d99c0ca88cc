/**
 * What a snapshot remembers of a declared type, as plain data. Answers to Flink's `TypeSerializerSnapshot`: with it a
 * restore tells whether state that one type wrote can be read by another.
 */
import type { DescribedType } from "./type-info";

export type TypeSnapshot =
  /** A type that is nothing but its name: `String`, `Long`, ... */
  | { readonly kind: "basic"; readonly name: string }
  | { readonly kind: "tuple"; readonly fields: readonly TypeSnapshot[] }
  | {
      readonly kind: "pojo";
      readonly className: string;
      /** Each field with its type, in the order of the declaration. */
      readonly fields: readonly { readonly name: string; readonly type: TypeSnapshot }[];
    }
  | { readonly kind: "array"; readonly element: TypeSnapshot }
  | { readonly kind: "list"; readonly element: TypeSnapshot }
  | { readonly kind: "map"; readonly key: TypeSnapshot; readonly value: TypeSnapshot }
  | { readonly kind: "enum"; readonly className: string }
  | { readonly kind: "generic"; readonly className: string }
  /** Nobody declared a type: values are what they are. */
  | { readonly kind: "undeclared" };

/** The snapshot of a type that nobody declared. */
export const UNDECLARED: TypeSnapshot = { kind: "undeclared" };

/** The snapshot of a declared type; `UNDECLARED` without one. */
export function snapshotOfType(type: DescribedType | null | undefined): TypeSnapshot {
  if (type === null || type === undefined) return UNDECLARED;
  const { structure, typeName } = type;
  switch (structure.kind) {
    case "basic":
      return { kind: "basic", name: typeName };
    case "tuple":
      return { kind: "tuple", fields: structure.fields.map((field) => snapshotOfType(field)) };
    case "pojo": {
      const { className, fields } = structure;
      const entries = Object.entries(fields);
      return {
        kind: "pojo",
        className,
        fields: entries.map(([name, field]) => ({ name, type: snapshotOfType(field) })),
      };
    }
    case "array":
    case "list":
      return { kind: structure.kind, element: snapshotOfType(structure.element) };
    case "map":
      return { kind: "map", key: snapshotOfType(structure.key), value: snapshotOfType(structure.value) };
    case "enum":
    case "generic":
      return { kind: structure.kind, className: structure.className };
    case "other":
      return UNDECLARED;
  }
}

/** The serializer that stands for the type in Flink's messages, such as `LongSerializer` or `PojoSerializer<Account>`. */
export function serializerName(type: TypeSnapshot): string {
  switch (type.kind) {
    case "basic":
      return `${type.name === "Integer" ? "Int" : type.name}Serializer`;
    case "tuple":
      return `TupleSerializer<${type.fields.map(serializerName).join(", ")}>`;
    case "pojo":
      return `PojoSerializer<${type.className}>`;
    case "array":
      return `GenericArraySerializer<${serializerName(type.element)}>`;
    case "list":
      return `ListSerializer<${serializerName(type.element)}>`;
    case "map":
      return `MapSerializer<${serializerName(type.key)}, ${serializerName(type.value)}>`;
    case "enum":
      return `EnumSerializer<${type.className}>`;
    case "generic":
      return `KryoSerializer<${type.className}>`;
    case "undeclared":
      return "KryoSerializer<undeclared>";
  }
}
