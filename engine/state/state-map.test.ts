import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitMix, hashLong } from "../core/index";
import type { Namespace } from "../time/index";
import { StateMap } from "./state-map";

/** A namespace that is its hash code. */
class NumberedNamespace implements Namespace {
  constructor(readonly number: number) {}
  get namespaceText(): string {
    return String(this.number);
  }
  hashCode(): number {
    return this.number;
  }
  equals(other: Namespace): boolean {
    return other.hashCode() === this.number;
  }
}

const NAMESPACES = [99, 0, 123456789].map((number) => new NumberedNamespace(number));

function hashOf(key: number, namespace: Namespace): number {
  return bitMix(hashLong(key) ^ namespace.hashCode());
}

/** The generator of the Java program that made the numbers below. */
function javaRandom(): (bound: number) => number {
  let seed = 7n;
  return (bound) => {
    seed = (seed * 1103515245n + 12345n) & 0x7fffffffn;
    return Number((seed >> 8n) % BigInt(bound));
  };
}

/** Everything in the map, in its order, folded into one number. */
function fingerprint(map: StateMap<number>): number {
  let hash = 0;
  const fold = (value: number) => {
    hash = (Math.imul(31, hash) + hashLong(value)) | 0;
  };
  map.forEach((entry) => {
    fold(entry.key as number);
    fold(entry.namespace.hashCode());
    fold(entry.value as number);
  });
  return hash;
}

/**
 * From Flink 2.3.0's CopyOnWriteStateMap, driven by the same random calls: number of calls, entries, whether a rehash
 * was under way, fingerprint of the iterator (that of a snapshot's arrays was the same each time).
 */
const FROM_FLINK: readonly (readonly [number, number, boolean, number])[] = [
  [100, 59, false, 761407693],
  [154, 92, false, -109024507],
  [161, 98, true, -1468211615],
  [168, 103, true, -1462530],
  [175, 104, true, -472911733],
  [182, 107, true, 2031015812],
  [189, 110, false, 1820466505],
  [200, 117, false, 730434868],
  [259, 145, false, 1569394189],
  [300, 173, false, -461506087],
  [500, 280, false, 981382676],
  [1000, 500, false, 693303770],
  [1800, 757, false, -861172495],
  [1900, 784, true, -1303809793],
  [2000, 813, true, 1452106665],
  [2100, 837, false, 2057654617],
  [3000, 1015, false, -2074103033],
];

describe("StateMap", () => {
  it("keeps Flink's order while it grows, through removals and incremental rehashes (rules 0.3.g, 3.5.f)", () => {
    const map = new StateMap<number>();
    const next = javaRandom();
    const seen: unknown[] = [];
    const marks = new Set(FROM_FLINK.map(([calls]) => calls));
    for (let i = 1; i <= 3000; i++) {
      const what = next(10);
      const key = next(600) - 100;
      const namespace = NAMESPACES[next(3)] as Namespace;
      const hash = hashOf(key, namespace);
      if (what < 6) map.findOrAdd(hash, key, namespace, key).value = i;
      else if (what < 8) map.remove(hash, key, namespace);
      else map.find(hash, key, namespace);
      if (marks.has(i)) seen.push([i, map.size, map.isRehashing, fingerprint(map)]);
    }
    expect(seen).toEqual(FROM_FLINK);
  });

  /** Snapshots in between change nothing of the order above, and each keeps what was there (rule 5.7.a). */
  it("keeps Flink's order, and each snapshot its own, while snapshots are held (rules 0.3.g, 5.7.a)", () => {
    const map = new StateMap<{ calls: number[] }>();
    const plain = new StateMap<number[]>();
    const next = javaRandom();
    const listOf = (held: { forEach: StateMap<{ calls: number[] }>["forEach"] }) => {
      const list: unknown[] = [];
      held.forEach(({ key, value }) => list.push([key, [...(value?.calls ?? [])]]));
      return list;
    };
    const snapshots: { readonly then: unknown[]; readonly held: ReturnType<typeof map.snapshot> }[] = [];
    for (let i = 1; i <= 3000; i++) {
      const what = next(10);
      const key = next(600) - 100;
      const namespace = NAMESPACES[next(3)] as Namespace;
      const hash = hashOf(key, namespace);
      if (what < 6) {
        const entry = map.findOrAdd(hash, key, namespace, key);
        if (i % 2 === 0) entry.value = { calls: [i] };
        else (entry.value ??= { calls: [] }).calls.push(i);
        const beside = plain.findOrAdd(hash, key, namespace, key);
        beside.value = i % 2 === 0 ? [i] : [...(beside.value ?? []), i];
      } else if (what < 8) {
        // What was removed still belongs to whoever removed it.
        map.remove(hash, key, namespace)?.value?.calls.push(-1);
        plain.remove(hash, key, namespace);
      } else {
        // What was read may be changed in place.
        map.find(hash, key, namespace)?.value?.calls.push(i);
        plain.find(hash, key, namespace)?.value?.push(i);
      }
      if (i % 70 === 0 || i % 101 === 0) snapshots.push({ then: listOf(map), held: map.snapshot() });
    }
    for (const { then, held } of snapshots) expect(listOf(held)).toEqual(then);
    const expected: unknown[] = [];
    plain.forEach(({ key, value }) => expected.push([key, value]));
    expect(listOf(map)).toEqual(expected);
    expect(snapshots).toHaveLength(71);
  });

  it("holds what a Map of the same keys and namespaces holds", () => {
    const call = fc.record({
      kind: fc.constantFrom("put", "put", "put", "remove", "get"),
      key: fc.integer({ min: 0, max: 300 }),
      namespace: fc.constantFrom(...NAMESPACES),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 600 }), (calls) => {
        const map = new StateMap<number>();
        const oracle = new Map<string, number>();
        for (const [i, { kind, key, namespace }] of calls.entries()) {
          const name = `${key}|${namespace.number}`;
          const hash = hashOf(key, namespace);
          if (kind === "put") {
            map.findOrAdd(hash, key, new NumberedNamespace(namespace.number), key).value = i;
            oracle.set(name, i);
          } else if (kind === "remove") {
            expect(map.remove(hash, key, namespace)?.value).toBe(oracle.get(name));
            oracle.delete(name);
          } else {
            expect(map.find(hash, key, namespace)?.value).toBe(oracle.get(name));
          }
        }
        const content: [string, number | undefined][] = [];
        map.forEach((entry) => content.push([`${String(entry.key)}|${entry.namespace.namespaceText}`, entry.value]));
        expect(content.sort()).toEqual([...oracle].sort());
        expect(map.size).toBe(oracle.size);
      }),
    );
  });
});
