import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EngineError, hashInt, hashLong, JavaHashMap, type JavaKeyType, spreadHash } from "./index";

const LONGS: JavaKeyType<number> = { hashCode: hashLong, identity: (key) => key };

function keysAfter(puts: readonly number[]): number[] {
  const map = new JavaHashMap<number, string>(LONGS);
  for (const key of puts) map.set(key, "v");
  return [...map.keys()];
}

/**
 * Java's rules read naively: the whole table is laid out anew for every read, from the entries in order of insertion.
 * Doubling keeps the order inside a bucket, so that the layout depends on the table's length alone.
 */
class NaiveJavaHashMap {
  entries: [number, string][] = [];
  length = 16;
  bucketOf = (key: number) => spreadHash(hashInt(key)) & (this.length - 1);
  set(key: number, value: string) {
    const known = this.entries.find(([k]) => k === key);
    if (known !== undefined) {
      known[1] = value;
      return;
    }
    const inBucket = this.entries.filter(([k]) => this.bucketOf(k) === this.bucketOf(key)).length;
    this.entries.push([key, value]);
    if (inBucket >= 8 && this.length < 64) this.length *= 2;
    if (this.entries.length > this.length * 0.75) this.length *= 2;
  }
  delete(key: number) {
    this.entries = this.entries.filter(([k]) => k !== key);
  }
  pairs() {
    const buckets = Array.from({ length: this.length }, (): [number, string][] => []);
    for (const entry of this.entries) buckets[this.bucketOf(entry[0])]?.push(entry);
    return buckets.flat();
  }
}

describe("JavaHashMap", () => {
  it("iterates as the JVM did (rule 0.3.a)", () => {
    expect(keysAfter([1000, 2000, 3000, 4000, 5000, 6000])).toEqual([2000, 4000, 6000, 1000, 3000, 5000]);
    expect(keysAfter([1, 17, 2, 33, 16])).toEqual([16, 1, 17, 33, 2]);
  });

  it("doubles a short table when a bucket gets its ninth entry (rule 0.3.b)", () => {
    // Multiples of 16 share bucket 0 of 16. The 9th makes it 32: even multiples to bucket 0, odd ones to bucket 16.
    const multiples = Array.from({ length: 9 }, (_, i) => 16 * i);
    expect(keysAfter(multiples.slice(0, 8))).toEqual([0, 16, 32, 48, 64, 80, 96, 112]);
    expect(keysAfter(multiples)).toEqual([0, 32, 64, 96, 128, 16, 48, 80, 112]);
  });

  it("makes a table for putAll that may have fewer than 16 slots (rule 0.3.c)", () => {
    // putAll of 2: 2 / 0.75 + 1 = 3.67, so 4 slots: 5 goes to bucket 1 and 4 to bucket 0.
    const map = new JavaHashMap<number, string>(LONGS);
    map.putAll([
      [5, "a"],
      [4, "b"],
    ]);
    expect([...map.keys()]).toEqual([4, 5]);
    // 2 slots of a single entry: 4 / 0.75 -> 3 slots hold, then 8 slots keep 9 and 17 with 1.
    map.set(9, "c");
    map.set(1, "d");
    expect([...map.keys()]).toEqual([9, 1, 4, 5]);
  });

  it("doubles an existing table before it puts all, while the number of new entries exceeds the threshold (rule 0.3.c)", () => {
    const map = new JavaHashMap<number, string>(LONGS);
    map.set(16, "first");
    // 13 > 12: the table has 32 slots before the first is put, so 16 stands alone in bucket 16, behind 0 and 1.
    map.putAll(Array.from({ length: 13 }, (_, i) => [i, "v"] as const));
    expect([...map.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16]);
  });

  it("is sized for a restore as Flink sizes it (rule 0.3.e)", () => {
    // Two entries: capacity 3, so 4 slots; 4 and 8 share bucket 0 in order of insertion.
    const two = JavaHashMap.withExpectedSize<number, string>(LONGS, 2);
    for (const key of [8, 5, 4]) two.set(key, "v");
    expect([...two.keys()]).toEqual([8, 4, 5]);
    // Six entries: capacity 8: bucket 1 holds 9 and 17.
    const six = JavaHashMap.withExpectedSize<number, string>(LONGS, 6);
    for (const key of [17, 9, 3, 2, 12, 0]) six.set(key, "v");
    expect([...six.keys()]).toEqual([0, 17, 9, 2, 3, 12]);
  });

  it("agrees with a naive reading of Java's rules (rules 0.3.a, 0.3.b, 0.3.d)", () => {
    const action = fc.tuple(fc.constantFrom("set", "set", "set", "delete"), fc.integer({ min: -300, max: 300 }));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), fc.constantFrom(1, 16), (actions, factor) => {
        const map = new JavaHashMap<number, string>({ hashCode: hashInt, identity: (key) => key });
        const naive = new NaiveJavaHashMap();
        for (const [i, [kind, drawn]] of actions.entries()) {
          const key = drawn * factor;
          if (kind === "set") {
            map.set(key, `v${i}`);
            naive.set(key, `v${i}`);
          } else {
            map.delete(key);
            naive.delete(key);
          }
        }
        expect(map.toPairs()).toEqual(naive.pairs());
        expect([...map].map(({ key, value }) => [key, value])).toEqual(naive.pairs());
        expect(map.size).toBe(naive.entries.length);
      }),
      { numRuns: 300 },
    );
  });

  it("removes through its iterator and writes through its entries", () => {
    const map = new JavaHashMap<number, string>(LONGS);
    for (const key of [1, 2, 3]) map.set(key, "v");
    const entries = map.iterator();
    entries.next().setValue("changed");
    entries.next();
    entries.remove();
    expect(() => entries.remove()).toThrow(EngineError);
    entries.next();
    expect(entries.hasNext()).toBe(false);
    expect(map.toPairs()).toEqual([
      [1, "changed"],
      [3, "v"],
    ]);
  });

  it("fails like Java when it is changed while it is read", () => {
    const map = new JavaHashMap<number, string>(LONGS);
    map.set(1, "v");
    map.set(2, "v");
    const read = () => {
      for (const { key } of map) map.set(key + 10, "v");
    };
    expect(read).toThrow(expect.objectContaining({ flinkClass: "ConcurrentModificationException" }) as Error);
  });
});
