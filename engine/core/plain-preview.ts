/**
 * The preview of the most common value by far, a small plain object of numbers, texts and booleans, without the
 * bookkeeping that cycles, depth and length need. It is exactly what `preview` would say, or nothing.
 */
import { PREVIEW_CHARACTERS_MAX, PREVIEW_ITEMS_MAX } from "./limits";

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
/** Printable ASCII without quote and backslash: what JSON only puts into quotes. */
const UNESCAPED = /^[ !#-[\]-~]*$/;
const LABELS_MAX = 1_000;
const labels = new Map<string, string>();

/** The text of a plain object whose fields are all primitive; null for anything else, and for one that is too long. */
export function previewPlainObject(value: object): string | null {
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  let text = "";
  let fields = 0;
  for (const field in value) {
    if (fields === PREVIEW_ITEMS_MAX || field === "constructor") return null;
    const member = primitiveText((value as Record<string, unknown>)[field]);
    if (member === null) return null;
    text = fields === 0 ? `{${labelOf(field)}: ${member}` : `${text}, ${labelOf(field)}: ${member}`;
    fields += 1;
  }
  if (text.length >= PREVIEW_CHARACTERS_MAX) return null;
  return fields === 0 ? "{}" : `${text}}`;
}

function primitiveText(value: unknown): string | null {
  switch (typeof value) {
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "string":
      if (value.length > PREVIEW_CHARACTERS_MAX) return null;
      return UNESCAPED.test(value) ? `"${value}"` : JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    default:
      return value === null ? "null" : null;
  }
}

function labelOf(field: string): string {
  const known = labels.get(field);
  if (known !== undefined) return known;
  const label = IDENTIFIER.test(field) ? field : JSON.stringify(field);
  if (labels.size < LABELS_MAX) labels.set(field, label);
  return label;
}
