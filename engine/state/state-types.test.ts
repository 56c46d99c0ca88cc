import { describe, expect, it } from "vitest";
import { Duration, KeyGroupRange } from "../core/index";
import { Types } from "../types/index";
import {
  HeapKeyedStateBackend,
  ListStateDescriptor,
  MapStateDescriptor,
  OperatorStateStore,
  type OperatorStateStoreSnapshot,
  StateTtlConfig,
  type StateSnapshot,
  ValueStateDescriptor,
} from "./index";

const refused = (message: string) =>
  expect.objectContaining({ flinkClass: "StateMigrationException", message }) as Error;

/** As it comes out of a savepoint. */
function decoded({ lists, broadcasts }: OperatorStateStoreSnapshot): OperatorStateStoreSnapshot {
  return {
    lists: lists.map((list) => ({ ...list, isDecoded: true })),
    broadcasts: broadcasts.map((broadcast) => ({ ...broadcast, isDecoded: true })),
  };
}

describe("operator state of another type (rules 5.6.h, 5.6.i)", () => {
  const before = new OperatorStateStore();
  const order = Types.POJO("Order", { id: Types.STRING });
  before.getListState(new ListStateDescriptor("orders", order)).add({ id: "o1" });
  before.getUnionListState(new ListStateDescriptor("counts", Types.LONG)).add(3);
  before.getBroadcastState(new MapStateDescriptor("rules", Types.STRING, Types.LONG)).put("a", 1);
  const after = () => {
    const store = new OperatorStateStore();
    store.restore(decoded(before.snapshot()));
    return store;
  };

  it("is migrated where fields came", () => {
    const more = Types.POJO("Order", { id: Types.STRING, total: Types.LONG });
    const store = after();
    expect([...store.getListState(new ListStateDescriptor("orders", more)).get()]).toEqual([{ id: "o1", total: 0 }]);
    // Once migrated it is of the new type, also in the next snapshot.
    expect(store.snapshot().lists.find(({ name }) => name === "orders")?.types?.value).toMatchObject({
      fields: [{ name: "id" }, { name: "total" }],
    });
  });

  it("is refused in Flink's words", () => {
    expect(() => after().getUnionListState(new ListStateDescriptor("counts", Types.STRING))).toThrow(
      refused("The new state typeSerializer for operator state must not be incompatible."),
    );
    expect(() => after().getBroadcastState(new MapStateDescriptor("rules", Types.LONG, Types.LONG))).toThrow(
      refused("The new key typeSerializer for broadcast state must not be incompatible."),
    );
    expect(() => after().getBroadcastState(new MapStateDescriptor("rules", Types.STRING, Types.STRING))).toThrow(
      refused("The new value typeSerializer for broadcast state must not be incompatible."),
    );
  });

  it("that nobody asks for goes on into the next snapshot as it is", () => {
    const store = after();
    const again = new OperatorStateStore();
    again.restore(decoded(store.snapshot()));
    expect([...again.getListState(new ListStateDescriptor("orders", order)).get()]).toEqual([{ id: "o1" }]);
  });
});

describe("keyed state of another type (rules 5.6.h, 5.6.i)", () => {
  const backend = () =>
    new HeapKeyedStateBackend({ keyGroupRange: new KeyGroupRange(0, 3), maxParallelism: 4, ttlTimeProvider: () => 7 });
  const profile = Types.POJO("Profile", { visits: Types.LONG });
  const more = Types.POJO("Profile", { visits: Types.LONG, level: Types.STRING });
  const restoredFrom = (former: HeapKeyedStateBackend) => {
    const { maxParallelism, states } = former.snapshot();
    const next = backend();
    const asDecoded = ({ name, kind, hasTimeToLive, types, keyGroups }: StateSnapshot): StateSnapshot => {
      return { name, kind, hasTimeToLive, types, keyGroups, isDecoded: true };
    };
    next.restore([{ maxParallelism, states: states.map(asDecoded) }]);
    next.setCurrentKey("k");
    return next;
  };

  it("is migrated in lists, in maps and behind the stamps of a time to live", () => {
    const former = backend();
    former.setCurrentKey("k");
    former.getListState(new ListStateDescriptor("list", profile)).add({ visits: 1 });
    former.getMapState(new MapStateDescriptor("map", Types.STRING, profile)).put("a", { visits: 2 });
    const withTtl = (type: typeof profile) => {
      const descriptor = new ValueStateDescriptor("value", type);
      descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(100)).build());
      return descriptor;
    };
    former.getValueState(withTtl(profile)).update({ visits: 3 });
    const next = restoredFrom(former);
    expect([...next.getListState(new ListStateDescriptor("list", more)).get()]).toEqual([{ visits: 1, level: null }]);
    expect(next.getMapState(new MapStateDescriptor("map", Types.STRING, more)).get("a")).toEqual({
      visits: 2,
      level: null,
    });
    expect(next.getValueState(withTtl(more as never)).value()).toEqual({ visits: 3, level: null });
  });

  it("compares the keys of a map too", () => {
    const former = backend();
    former.setCurrentKey("k");
    former.getMapState(new MapStateDescriptor("map", Types.STRING, Types.LONG)).put("a", 1);
    expect(() => restoredFrom(former).getMapState(new MapStateDescriptor("map", Types.LONG, Types.LONG))).toThrow(
      refused(
        "The new state serializer (LongSerializer) must not be incompatible with the old state serializer (StringSerializer).",
      ),
    );
  });
});
