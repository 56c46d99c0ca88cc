import { describe, expect, it } from "vitest";
import { hashLong, hashString, JavaHashMap, type JavaKeyType, STRING_KEYS } from "./index";

const LONGS: JavaKeyType<number> = { hashCode: hashLong, identity: (key) => key };

/** The generator of the Java program that made the numbers below. */
function javaRandom(): (bound: number) => number {
  let seed = 7n;
  return (bound) => {
    seed = (seed * 1103515245n + 12345n) & 0x7fffffffn;
    return Number((seed >> 8n) % BigInt(bound));
  };
}

/** Strings of one hash: "Aa" and "BB" have the same. */
function colliding(n: number): string {
  return Array.from({ length: 6 }, (_, i) => (((n >> i) & 1) === 0 ? "Aa" : "BB")).join("");
}

/** The random calls on one map; after each twenty what it reads is folded in, which is noted after each four hundred. */
function play<K>(map: JavaHashMap<K, number>, keyOf: (n: number) => K, bound: number, hashOf: (key: K) => number) {
  const next = javaRandom();
  const notes: [number, number, number][] = [];
  let folded = 0;
  for (let i = 1; i <= 4000; i++) {
    const what = next(20);
    const key = keyOf(next(bound));
    if (what < 11 || (what < 14 && i < 400)) map.set(key, i);
    else if (what < 19) map.delete(key);
    else if (next(30) === 0) map.clear();
    else removeThroughIterator(map, next(6));
    if (i % 20 !== 0) continue;
    let hash = 0;
    for (const entry of map) hash = (Math.imul(31, (Math.imul(31, hash) + hashOf(entry.key)) | 0) + entry.value) | 0;
    folded = (Math.imul(31, folded) + hash) | 0;
    if (i % 400 === 0) notes.push([i, map.size, folded]);
  }
  return notes;
}

function removeThroughIterator<K>(map: JavaHashMap<K, number>, skip: number): void {
  const entries = map.iterator();
  for (let i = 0; entries.hasNext(); i++) {
    entries.next();
    if (i < skip) continue;
    entries.remove();
    return;
  }
}

/** From `java.util.HashMap` of a JVM (17), driven by the same calls: calls, entries, fold of all readings so far. */
describe("a crowded bucket reads as the JVM's tree does, through growth and removal (rule 0.3.f)", () => {
  it("of numbers whose hashes differ", () => {
    expect(play(new JavaHashMap(LONGS), (n) => n * 64, 120, hashLong)).toEqual([
      [400, 85, 1077453661],
      [800, 26, -1347317558],
      [1200, 61, 1820993037],
      [1600, 36, -404489763],
      [2000, 59, -1477292583],
      [2400, 65, -1624968192],
      [2800, 56, 1516339597],
      [3200, 13, 1499347502],
      [3600, 63, -82619165],
      [4000, 61, -549184654],
    ]);
  });

  it("of strings of one hash, which compare as strings", () => {
    expect(play(new JavaHashMap(STRING_KEYS), colliding, 64, hashString)).toEqual([
      [400, 51, -2025974869],
      [800, 21, -2063663251],
      [1200, 33, -708046823],
      [1600, 23, 1527294475],
      [2000, 34, -23315589],
      [2400, 34, 990948343],
      [2800, 37, -1145076235],
      [3200, 10, -1788538323],
      [3600, 37, 1874732699],
      [4000, 34, 1188753306],
    ]);
  });

  it("of several buckets", () => {
    const keyOf = (n: number) => (n % 100) * 256 + Math.floor(n / 100);
    expect(play(new JavaHashMap(LONGS), keyOf, 200, hashLong)).toEqual([
      [400, 119, -917745072],
      [800, 27, 579735307],
      [1200, 92, 1707862033],
      [1600, 37, 173170934],
      [2000, 71, -194570200],
      [2400, 108, 863851455],
      [2800, 72, 1178235560],
      [3200, 13, 1916168795],
      [3600, 98, 460338387],
      [4000, 96, 105971765],
    ]);
  });
});
