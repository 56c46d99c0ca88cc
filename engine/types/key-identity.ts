/**
 * Primitive identities: values that `===` and `Map` compare as Java's `equals` compares the keys they stand for.
 *
 * Most keys are their own identity. Exceptions: NaN equals itself and -0.0 differs from 0.0 (symbols), a bigint in the
 * safe range equals the number, tuples become a text that no string key can have.
 */
import { invalidProgram, type KeyIdentity, preview } from "../core/index";

const NOT_A_NUMBER = Symbol("NaN");
const NEGATIVE_ZERO = Symbol("-0.0");

/** Marks the texts made here. A string key that starts with it is moved out of the way. */
const MARK = "\u0000";

export function stringIdentity(value: string): KeyIdentity {
  return value.charCodeAt(0) === 0 ? `${MARK}s${value}` : value;
}

export function longIdentity(value: number | bigint): KeyIdentity {
  if (typeof value === "number") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function doubleIdentity(value: number): KeyIdentity {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  return Object.is(value, -0) ? NEGATIVE_ZERO : value;
}

/** The identity of a tuple from those of its fields. */
export function tupleIdentity(fields: readonly KeyIdentity[]): KeyIdentity {
  let text = `${MARK}t`;
  for (const field of fields) text += encode(field);
  return text;
}

/** The identity of a key whose Java type follows from the value; refuses what `javaHashCode` refuses. */
export function keyIdentity(key: unknown): KeyIdentity {
  switch (typeof key) {
    case "string":
      return stringIdentity(key);
    case "number":
      return Number.isInteger(key) ? key : doubleIdentity(key);
    case "bigint":
      return longIdentity(key);
    case "boolean":
      return key;
    default:
      if (key === null || key === undefined) return null;
      if (Array.isArray(key)) return tupleIdentity(key.map(keyIdentity));
      throw invalidProgram(`${preview(key)} cannot be used as key: it has no hash that is the same on every machine.`, {
        hint: "Use a string, a number, a boolean, or an array of these, for example a field of the record.",
      });
  }
}

function encode(identity: KeyIdentity): string {
  if (typeof identity === "string") return `s${identity.length}:${identity}`;
  if (typeof identity === "symbol") return `y${identity.description};`;
  return `${(typeof identity)[0]}${String(identity)};`;
}
