import { describe, expect, it } from "vitest";
import { computeKeyGroupForKeyHash, Duration, KeyGroupRange } from "../core/index";
import { NamedNamespace, VOID_NAMESPACE } from "../time/index";
import { Types } from "../types/index";
import { ListStateDescriptor, MapStateDescriptor, StateTtlConfig, ValueStateDescriptor } from "./index";
import { ChangelogKeyedStateBackend, HeapKeyedStateBackend, LogStructuredKeyedStateBackend } from "./index";
import { describeStateBackend } from "./state-backend.contract";
import { describeRestoreAcross } from "./state-restore.contract";

/** Everything is spilled after a few entries, so that reads meet all levels. */
const TINY = { writeBufferBytes: 200, targetFileBytes: 300, levelBaseBytes: 600 };

describeStateBackend(
  "LogStructuredKeyedStateBackend",
  (options) => new LogStructuredKeyedStateBackend(options),
  "bytes",
);
describeStateBackend(
  "LogStructuredKeyedStateBackend with tiny files",
  (options) => new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true }),
  "bytes",
);
/** A log over a backend; every other checkpoint materializes. */
function logged(inner: ConstructorParameters<typeof ChangelogKeyedStateBackend>[0]): ChangelogKeyedStateBackend {
  let clock = 0;
  return new ChangelogKeyedStateBackend(inner, { now: () => ++clock, materializeIntervalMillis: 2, name: "op" });
}

describeStateBackend(
  "ChangelogKeyedStateBackend over the heap",
  (options) => logged(new HeapKeyedStateBackend(options)),
  "replayed java-hash",
);
describeStateBackend(
  "ChangelogKeyedStateBackend over LogStructuredKeyedStateBackend",
  (options) => logged(new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true })),
  "bytes",
);
describeRestoreAcross({
  "heap with changelog": (options) => logged(new HeapKeyedStateBackend(options)),
  "log-structured with changelog": (options) => logged(new LogStructuredKeyedStateBackend({ ...options, sizes: TINY })),
  heap: (options) => new HeapKeyedStateBackend(options),
  "log-structured": (options) => new LogStructuredKeyedStateBackend({ ...options, sizes: TINY, incremental: true }),
});

const WHOLE = { keyGroupRange: new KeyGroupRange(0, 127), maxParallelism: 128 };

describe("LogStructuredKeyedStateBackend", () => {
  it("hands out copies: a change that is not written back is lost (rule 5.7.g)", () => {
    const backend = new LogStructuredKeyedStateBackend(WHOLE);
    const bag = backend.getValueState(new ValueStateDescriptor<number[]>("bag"));
    backend.setCurrentKey("a");
    const written = [1];
    bag.update(written);
    written.push(2);
    bag.value()?.push(3);
    expect(bag.value()).toEqual([1]);
  });

  it("gives back what a value was: classes, maps, numbers that are no whole ones, shared references", () => {
    class Point {
      constructor(
        readonly x: number,
        readonly y: number,
      ) {}
      get sum(): number {
        return this.x + this.y;
      }
    }
    const backend = new LogStructuredKeyedStateBackend(WHOLE);
    const state = backend.getValueState(new ValueStateDescriptor<unknown>("v"));
    backend.setCurrentKey("a");
    const point = new Point(1, -2.5);
    const value = { point, again: point, map: new Map([[1n, [undefined, null, -0, Number.NaN]]]), at: new Date(7) };
    state.update(value);
    const read = state.value() as typeof value;
    expect(read).toEqual(value);
    expect([read.point instanceof Point, read.point.sum, read.again === read.point]).toEqual([true, -1.5, true]);
  });

  it("lays keys out by key group, key, namespace: all keys are visited in the order of these bytes (rule 5.7.d)", () => {
    const backend = new LogStructuredKeyedStateBackend({ ...WHOLE, keyType: Types.LONG });
    const count = backend.getValueState(new ValueStateDescriptor<number>("count"));
    for (const key of [-1, 300, 2, 1, -300]) {
      backend.setCurrentKey(key);
      count.setCurrentNamespace(new NamedNamespace("w"));
      count.update(0);
      count.setCurrentNamespace(VOID_NAMESPACE);
      count.update(0);
    }
    const groupOf = (key: number) => computeKeyGroupForKeyHash(Types.LONG.hashCode(key), 128);
    const expected = [1, 2, 300, -300, -1].sort((a, b) => groupOf(a) - groupOf(b));
    expect(backend.getKeys("count", VOID_NAMESPACE)).toEqual(expected);
    // One key group only: whole numbers ascend, negative ones come behind them.
    const single = new LogStructuredKeyedStateBackend({
      keyGroupRange: new KeyGroupRange(0, 0),
      maxParallelism: 1,
      keyType: Types.LONG,
    });
    const singleCount = single.getValueState(new ValueStateDescriptor<number>("count"));
    for (const key of [-1, 300, 2, 1, -300]) {
      single.setCurrentKey(key);
      singleCount.update(0);
    }
    expect(single.getKeys("count", VOID_NAMESPACE)).toEqual([1, 2, 300, -300, -1]);
  });

  it("drops what has outlived its time when files are compacted (rule 5.7.i)", () => {
    let now = 0;
    const backend = new LogStructuredKeyedStateBackend({ ...WHOLE, ttlTimeProvider: () => now });
    const ttl = StateTtlConfig.newBuilder(Duration.ofMillis(10)).build();
    const count = new ValueStateDescriptor<number>("count");
    const seen = new ListStateDescriptor<string>("seen");
    const map = new MapStateDescriptor<number, string>("map");
    for (const descriptor of [count, seen, map]) descriptor.enableTimeToLive(ttl);
    const states = [backend.getValueState(count), backend.getListState(seen), backend.getMapState(map)] as const;
    backend.setCurrentKey("a");
    states[0].update(1);
    states[1].add("old");
    states[2].put(1, "old");
    now = 6;
    states[1].add("young");
    states[2].put(2, "young");
    const counts: number[] = [];
    for (const checkpointId of [1, 2, 3, 4]) {
      now = 9 + checkpointId;
      backend.setCurrentKey(`other ${checkpointId}`);
      states[0].update(1);
      states[1].add("x");
      states[2].put(1, "x");
      backend.snapshot({ checkpointId, kind: "checkpoint" });
      counts.push(backend.entryCount());
    }
    // One value, one list, two entries of the map; three more each time. The fourth file is compacted with the others:
    // of "a" the value goes, an element and an entry, so one list and one entry are left.
    expect(counts).toEqual([7, 10, 13, 14]);
    backend.setCurrentKey("a");
    expect([states[0].value(), [...states[1].get()], [...states[2].values()]]).toEqual([null, ["young"], ["young"]]);
  });
});
