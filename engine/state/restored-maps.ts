/**
 * Map states between a restore and the first time that a function asks for them: the type of their keys, and hence
 * their order, is unknown until then.
 */
import { JavaHashMap, type JavaKeyType } from "../core/index";
import { copyValue } from "../types/index";
import { MapCopy } from "./isolated-copy";
import type { StateTable } from "./state-table";
import { adoptStored, type StateAdoption } from "./state-types";

type Pairs = readonly (readonly [unknown, unknown])[];

/** A restored map that no function has asked for yet. */
export class UnclaimedMap {
  constructor(readonly pairs: Pairs) {}
}

/** Reads restored values as what a descriptor declares; see `adoptStateTypes`. */
export function adoptValues(table: StateTable<unknown>, adoption: StateAdoption): void {
  table.replaceEach((value) => {
    if (value === undefined) return undefined;
    if (!(value instanceof UnclaimedMap)) return adoptStored(table.kind, value, adoption);
    return new UnclaimedMap(adoptStored("map", value.pairs, adoption) as Pairs);
  });
}

/** Makes the restored maps of a state, sized as Flink's serializer sizes them, now that the type of keys is known. */
export function claimMaps(table: StateTable<unknown>, keyType: JavaKeyType<unknown>): void {
  table.replaceEach((value) => {
    if (!(value instanceof UnclaimedMap)) return undefined;
    const map = JavaHashMap.withExpectedSize<unknown, unknown>(keyType, value.pairs.length);
    for (const [key, member] of value.pairs) map.set(key, member);
    return map;
  });
}

/** What a snapshot holds: an isolated copy, maps as their pairs in map order. */
export function storedForm(value: unknown): unknown {
  if (value instanceof JavaHashMap || value instanceof MapCopy) return copyValue(value.toPairs());
  return copyValue(value instanceof UnclaimedMap ? value.pairs : value);
}

/** What a restored table holds for a value of a snapshot. */
export function loadedForm(kind: string, stored: unknown): unknown {
  const copy = copyValue(stored);
  return kind === "map" ? new UnclaimedMap(copy as Pairs) : copy;
}

/** What listings show. */
export function shownForm(value: unknown): unknown {
  return value instanceof UnclaimedMap ? new Map(value.pairs) : value;
}
