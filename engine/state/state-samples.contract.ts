/**
 * States of all kinds that the contract of backends writes and reads.
 */
import { type Namespace, NamedNamespace } from "../time/index";
import {
  AggregatingStateDescriptor,
  type KeyedStateBackend,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "./index";

export const window = (start: number): Namespace => new NamedNamespace(`[${start}, ${start + 10})`);
export const COUNT = new ValueStateDescriptor<number>("count");
export const SEEN = new ListStateDescriptor<string>("seen");
export const BY_ID = new MapStateDescriptor<number, string>("by-id");
export const FOLD = new ReducingStateDescriptor<string>("fold", (a, b) => `(${a}${b})`);
export const AVERAGE = new AggregatingStateDescriptor<number, [number, number], number>("average", {
  createAccumulator: () => [0, 0],
  add: (value, [sum, count]) => [sum + value, count + 1],
  getResult: ([sum, count]) => sum / count,
  merge: ([sumA, countA], [sumB, countB]) => [sumA + sumB, countA + countB],
});

export const KEYS = ["a", "b", "c", "d", "hello"];
export const BAG = new ValueStateDescriptor<{ items: string[] }>("bag");

/** Writes to all kinds of state of the current key: what was there is gone on with. */
export function write(backend: KeyedStateBackend, namespace: Namespace, text: string): void {
  const [bag, seen, map] = [backend.getValueState(BAG), backend.getListState(SEEN), backend.getMapState(BY_ID)];
  const [fold, average] = [backend.getReducingState(FOLD), backend.getAggregatingState(AVERAGE)];
  for (const state of [bag, seen, map, fold, average]) state.setCurrentNamespace(namespace);
  const items = bag.value()?.items ?? [];
  items.push(text);
  bag.update({ items });
  seen.add(text);
  map.put(text.length + items.length, text);
  fold.add(text);
  average.add(text.length);
}

type Read = { bag: unknown; seen: string[]; map: [number, string][]; fold: string | null; average: number | null };

export function read(backend: KeyedStateBackend, namespace: Namespace): Read {
  const [bag, seen, map] = [backend.getValueState(BAG), backend.getListState(SEEN), backend.getMapState(BY_ID)];
  const [fold, average] = [backend.getReducingState(FOLD), backend.getAggregatingState(AVERAGE)];
  for (const state of [bag, seen, map, fold, average]) state.setCurrentNamespace(namespace);
  const pairs = Array.from(map.entries(), ({ key, value }): [number, string] => [key, value]);
  pairs.sort(([a], [b]) => a - b);
  return { bag: bag.value(), seen: [...seen.get()], map: pairs, fold: fold.get(), average: average.get() };
}

/** What `read` gives after `write` of these texts, one after the other. */
export function written(texts: readonly string[]): Read {
  const [first = "", ...others] = texts;
  return {
    bag: { items: [...texts] },
    seen: [...texts],
    map: texts.map((text, index) => [text.length + index + 1, text]),
    fold: others.reduce((all, text) => `(${all}${text})`, first),
    average: first.length,
  };
}
