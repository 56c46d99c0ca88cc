/**
 * What a snapshot keeps of a value that goes on living in the table: a copy that nobody else holds.
 */
import { JavaHashMap, type JavaKeyType } from "../core/index";
import { copyValue } from "../types/index";

/** The entries of a map as they were, in its order; only ever read. */
export class MapCopy<K, V> {
  constructor(
    readonly keyType: JavaKeyType<K>,
    readonly pairs: readonly (readonly [K, V])[],
  ) {}

  get size(): number {
    return this.pairs.length;
  }

  toPairs(): readonly (readonly [K, V])[] {
    return this.pairs;
  }
}

/** A copy of a value of a state table. What stands for a map cannot be written to. */
export function isolatedCopy<S extends object>(value: S): S {
  if (Object.getPrototypeOf(value) === Object.prototype) return copyPlain(value);
  if (!(value instanceof JavaHashMap)) return copyValue(value);
  const map = value as JavaHashMap<unknown, unknown>;
  return new MapCopy(map.keyType, copyValue(map.toPairs())) as unknown as S;
}

/** The usual value holds numbers and texts only. */
function copyPlain<S extends object>(value: S): S {
  const copy = { ...value };
  for (const field in copy) {
    const member = copy[field];
    if (typeof member === "object" && member !== null) return copyValue(value);
  }
  return copy;
}
