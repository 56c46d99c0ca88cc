/**
 * What a program hands to a sink, as plain data that can cross to the page: a copy, so that nothing the program does
 * later changes a row.
 */
import { preview } from "../core/index";
import { MESSAGE_LIMITS } from "./message-reader";
import type { PlainValue } from "../types/index";

/**
 * A plain copy. Fields that are undefined or functions are left out; dates become milliseconds; maps become lists of
 * pairs, sets lists; `NaN` and the infinities become their names; what is nested too deep becomes its preview.
 */
export function toPlainValue(value: unknown, depth = 0): PlainValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object" || depth >= MESSAGE_LIMITS.valueDepth - 1) return preview(value);
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map((element) => toPlainValue(element, depth + 1));
  if (value instanceof Map) return [...value].map((pair) => toPlainValue(pair, depth + 1));
  if (value instanceof Set) return [...value].map((element) => toPlainValue(element, depth + 1));
  const fields = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== "function");
  return Object.fromEntries(fields.map(([name, member]) => [name, toPlainValue(member, depth + 1)]));
}
