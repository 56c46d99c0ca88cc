/**
 * Copies of records between operators. Answers to the copies that Flink makes in `CopyingChainingOutput`, and to the
 * serializers on the network: whoever receives a record may change it, and nobody else sees that.
 *
 * Objects of classes with `#` fields are passed on as they are, since a copy would lose these fields.
 */
import { copyValue } from "./copy-value";

/** A copy that shares nothing changeable with the record. */
export function copyRecord<T>(record: T): T {
  if (typeof record !== "object" || record === null) return record;
  const prototype = Object.getPrototypeOf(record) as object | null;
  if (prototype === Object.prototype) return copyPlain(record);
  if (prototype === Array.prototype) return copyValue(record);
  return ArrayBuffer.isView(record) || canBeCopied(prototype) ? copyValue(record) : record;
}

/** The usual record holds numbers and texts only. */
function copyPlain<T extends object>(record: T): T {
  const copy = { ...record };
  for (const field in copy) {
    const member = copy[field];
    if (typeof member === "object" && member !== null) return copyValue(record);
  }
  return copy;
}

/** Whether a copy of an object with this prototype would be whole, as far as is known. */
const KNOWN = new WeakMap<object, boolean>(
  [Object, Array, Map, Set, Date].map(({ prototype }) => [prototype as object, true]),
);

/** True where every class in the line is written in a program and has no `#` fields. */
function canBeCopied(prototype: object | null): boolean {
  if (prototype === null) return true;
  const known = KNOWN.get(prototype);
  if (known !== undefined) return known;
  const { constructor } = prototype as { readonly constructor: unknown };
  const text = typeof constructor === "function" ? Function.prototype.toString.call(constructor) : "";
  const isWhole = !/#[\w$]|\[native code\]/.test(text);
  const answer = isWhole && canBeCopied(Object.getPrototypeOf(prototype) as object | null);
  KNOWN.set(prototype, answer);
  return answer;
}
