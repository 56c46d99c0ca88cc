import { describe, expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex, Duration, EngineError, MAX_TIMESTAMP } from "../core/index";
import { decodeTrace, formatTraceEvent, RecordingTracer } from "../trace/index";
import { Types } from "../types/index";
import {
  HeapKeyedStateBackend,
  type KeyedStateSnapshot,
  listState,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateTtlConfig,
  type StateTtlConfigBuilder,
  ValueStateDescriptor,
} from "./index";

/** A backend on one key group, with the key "k" and a clock that a test moves. */
class Fixture {
  now = 0;
  readonly backend: HeapKeyedStateBackend;

  constructor(restored: KeyedStateSnapshot | null = null, startMillis = 0) {
    this.now = startMillis;
    const keyGroupRange = computeKeyGroupRangeForOperatorIndex(1, 1, 0);
    this.backend = new HeapKeyedStateBackend({ keyGroupRange, maxParallelism: 1, ttlTimeProvider: () => this.now });
    if (restored !== null) this.backend.restore([restored]);
    this.backend.setCurrentKey("k");
  }

  value(config: StateTtlConfig, defaultValue: number | null = null) {
    return this.backend.getValueState(live(new ValueStateDescriptor<number>("v", undefined, defaultValue), config));
  }
  list(config: StateTtlConfig) {
    return this.backend.getListState(live(new ListStateDescriptor<number>("l"), config));
  }
  map(config: StateTtlConfig) {
    return this.backend.getMapState(live(new MapStateDescriptor<number, number | null>("m", Types.LONG), config));
  }
  sum(config: StateTtlConfig) {
    return this.backend.getReducingState(live(new ReducingStateDescriptor<number>("r", (a, b) => a + b), config));
  }
}

function live<D extends { enableTimeToLive(config: StateTtlConfig): void }>(descriptor: D, config: StateTtlConfig): D {
  descriptor.enableTimeToLive(config);
  return descriptor;
}

/** Ten milliseconds, without background clean-up. */
function ten(change: (builder: StateTtlConfigBuilder) => unknown = () => undefined): StateTtlConfig {
  const builder = StateTtlConfig.newBuilder(Duration.ofMillis(10)).disableCleanupInBackground();
  change(builder);
  return builder.build();
}

const RETURN_EXPIRED = (builder: StateTtlConfigBuilder) => builder.returnExpiredIfNotCleanedUp();
const NULL_POINTER = expect.objectContaining({ flinkClass: "NullPointerException" }) as Error;

describe("StateTtlConfig", () => {
  it("has Flink's defaults (rule 3.2.2)", () => {
    const config = StateTtlConfig.newBuilder(Duration.ofSeconds(1)).build();
    expect([config.getUpdateType(), config.getStateVisibility(), config.getTtlTimeCharacteristic()]).toEqual([
      "OnCreateAndWrite",
      "NeverReturnExpired",
      "ProcessingTime",
    ]);
    const cleanup = config.getCleanupStrategies();
    expect([cleanup.isCleanupInBackground(), cleanup.inFullSnapshot(), cleanup.inRocksdbCompactFilter()]).toEqual([
      true,
      false,
      true,
    ]);
    const incremental = cleanup.getIncrementalCleanupStrategy();
    expect([incremental?.getCleanupSize(), incremental?.runCleanupForEveryRecord()]).toEqual([5, false]);
    expect([config.isEnabled(), StateTtlConfig.DISABLED.isEnabled()]).toEqual([true, false]);
  });

  it("keeps what was named when the background clean-up is switched off, and what it starts from (rule 3.2.2)", () => {
    const named = StateTtlConfig.newBuilder(Duration.ofMillis(10))
      .cleanupIncrementally(7, true)
      .cleanupInRocksdbCompactFilter(500, Duration.ofHours(1))
      .disableCleanupInBackground()
      .setUpdateType(StateTtlConfig.UpdateType.OnReadAndWrite)
      .setStateVisibility(StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp)
      .useProcessingTime()
      .build();
    const copy = StateTtlConfig.newBuilder(named).setTimeToLive(Duration.ofMillis(20)).build();
    const cleanup = copy.getCleanupStrategies();
    expect([copy.getTimeToLive().toMillis(), copy.getUpdateType(), copy.getStateVisibility()]).toEqual([
      20,
      "OnReadAndWrite",
      "ReturnExpiredIfNotCleanedUp",
    ]);
    expect(cleanup.getIncrementalCleanupStrategy()?.getCleanupSize()).toBe(7);
    const filter = cleanup.getRocksdbCompactFilterCleanupStrategy();
    expect([filter?.getQueryTimeAfterNumEntries(), filter?.getPeriodicCompactionTime().toMillis()]).toEqual([
      500, 3_600_000,
    ]);
    expect(ten().getCleanupStrategies().getIncrementalCleanupStrategy()).toBeNull();
  });

  it("refuses what is not positive, and no configuration at all", () => {
    const refused = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    expect(() => StateTtlConfig.newBuilder(Duration.ZERO).build()).toThrow(refused);
    expect(() => StateTtlConfig.newBuilder(Duration.ofMillis(1)).cleanupIncrementally(0, false)).toThrow(refused);
    expect(() => new ValueStateDescriptor("v").enableTimeToLive(null as unknown as StateTtlConfig)).toThrow(
      EngineError,
    );
  });
});

describe("the boundary of a life", () => {
  it("is stamp + time to live, itself included (rule 3.2.1)", () => {
    const fixture = new Fixture();
    const value = fixture.value(ten());
    value.update(1);
    fixture.now = 9;
    expect(value.value()).toBe(1);
    fixture.now = 10;
    expect([value.value(), fixture.backend.entryCount()]).toEqual([null, 0]);
  });

  it("does not overflow: the longest time to live never ends (rule 0.1.4)", () => {
    const fixture = new Fixture(null, 1_700_000_000_000);
    const value = fixture.value(StateTtlConfig.newBuilder(Duration.ofMillis(MAX_TIMESTAMP)).build());
    value.update(1);
    fixture.now = 8_000_000_000_000_000;
    expect(value.value()).toBe(1);
  });

  it("is the wall clock's: stamps in a snapshot age while no job runs (rule 3.2.7)", () => {
    const before = new Fixture();
    before.value(ten()).update(1);
    const snapshot = before.backend.snapshot();
    expect(new Fixture(snapshot, 9).value(ten()).value()).toBe(1);
    expect(new Fixture(snapshot, 10).value(ten()).value()).toBeNull();
  });
});

describe("what a time to live changes", () => {
  it("an expired value is returned once (rule 3.2.3)", () => {
    const fixture = new Fixture();
    const value = fixture.value(ten(RETURN_EXPIRED));
    value.update(1);
    fixture.now = 10;
    expect([value.value(), value.value()]).toEqual([1, null]);
  });

  it("a list returns expired elements at each read until all are expired, which clears it (rule 3.2.a)", () => {
    const fixture = new Fixture();
    const list = fixture.list(ten(RETURN_EXPIRED));
    list.add(1);
    fixture.now = 5;
    list.add(2);
    fixture.now = 10;
    expect([[...list.get()], [...list.get()]]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    fixture.now = 15;
    const [first] = list.get();
    expect([first, fixture.backend.entryCount()]).toEqual([1, 1]);
    expect([[...list.get()], fixture.backend.entryCount()]).toEqual([[1, 2], 0]);
  });

  it("a read that stamps a list anew drops what has expired, but still returns it (rule 3.2.b)", () => {
    const fixture = new Fixture();
    const list = fixture.list(ten((builder) => builder.returnExpiredIfNotCleanedUp().updateTtlOnReadAndWrite()));
    list.add(1);
    fixture.now = 5;
    list.add(2);
    fixture.now = 10;
    expect([[...list.get()], [...list.get()]]).toEqual([[1, 2], [2]]);
    fixture.now = 19;
    expect([...list.get()]).toEqual([2]);
  });

  it("a missing element is refused before any is added (rule 3.1.b)", () => {
    const fixture = new Fixture();
    const list = fixture.list(ten());
    expect(() => list.addAll([1, null as unknown as number])).toThrow(NULL_POINTER);
    expect(() => list.update([1, null as unknown as number])).toThrow(NULL_POINTER);
    expect(() => list.add(null as unknown as number)).toThrow(NULL_POINTER);
    expect(fixture.backend.entryCount()).toBe(0);
  });

  it("iterating a map removes what has expired and leaves an empty map (rules 3.2.5, 3.2.d)", () => {
    const fixture = new Fixture();
    const map = fixture.map(ten());
    map.put(1, 1);
    fixture.now = 10;
    expect(map.isEmpty()).toBe(false);
    expect([[...map.keys()], map.isEmpty(), fixture.backend.entryCount()]).toEqual([[], true, 1]);
  });

  it("entries of a map are copies, and an expired one cannot be removed again (rule 3.2.d)", () => {
    const fixture = new Fixture();
    const map = fixture.map(ten(RETURN_EXPIRED));
    map.put(1, 1);
    for (const entry of map.entries()) entry.setValue(9);
    expect(map.get(1)).toBe(1);
    fixture.now = 10;
    const entries = map.iterator();
    expect([entries.hasNext(), entries.next().value]).toEqual([true, 1]);
    expect(() => entries.remove()).toThrow(expect.objectContaining({ flinkClass: "IllegalStateException" }) as Error);
    expect(() => entries.next()).toThrow(expect.objectContaining({ flinkClass: "NoSuchElementException" }) as Error);
  });

  it("an expired accumulator starts anew, or goes on where expired values are returned (rule 3.2.c)", () => {
    const results = [ten(), ten(RETURN_EXPIRED)].map((config) => {
      const fixture = new Fixture();
      const sum = fixture.sum(config);
      sum.add(5);
      fixture.now = 10;
      sum.add(2);
      return sum.get();
    });
    expect(results).toEqual([2, 7]);
  });

  it("null renews a reduced value, and leaves an entry that no snapshot can hold where there is none (rule 3.2.e)", () => {
    const fixture = new Fixture();
    const sum = fixture.sum(ten());
    const add = (value: number | null) => sum.add(value as number);
    add(5);
    fixture.now = 9;
    add(null);
    fixture.now = 18;
    expect(sum.get()).toBe(5);
    fixture.backend.snapshot();
    sum.clear();
    add(null);
    expect([sum.get(), fixture.backend.entryCount()]).toEqual([null, 1]);
    expect(() => fixture.backend.snapshot()).toThrow(NULL_POINTER);
  });

  it("a map holds null until a snapshot has to write it (rule 3.2.e)", () => {
    const fixture = new Fixture();
    const map = fixture.map(ten());
    map.put(1, null);
    expect([map.contains(1), map.get(1)]).toEqual([true, null]);
    expect(() => fixture.backend.snapshot()).toThrow(NULL_POINTER);
  });

  it("the descriptor's default is lost (rule 3.2.g)", () => {
    expect([new Fixture().value(ten(), 7).value(), new Fixture().value(StateTtlConfig.DISABLED, 7).value()]).toEqual([
      null,
      7,
    ]);
  });

  it("listings show values without their stamps", () => {
    const fixture = new Fixture();
    fixture.list(ten()).addAll([1, 2]);
    fixture.map(ten()).put(3, 4);
    expect(listState(fixture.backend).entries.map(({ value }) => value)).toEqual(["[1, 2]", "Map {3 => 4}"]);
  });
});

describe("clean-up", () => {
  it("a full snapshot leaves out what has expired; of a list only the front (rule 3.2.f)", () => {
    const before = new Fixture();
    const config = ten((builder) => builder.cleanupFullSnapshot().returnExpiredIfNotCleanedUp());
    before.value(config).update(1);
    before.map(config).put(1, 1);
    before.list(config).add(1);
    before.now = 5;
    before.list(config).add(2);
    before.map(config).put(2, 2);
    before.now = 0;
    before.list(config).add(3);
    before.now = 10;
    const after = new Fixture(before.backend.snapshot(), 10);
    expect(after.backend.entryCount()).toBe(2);
    expect([...after.list(config).get()]).toEqual([2, 3]);
    expect([...after.map(config).keys()]).toEqual([2]);
    expect(before.backend.entryCount()).toBe(3);
  });

  /** Slots of 128, by bitMix(hash ^ 99): the walk stops at five empty slots in a row. */
  it("walks over at most five empty slots with an access, and meets the entry after all of them (rule 3.2.6)", () => {
    const fixture = new Fixture();
    const value = fixture.value(StateTtlConfig.newBuilder(Duration.ofMillis(10)).build());
    value.update(1);
    fixture.backend.setCurrentKey("other");
    fixture.now = 10;
    let accesses = 0;
    while (fixture.backend.entryCount() > 0) {
      value.value();
      accesses++;
    }
    // "k" is 107: bitMix(107 ^ 99) & 127 = 11. Slots 0 to 4, 5 to 9, then the third access meets the entry.
    expect(accesses).toBe(3);
  });

  it("reports what it removes, with its own key", () => {
    const tracer = new RecordingTracer({ currentStep: () => 1, currentProcessingTime: () => 10 });
    const keyGroupRange = computeKeyGroupRangeForOperatorIndex(1, 1, 0);
    let now = 0;
    const backend = new HeapKeyedStateBackend({ keyGroupRange, maxParallelism: 1, tracer, ttlTimeProvider: () => now });
    const config = StateTtlConfig.newBuilder(Duration.ofMillis(10)).cleanupIncrementally(128, false).build();
    const value = backend.getValueState(live(new ValueStateDescriptor<number>("v"), config));
    backend.setCurrentKey("k");
    value.update(1);
    backend.setCurrentKey("other");
    now = 10;
    value.value();
    expect(decodeTrace(tracer.toColumns()).events.map(formatTraceEvent)).toEqual([
      '1 at 10 state-written 0.0 state="v" key="k" namespace="" value="1"',
      '1 at 10 state-cleared 0.0 state="v" key="k" namespace="" value=""',
    ]);
  });

  it("cleans with every record too, also when its key is the same (rule 3.2.6)", () => {
    const fixture = new Fixture();
    const config = StateTtlConfig.newBuilder(Duration.ofMillis(10)).cleanupIncrementally(128, true).build();
    fixture.value(config).update(1);
    fixture.now = 10;
    fixture.backend.setCurrentKey("k");
    expect(fixture.backend.entryCount()).toBe(0);
  });

  /** The numbers are those of Flink's operator harness with the same function. */
  it("puts copies of maps under the last key group when a walk that ran dry goes on (rule 3.2.j)", () => {
    let now = 0;
    const keyGroupRange = computeKeyGroupRangeForOperatorIndex(8, 1, 0);
    const backend = new HeapKeyedStateBackend({ keyGroupRange, maxParallelism: 8, ttlTimeProvider: () => now });
    const config = StateTtlConfig.newBuilder(Duration.ofMillis(10)).cleanupIncrementally(55, false).build();
    const map = backend.getMapState(live(new MapStateDescriptor<number, number>("m", Types.LONG), config));
    const countAfter = (key: string) => {
      backend.setCurrentKey(key);
      map.put(0, 1);
      return backend.entryCount();
    };
    const counts = [countAfter("c")];
    now = 10;
    for (const key of ["b", "c", "a", "c", "a", "c", "a", "c"]) counts.push(countAfter(key));
    now = 20;
    for (let i = 0; i < 6; i++) counts.push(countAfter("a"));
    expect(counts).toEqual([1, 1, 3, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 1]);
  });

  it("makes every map that it looks at a new one, which changes the order (rule 3.2.h)", () => {
    const orders = [ten(), ten((builder) => builder.cleanupIncrementally(128, false))].map((config) => {
      const map = new Fixture().map(config);
      for (let key = 0; key < 13; key++) map.put(key, key);
      map.put(16, 16);
      for (let key = 2; key < 13; key++) map.remove(key);
      return [...map.keys()];
    });
    // Thirteen entries made a table of 32, where 16 has a slot of its own; in a new one of 16 it shares that of 0.
    expect(orders).toEqual([
      [0, 1, 16],
      [0, 16, 1],
    ]);
  });
});

describe("a restore with another time to live (rule 3.2.i)", () => {
  it("switched on: everything is stamped with the clock of the restore", () => {
    const before = new Fixture();
    before.value(StateTtlConfig.DISABLED).update(1);
    before.list(StateTtlConfig.DISABLED).addAll([1, 2]);
    before.map(StateTtlConfig.DISABLED).put(1, 2);
    const after = new Fixture(before.backend.snapshot(), 100);
    const [value, list, map] = [after.value(ten()), after.list(ten()), after.map(ten())];
    after.now = 109;
    expect([value.value(), [...list.get()], map.get(1)]).toEqual([1, [1, 2], 2]);
    after.now = 110;
    expect([value.value(), [...list.get()], map.get(1), after.backend.entryCount()]).toEqual([null, [], null, 0]);
  });

  it("switched off: also what had expired comes back", () => {
    const before = new Fixture();
    before.value(ten()).update(1);
    before.list(ten()).addAll([1, 2]);
    before.map(ten()).put(1, 2);
    before.sum(ten()).add(3);
    const after = new Fixture(before.backend.snapshot(), 100);
    const none = StateTtlConfig.DISABLED;
    expect([
      after.value(none).value(),
      [...after.list(none).get()],
      after.map(none).get(1),
      after.sum(none).get(),
    ]).toEqual([1, [1, 2], 2, 3]);
  });

  it("another duration: old stamps, new duration", () => {
    const before = new Fixture();
    before.value(ten()).update(1);
    const longer = StateTtlConfig.newBuilder(Duration.ofMillis(30)).build();
    const after = new Fixture(before.backend.snapshot(), 29);
    const value = after.value(longer);
    expect(value.value()).toBe(1);
    after.now = 30;
    expect(value.value()).toBeNull();
  });
});
