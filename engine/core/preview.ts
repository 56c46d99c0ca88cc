/**
 * A short text of any value, for traces and messages. Never longer than `PREVIEW_CHARACTERS_MAX` characters, never
 * deeper than `PREVIEW_DEPTH_MAX`, safe on cycles and on getters that throw.
 *
 * A string by itself is shown bare, inside other values quoted: `a`, `["a", 3]`, `{user: "a", n: 3}`.
 */
import { JavaHashMap } from "./java-hash-map";
import { PREVIEW_CHARACTERS_MAX, PREVIEW_DEPTH_MAX, PREVIEW_ITEMS_MAX } from "./limits";
import { previewPlainObject } from "./plain-preview";

/** The getter of a wrapper that is shown as what it wraps. */
export const PREVIEW_AS = Symbol("preview as");

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The text of a value. What does not fit ends with an ellipsis. */
export function preview(value: unknown): string {
  if (typeof value === "string") return cut(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  try {
    const plain = typeof value === "object" && value !== null ? previewPlainObject(value) : null;
    if (plain !== null) return plain;
    return cut(previewNested(value, 0, new Set(), { left: PREVIEW_CHARACTERS_MAX }));
  } catch {
    return "[unreadable]";
  }
}

type Budget = { left: number };

function cut(text: string): string {
  return text.length <= PREVIEW_CHARACTERS_MAX ? text : `${text.slice(0, PREVIEW_CHARACTERS_MAX - 1)}…`;
}

function previewNested(value: unknown, depth: number, above: Set<object>, budget: Budget): string {
  if (typeof value === "object" && value !== null && PREVIEW_AS in value) {
    return previewNested(value[PREVIEW_AS], depth, above, budget);
  }
  const text =
    typeof value === "object" && value !== null ? previewObject(value, depth, above, budget) : previewPrimitive(value);
  budget.left -= text.length;
  return text;
}

function previewPrimitive(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(cut(value));
  if (typeof value === "function") return `[function ${value.name}]`;
  return Object.is(value, -0) ? "-0" : String(value);
}

function previewObject(value: object, depth: number, above: Set<object>, budget: Budget): string {
  if (above.has(value)) return "[cycle]";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (depth >= PREVIEW_DEPTH_MAX) return "…";
  above.add(value);
  const text = previewMembers(value, (member) => previewNested(member, depth + 1, above, budget), budget);
  above.delete(value);
  return text;
}

function previewMembers(value: object, show: (member: unknown) => string, budget: Budget): string {
  if (Array.isArray(value)) return `[${join(value, show, budget)}]`;
  if (value instanceof Map) return `Map {${join(value, ([key, item]) => `${show(key)} => ${show(item)}`, budget)}}`;
  if (value instanceof JavaHashMap) {
    return `Map {${join(value, (entry) => `${show(entry.key)} => ${show(entry.value)}`, budget)}}`;
  }
  if (value instanceof Set) return `Set {${join(value, show, budget)}}`;
  const name = value.constructor?.name;
  const prefix = name === undefined || name === "Object" || name === "" ? "" : `${name} `;
  const fields = Object.keys(value);
  const record = value as Record<string, unknown>;
  const label = (field: string) => (IDENTIFIER.test(field) ? field : JSON.stringify(field));
  return `${prefix}{${join(fields, (field) => `${label(field)}: ${show(record[field])}`, budget)}}`;
}

function join<T>(items: Iterable<T>, show: (item: T) => string, budget: Budget): string {
  const parts: string[] = [];
  for (const item of items) {
    if (parts.length === PREVIEW_ITEMS_MAX || budget.left <= 0) {
      parts.push("…");
      break;
    }
    parts.push(show(item));
  }
  return parts.join(", ");
}
