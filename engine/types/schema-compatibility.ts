/**
 * Whether state that was written with one type can be read with another. Answers to Flink's
 * `TypeSerializerSnapshot.resolveSchemaCompatibility`, its `CompositeTypeSerializerUtil` and `PojoSerializerSnapshot`:
 *
 *   same type                                   compatible as is
 *   record: fields came or went                 compatible after migration (a new field gets its default)
 *   record: a field has another type            incompatible
 *   tuple: another number of fields             incompatible
 *   anything else that differs                  incompatible
 *
 * Of a type that nobody declared nothing is known, so nothing is refused: values come back as they were.
 */
import { serializerName, type TypeSnapshot } from "./type-snapshot";

/** Flink's `TypeSerializerSchemaCompatibility`. */
export type SchemaCompatibility =
  /** `note`: what could not be compared; empty when everything was. */
  | { readonly kind: "as-is"; readonly note: string }
  /** `changes` says what becomes of the values, in words. */
  | { readonly kind: "after-migration"; readonly changes: readonly string[] }
  | { readonly kind: "incompatible"; readonly reason: string };

const AS_IS: SchemaCompatibility = { kind: "as-is", note: "" };

/** Whether values of type `former` can become values of type `current`. */
export function resolveSchemaCompatibility(former: TypeSnapshot, current: TypeSnapshot): SchemaCompatibility {
  if (former.kind === "undeclared" || current.kind === "undeclared") {
    if (former.kind === current.kind) return { kind: "as-is", note: "no type was declared, so none is compared" };
    const note = former.kind === "undeclared" ? "it was written without a declared type" : "it is read without one";
    return { kind: "as-is", note: `${note}, so nothing is compared` };
  }
  if (former.kind === "basic" && current.kind === "basic" && former.name === current.name) return AS_IS;
  if (former.kind === "tuple" && current.kind === "tuple") return resolveTuples(former.fields, current.fields);
  if (former.kind === "pojo" && current.kind === "pojo" && former.className === current.className) {
    return resolveRecords(former, current);
  }
  if (former.kind === "array" && current.kind === "array") return resolveParts([[former.element, current.element, ""]]);
  if (former.kind === "list" && current.kind === "list") return resolveParts([[former.element, current.element, ""]]);
  if (former.kind === "map" && current.kind === "map") {
    return resolveParts([
      [former.key, current.key, "its keys"],
      [former.value, current.value, "its values"],
    ]);
  }
  const isNamed = former.kind === "enum" || former.kind === "generic";
  if (isNamed && former.kind === current.kind && former.className === current.className) return AS_IS;
  return { kind: "incompatible", reason: `it was ${serializerName(former)} and is ${serializerName(current)} now` };
}

function resolveTuples(former: readonly TypeSnapshot[], current: readonly TypeSnapshot[]): SchemaCompatibility {
  if (former.length !== current.length) {
    return { kind: "incompatible", reason: `the tuple had ${former.length} fields and has ${current.length} now` };
  }
  return resolveParts(former.map((field, i) => [field, current[i] as TypeSnapshot, `field f${i}`]));
}

type Pojo = Extract<TypeSnapshot, { readonly kind: "pojo" }>;

function resolveRecords(former: Pojo, current: Pojo): SchemaCompatibility {
  const typeOf = new Map(current.fields.map(({ name, type }) => [name, type]));
  const known = new Set(former.fields.map(({ name }) => name));
  const kept = former.fields.filter(({ name }) => typeOf.has(name));
  const fields = resolveParts(kept.map(({ name, type }) => [type, typeOf.get(name) as TypeSnapshot, `field ${name}`]));
  if (fields.kind === "incompatible") return fields;
  const changes = [
    ...former.fields.filter(({ name }) => !typeOf.has(name)).map(({ name }) => `field ${name} is dropped`),
    ...current.fields.filter(({ name }) => !known.has(name)).map(({ name }) => `field ${name} gets its default`),
    ...(fields.kind === "after-migration" ? fields.changes : []),
  ];
  return changes.length === 0 ? fields : { kind: "after-migration", changes };
}

/** The worst of the parts, each named. */
function resolveParts(
  parts: readonly (readonly [former: TypeSnapshot, current: TypeSnapshot, name: string])[],
): SchemaCompatibility {
  const changes: string[] = [];
  let note = "";
  for (const [former, current, name] of parts) {
    const resolved = resolveSchemaCompatibility(former, current);
    const prefix = name === "" ? "" : `${name}: `;
    if (resolved.kind === "incompatible") return { ...resolved, reason: `${prefix}${resolved.reason}` };
    if (resolved.kind === "after-migration") changes.push(...resolved.changes.map((change) => `${prefix}${change}`));
    else if (note === "" && resolved.note !== "") note = `${prefix}${resolved.note}`;
  }
  return changes.length === 0 ? { kind: "as-is", note } : { kind: "after-migration", changes };
}
