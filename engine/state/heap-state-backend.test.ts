import { describe, expect, it } from "vitest";
import { computeKeyGroupRangeForOperatorIndex, Duration } from "../core/index";
import { decodeTrace, formatTraceEvent, RecordingTracer } from "../trace/index";
import {
  HeapKeyedStateBackend,
  ListStateDescriptor,
  listState,
  MapStateDescriptor,
  OperatorStateStore,
  StateTtlConfig,
  ValueStateDescriptor,
} from "./index";
import { Types } from "../types/index";
import { describeStateBackend } from "./state-backend.contract";

describeStateBackend("HeapKeyedStateBackend", (options) => new HeapKeyedStateBackend(options));

const WHOLE = { keyGroupRange: computeKeyGroupRangeForOperatorIndex(128, 1, 0), maxParallelism: 128 };

describe("HeapKeyedStateBackend", () => {
  it("hands out what is stored: a change without update shows (rule 3.1.g)", () => {
    const backend = new HeapKeyedStateBackend(WHOLE);
    const bag = backend.getValueState(new ValueStateDescriptor<number[]>("bag"));
    backend.setCurrentKey("a");
    bag.update([1]);
    bag.value()?.push(2);
    expect(bag.value()).toEqual([1, 2]);
  });

  it("tells 0.0 from -0.0 and knows NaN, as Java's Double does (rule 3.8.b)", () => {
    const backend = new HeapKeyedStateBackend({ ...WHOLE, keyType: Types.DOUBLE });
    const state = backend.getValueState(new ValueStateDescriptor<string>("v"));
    for (const key of [0, -0, Number.NaN]) {
      backend.setCurrentKey(key);
      expect(state.value()).toBeNull();
      state.update(Object.is(key, -0) ? "-0.0" : String(key));
    }
    const read = [Number.NaN, -0, 0].map((key) => {
      backend.setCurrentKey(key);
      return state.value();
    });
    expect(read).toEqual(["NaN", "-0.0", "0"]);
  });

  it("reports every write and clear, and nothing for what was not there", () => {
    const tracer = new RecordingTracer({ currentStep: () => 1, currentProcessingTime: () => 0 });
    const backend = new HeapKeyedStateBackend({ ...WHOLE, tracer, operator: 4, subtask: 1 });
    const map = backend.getMapState(new MapStateDescriptor<string, number>("m"));
    const list = backend.getListState(new ListStateDescriptor<string>("l"));
    backend.setCurrentKey("a");
    list.clear();
    map.put("x", 1);
    list.add("p");
    list.add("q");
    map.remove("x");
    const at = '4.1 state="';
    expect(decodeTrace(tracer.toColumns()).events.map(formatTraceEvent)).toEqual([
      `1 at 0 state-written ${at}m" key="a" namespace="" value="Map {\\"x\\" => 1}"`,
      `1 at 0 state-written ${at}l" key="a" namespace="" value="[\\"p\\"]"`,
      `1 at 0 state-written ${at}l" key="a" namespace="" value="[\\"p\\", \\"q\\"]"`,
      `1 at 0 state-cleared ${at}m" key="a" namespace="" value=""`,
    ]);
  });

  it("lists a bounded part of itself as previews", () => {
    const backend = new HeapKeyedStateBackend(WHOLE);
    const count = backend.getValueState(new ValueStateDescriptor<{ n: number }>("count"));
    for (const key of ["a", "b", "c"]) {
      backend.setCurrentKey(key);
      count.update({ n: 1 });
    }
    // Key groups of 128: b 22, c 62, a 81.
    expect(listState(backend, 2)).toEqual({
      entries: [
        { state: "count", key: "b", namespace: "", value: "{n: 1}" },
        { state: "count", key: "c", namespace: "", value: "{n: 1}" },
      ],
      omittedCount: 1,
    });
  });
});

describe("OperatorStateStore", () => {
  const OFFSETS = new ListStateDescriptor<number>("offsets");
  const RULES = new MapStateDescriptor<number, string>("rules");

  it("keeps lists and broadcast maps over a restore", () => {
    const before = new OperatorStateStore();
    before.getListState(OFFSETS).addAll([1, 2]);
    before.getUnionListState(new ListStateDescriptor<number>("all")).add(3);
    for (const id of [16, 1, 17]) before.getBroadcastState(RULES).put(id, `r${id}`);
    const snapshot = before.snapshot();
    before.getListState(OFFSETS).update([9]);
    const after = new OperatorStateStore();
    after.restore(snapshot);
    expect([...after.getListState(OFFSETS).get()]).toEqual([1, 2]);
    expect([...after.getUnionListState(new ListStateDescriptor<number>("all")).get()]).toEqual([3]);
    expect([...after.getBroadcastState(RULES).entries()].map(({ key }) => key)).toEqual([16, 1, 17]);
    // Written through a map of ceil(3 / 0.75) = 4 slots: 16 in 0; 1 and 17 in 1.
    expect(snapshot.broadcasts[0]?.entries.map(([key]) => key)).toEqual([16, 1, 17]);
  });

  it("has no time to live, whatever its descriptor says (rule 3.7.g)", () => {
    const live = new ListStateDescriptor<number>("live");
    live.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(1)).build());
    const store = new OperatorStateStore();
    store.getListState(live).add(1);
    const after = new OperatorStateStore();
    after.restore(store.snapshot());
    expect([...after.getListState(OFFSETS).get(), ...after.getListState(live).get()]).toEqual([1]);
  });

  it("refuses one name for a split and a union list (rule 3.7.f)", () => {
    const store = new OperatorStateStore();
    store.getListState(OFFSETS);
    expect(() => store.getUnionListState(OFFSETS)).toThrow(
      "Incompatible state assignment modes. Was [SPLIT_DISTRIBUTE], registered with [UNION].",
    );
  });
});
