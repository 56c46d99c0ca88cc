/**
 * What every keyed state backend must do, as a suite that each implementation runs.
 */
import { describe, expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex, type KeyGroupRange } from "../core/index";
import { NamedNamespace, VOID_NAMESPACE } from "../time/index";
import { AggregatingStateDescriptor, type KeyedStateBackend, ListStateDescriptor, ValueStateDescriptor } from "./index";
import { AVERAGE, BAG, BY_ID, COUNT, FOLD, KEYS, read, SEEN, window, write, written } from "./state-samples.contract";

type Options = { readonly keyGroupRange: KeyGroupRange; readonly maxParallelism: number };

/** Makes an empty backend of some key groups. */
export type Create = (options: Options) => KeyedStateBackend;

/**
 * What shows how a backend keeps its entries, where Flink's backends differ: tables of a hash, such tables filled anew from
 * a log at a restore, or bytes in order.
 */
export type StorageOrder = "java-hash" | "replayed java-hash" | "bytes";

/** Runs the suite against backends that `create` makes. */
export function describeStateBackend(name: string, create: Create, order: StorageOrder = "java-hash"): void {
  const isHeap = order !== "bytes";
  const onSnapshottedTables = (title: string, test: () => void) => void (order === "java-hash" && it(title, test));
  const onHeap = (title: string, test: () => void) => void (isHeap && it(title, test));
  const inBytes = (title: string, test: () => void) => void (isHeap || it(title, test));
  const whole = { keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, 1, 0), maxParallelism: 128 };

  describe(`${name}: scope`, () => {
    it("keeps keys and namespaces apart (rule 3.1.f)", () => {
      const backend = create(whole);
      const count = backend.getValueState(COUNT);
      backend.setCurrentKey("a");
      count.update(1);
      backend.setCurrentKey("b");
      expect(count.value()).toBeNull();
      count.update(2);
      count.setCurrentNamespace(window(0));
      expect(count.value()).toBeNull();
      count.update(3);
      expect(backend.entryCount()).toBe(3);
      count.setCurrentNamespace(new NamedNamespace("[0, 10)"));
      expect(count.value()).toBe(3);
      count.clear();
      count.setCurrentNamespace(VOID_NAMESPACE);
      expect([count.value(), backend.entryCount()]).toEqual([2, 2]);
      backend.setCurrentKey("a");
      expect(count.value()).toBe(1);
    });

    it("takes tuples as keys by their contents", () => {
      const backend = create(whole);
      const count = backend.getValueState(COUNT);
      backend.setCurrentKey(["a", 1]);
      count.update(7);
      backend.setCurrentKey(["a", 1]);
      expect(count.value()).toBe(7);
      backend.setCurrentKey(["a", 2]);
      expect(count.value()).toBeNull();
    });

    it("refuses a missing key, and access before any key (rules 3.1.f, 3.8.c)", () => {
      const backend = create(whole);
      const refused = expect.objectContaining({ flinkClass: "NullPointerException" }) as Error;
      expect(() => backend.getValueState(COUNT).value()).toThrow(refused);
      expect(() => backend.setCurrentKey(null)).toThrow(refused);
      expect(() => backend.setCurrentKey(undefined)).toThrow(refused);
    });
  });

  describe(`${name}: all keys`, () => {
    it("visits the keys of one state and namespace, in Flink's order (rules 0.3.g, 3.5.f)", () => {
      const backend = create(whole);
      const count = backend.getValueState(COUNT);
      // Key groups of 128: e 4, b 22, hello 35, c 62, d 64, a 81.
      for (const key of ["a", "b", "c", "d", "e", "hello"]) {
        backend.setCurrentKey(key);
        count.setCurrentNamespace(VOID_NAMESPACE);
        if (key !== "d") count.update(key.length);
        count.setCurrentNamespace(window(0));
        count.update(9);
      }
      expect(backend.getKeys("count", VOID_NAMESPACE)).toEqual(["e", "b", "hello", "c", "a"]);
      expect(backend.getKeys("unknown", VOID_NAMESPACE)).toEqual([]);
      const seen: unknown[] = [];
      backend.applyToAllKeys(VOID_NAMESPACE, COUNT, (key: string, state) => {
        seen.push([key, state.value(), backend.getCurrentKey()]);
        state.clear();
      });
      expect(seen).toEqual([
        ["e", 1, "e"],
        ["b", 1, "b"],
        ["hello", 5, "hello"],
        ["c", 1, "c"],
        ["a", 1, "a"],
      ]);
      expect([backend.getCurrentKey(), backend.entryCount()]).toEqual(["a", 6]);
    });

    onSnapshottedTables("turns the order of the keys of one slot round with a restore (rules 0.3.g, 0.3.h)", () => {
      const options = { keyGroupRange: computeKeyGroupRangeForOperatorIndex(1, 1, 0), maxParallelism: 1 };
      let backend = create(options);
      const orders: unknown[] = [];
      // "Aa" and "BB" have one hash, so they share a slot: the newest is in front.
      for (const key of ["Aa", "BB"]) {
        backend.setCurrentKey(key);
        backend.getValueState(COUNT).update(1);
      }
      for (let i = 0; i < 3; i++) {
        orders.push(backend.getKeys("count", VOID_NAMESPACE));
        const snapshot = backend.snapshot();
        backend = create(options);
        backend.restore([snapshot]);
      }
      expect(orders).toEqual([
        ["BB", "Aa"],
        ["Aa", "BB"],
        ["BB", "Aa"],
      ]);
    });

    it("refuses a key of a foreign key group (rule 3.8.g)", () => {
      const backend = create({ ...whole, keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, 2, 0) });
      backend.setCurrentKey("a");
      expect(() => backend.getValueState(COUNT).value()).toThrow(
        "Key group 81 is not in KeyGroupRange{startKeyGroup=0, endKeyGroup=63}.",
      );
    });
  });

  describe(`${name}: kinds`, () => {
    it("value: default, null clears (rule 3.1.a)", () => {
      const backend = create(whole);
      const state = backend.getValueState(new ValueStateDescriptor<number>("v", undefined, 5));
      backend.setCurrentKey("a");
      expect([state.value(), backend.entryCount()]).toEqual([5, 0]);
      state.update(6);
      expect([state.value(), backend.entryCount()]).toEqual([6, 1]);
      state.update(null);
      expect([state.value(), backend.entryCount()]).toEqual([5, 0]);
    });

    it("list: order of insertion, an empty update clears, nulls are refused (rule 3.1.b)", () => {
      const backend = create(whole);
      const state = backend.getListState(SEEN);
      backend.setCurrentKey("a");
      expect([...state.get()]).toEqual([]);
      state.addAll([]);
      expect(backend.entryCount()).toBe(0);
      state.add("x");
      state.addAll(["y", "z"]);
      expect([...state.get()]).toEqual(["x", "y", "z"]);
      const refused = expect.objectContaining({ flinkClass: "NullPointerException" }) as Error;
      expect(() => state.add(null as unknown as string)).toThrow(refused);
      expect(() => state.update(["q", null as unknown as string])).toThrow(refused);
      expect([...state.get()]).toEqual(["x", "y", "z"]);
      state.update([]);
      expect(backend.entryCount()).toBe(0);
    });

    /** Flink's `StateTable.transform` makes the entry first: the recording process-functions/100602 counts it. */
    onHeap(
      "list: addAll adds up to a null; a list that got nothing counts, reads as empty and can be filled (rule 3.1.h)",
      () => {
        const backend = create(whole);
        const state = backend.getListState(SEEN);
        const refused = expect.objectContaining({ flinkClass: "NullPointerException" }) as Error;
        backend.setCurrentKey("a");
        expect(() => state.addAll(["q", null as unknown as string])).toThrow(refused);
        expect([[...state.get()], backend.entryCount()]).toEqual([[], 1]);
        state.add("x");
        expect(() => state.addAll(["y", null as unknown as string, "z"])).toThrow(refused);
        expect([[...state.get()], backend.entryCount()]).toEqual([["x", "y"], 1]);
      },
    );

    inBytes("list: addAll adds nothing where it meets a null (rule 5.7.f)", () => {
      const backend = create(whole);
      const state = backend.getListState(SEEN);
      const refused = expect.objectContaining({ flinkClass: "NullPointerException" }) as Error;
      backend.setCurrentKey("a");
      state.add("x");
      expect(() => state.addAll(["q", null as unknown as string])).toThrow(refused);
      expect([[...state.get()], backend.entryCount()]).toEqual([["x"], 1]);
    });

    it("aggregating: an accumulator that could not be made reads as nothing", () => {
      const backend = create(whole);
      let fails = true;
      const state = backend.getAggregatingState(
        new AggregatingStateDescriptor<number, number, number>("sum", {
          createAccumulator: () => {
            if (fails) throw new RangeError("not yet");
            return 0;
          },
          add: (value, sum) => sum + value,
          getResult: (sum) => sum,
        }),
      );
      backend.setCurrentKey("a");
      expect(() => state.add(5)).toThrow("not yet");
      // Flink's heap has made the entry before it calls the function.
      expect([state.get(), backend.entryCount()]).toEqual([null, isHeap ? 1 : 0]);
      fails = false;
      state.add(6);
      expect([state.get(), backend.entryCount()]).toEqual([6, 1]);
    });

    inBytes("map: the order of bytes, each entry its own, nothing left of an empty one (rules 5.7.d, 5.7.e)", () => {
      const backend = create(whole);
      const state = backend.getMapState(BY_ID);
      backend.setCurrentKey("a");
      expect([state.isEmpty(), [...state.keys()], state.iterator().hasNext()]).toEqual([true, [], false]);
      // Long keys, highest byte first, as unsigned bytes: 0 and up, then the negative ones, from the lowest.
      for (const id of [17, -1, 2, 1000, 0, -300]) state.put(id, `v${id}`);
      expect([...state.keys()]).toEqual([0, 2, 17, 1000, -300, -1]);
      expect([...state.values()]).toEqual(["v0", "v2", "v17", "v1000", "v-300", "v-1"]);
      expect(backend.entryCount()).toBe(6);
      for (const entry of state.entries()) if (entry.key === 17) entry.setValue("changed");
      expect([state.get(17), state.contains(3), state.get(3)]).toEqual(["changed", false, null]);
      for (const id of [-1, 2, 1000, 0, -300]) state.remove(id);
      const entries = state.iterator();
      expect(entries.next().key).toBe(17);
      entries.remove();
      expect(() => entries.remove()).toThrow("after a valid next operation");
      expect([state.isEmpty(), backend.entryCount()]).toEqual([true, 0]);
      state.putAll(new Map());
      expect(backend.entryCount()).toBe(0);
      state.put(5, "v");
      state.clear();
      expect(backend.entryCount()).toBe(0);
    });

    onHeap("map: Java's order, removing the last entry drops it, an iterator's removal does not (rule 3.1.c)", () => {
      const backend = create(whole);
      const state = backend.getMapState(BY_ID);
      backend.setCurrentKey("a");
      expect([state.isEmpty(), [...state.keys()], state.iterator().hasNext()]).toEqual([true, [], false]);
      for (const id of [1, 17, 2, 33, 16]) state.put(id, `v${id}`);
      expect([...state.keys()]).toEqual([16, 1, 17, 33, 2]);
      expect([...state.values()]).toEqual(["v16", "v1", "v17", "v33", "v2"]);
      for (const entry of state.entries()) if (entry.key === 17) entry.setValue("changed");
      expect([state.get(17), state.contains(3), state.get(3)]).toEqual(["changed", false, null]);
      for (const id of [1, 17, 2, 33]) state.remove(id);
      expect(backend.entryCount()).toBe(1);
      const entries = state.iterator();
      expect(entries.next().key).toBe(16);
      entries.remove();
      expect([state.isEmpty(), backend.entryCount()]).toEqual([true, 1]);
      state.put(5, "v");
      state.remove(5);
      expect(backend.entryCount()).toBe(0);
      state.putAll(new Map());
      expect(backend.entryCount()).toBe(1);
    });

    it("reducing and aggregating: the first value as it is, null clears (rules 3.1.d, 3.1.e)", () => {
      const backend = create(whole);
      const fold = backend.getReducingState(FOLD);
      const average = backend.getAggregatingState(AVERAGE);
      backend.setCurrentKey("a");
      expect([fold.get(), average.get()]).toEqual([null, null]);
      for (const value of ["x", "y", "z"]) fold.add(value);
      for (const value of [1, 2, 6]) average.add(value);
      expect([fold.get(), average.get(), backend.entryCount()]).toEqual(["((xy)z)", 3, 2]);
      fold.add(null as unknown as string);
      average.add(null as unknown as number);
      expect([fold.get(), average.get(), backend.entryCount()]).toEqual([null, null, 0]);
    });

    it("refuses one name for two kinds", () => {
      const backend = create(whole);
      backend.getValueState(COUNT);
      const refused = expect.objectContaining({ flinkClass: "ClassCastException" }) as Error;
      expect(() => backend.getListState(new ListStateDescriptor("count"))).toThrow(refused);
    });
  });

  describe(`${name}: merging namespaces`, () => {
    it("merges the sources among themselves, then once into the target (rules 3.1.i, 5.7.o)", () => {
      const backend = create(whole);
      const list = backend.getListState(SEEN);
      const fold = backend.getReducingState(FOLD);
      backend.setCurrentKey("a");
      for (const start of [0, 20, 40]) {
        list.setCurrentNamespace(window(start));
        fold.setCurrentNamespace(window(start));
        list.add(`l${start}`);
        fold.add(`f${start}`);
      }
      list.mergeNamespaces(window(0), [window(40), window(60), window(20)]);
      fold.mergeNamespaces(window(0), [window(40), window(60), window(20)]);
      list.setCurrentNamespace(window(0));
      fold.setCurrentNamespace(window(0));
      expect([...list.get()]).toEqual(["l0", "l40", "l20"]);
      // RocksDBReducingState gives the merged sources first, HeapMergingState the target.
      expect([fold.get(), backend.entryCount()]).toEqual([isHeap ? "(f0(f40f20))" : "((f40f20)f0)", 2]);
    });

    it("moves the contents when the target is empty", () => {
      const backend = create(whole);
      const average = backend.getAggregatingState(AVERAGE);
      backend.setCurrentKey("a");
      average.setCurrentNamespace(window(20));
      average.add(4);
      average.mergeNamespaces(window(0), [window(20)]);
      expect(average.get()).toBeNull();
      average.setCurrentNamespace(window(0));
      expect([average.get(), backend.entryCount()]).toEqual([4, 1]);
    });
  });

  describe(`${name}: snapshots`, () => {
    it("are isolated from later writes, and can be restored twice", () => {
      const before = create(whole);
      const bag = before.getValueState(new ValueStateDescriptor<{ items: number[] }>("bag"));
      before.setCurrentKey("a");
      bag.update({ items: [1] });
      const snapshot = before.snapshot();
      bag.value()?.items.push(2);
      for (let i = 0; i < 2; i++) {
        const after = create(whole);
        after.restore([snapshot]);
        expect(after.entryCount()).toBe(1);
        const restored = after.getValueState(new ValueStateDescriptor<{ items: number[] }>("bag"));
        after.setCurrentKey("a");
        expect(restored.value()).toEqual({ items: [1] });
        restored.value()?.items.push(3);
      }
    });

    it("hold what was there when they were taken, whatever is written, removed or merged then (rule 5.7.a)", () => {
      const before = create(whole);
      const fill = (text: string) => {
        for (const key of KEYS) {
          before.setCurrentKey(key);
          write(before, VOID_NAMESPACE, `${text}${key}`);
          write(before, window(0), `${text}${key}`);
        }
      };
      fill("1");
      const first = before.snapshot({ checkpointId: 1, kind: "checkpoint" });
      fill("2");
      const second = before.snapshot({ checkpointId: 2, kind: "canonical-savepoint" });
      for (const key of KEYS) {
        before.setCurrentKey(key);
        before.getValueState(BAG).value()?.items.push("changed in place");
        before.getListState(SEEN).mergeNamespaces(window(0), [VOID_NAMESPACE]);
        before.getMapState(BY_ID).clear();
      }
      fill("3");
      const third = before.snapshot({ checkpointId: 3, kind: "checkpoint" });
      for (const [snapshot, texts] of [
        [first, ["1"]],
        [second, ["1", "2"]],
        [second, ["1", "2"]],
      ] as const) {
        const after = create(whole);
        after.restore([snapshot]);
        for (const key of KEYS) {
          after.setCurrentKey(key);
          for (const namespace of [VOID_NAMESPACE, window(0)]) {
            expect(read(after, namespace)).toEqual(written(texts.map((text) => `${text}${key}`)));
          }
        }
      }
      const last = create(whole);
      last.restore([third]);
      last.setCurrentKey("a");
      expect(read(last, window(0)).seen).toEqual(["1a", "2a", "1a", "2a", "3a"]);
    });

    it("go to the owners of the key groups, all kinds and namespaces", () => {
      const before = create(whole);
      const list = before.getListState(SEEN);
      const map = before.getMapState(BY_ID);
      // Key groups of 128: a 81, b 22, c 62, d 64, hello 35; subtask 0 of 2 has 0 to 63.
      for (const key of ["a", "b", "c", "d", "hello"]) {
        before.setCurrentKey(key);
        list.setCurrentNamespace(window(0));
        list.add(key);
        map.put(1, key);
      }
      const owned = [
        ["b", "c", "hello"],
        ["a", "d"],
      ];
      for (const [subtask, keys] of owned.entries()) {
        const keyGroupRange = computeKeyGroupRangeForOperatorIndex(128, 2, subtask);
        const after = create({ keyGroupRange, maxParallelism: 128 });
        after.restore([before.snapshot()]);
        expect(after.entryCount()).toBe(2 * keys.length);
        const [lists, maps] = [after.getListState(SEEN), after.getMapState(BY_ID)];
        lists.setCurrentNamespace(window(0));
        for (const key of keys) {
          after.setCurrentKey(key);
          expect([[...lists.get()], maps.get(1)]).toEqual([[key], key]);
        }
      }
    });

    onHeap("rebuild maps for their number of entries, so that their order may change (rule 0.3.e)", () => {
      const before = create(whole);
      before.setCurrentKey("a");
      for (const id of [8, 5, 4, 17]) before.getMapState(BY_ID).put(id, "v");
      expect([...before.getMapState(BY_ID).keys()]).toEqual([17, 4, 5, 8]);
      const after = create(whole);
      after.restore([before.snapshot()]);
      after.setCurrentKey("a");
      // 4 entries: capacity ceil(4 / 0.75) = 6, so 8 slots: 8 in 0; 17 in 1; 4; 5.
      expect([...after.getMapState(BY_ID).keys()]).toEqual([8, 17, 4, 5]);
    });

    it("keep restored state that nobody asked for", () => {
      const before = create(whole);
      before.setCurrentKey("a");
      before.getMapState(BY_ID).put(1, "v");
      const between = create(whole);
      between.restore([before.snapshot()]);
      const after = create(whole);
      after.restore([between.snapshot()]);
      after.setCurrentKey("a");
      expect(after.getMapState(BY_ID).get(1)).toBe("v");
    });
  });
}
