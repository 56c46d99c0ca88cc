import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OperatorStateStoreSnapshot } from "../state/index";
import {
  assignOperatorState,
  assignOperatorStateStores,
  CompletedCheckpoints,
  EMPTY_OPERATOR_SNAPSHOT,
  type OperatorStateSnapshot,
  PendingCheckpoint,
} from "./index";

type Lists = Record<string, readonly number[]>;

function store(splits: Lists, unions: Lists = {}, broadcast?: string): OperatorStateStoreSnapshot {
  const list = (mode: "SPLIT_DISTRIBUTE" | "UNION") => (entry: [string, readonly number[]]) => ({
    name: entry[0],
    mode,
    elements: entry[1],
  });
  return {
    lists: [...Object.entries(splits).map(list("SPLIT_DISTRIBUTE")), ...Object.entries(unions).map(list("UNION"))],
    broadcasts: broadcast === undefined ? [] : [{ name: "rules", entries: [["from", broadcast]] }],
  };
}

function elementsOf(assigned: readonly OperatorStateStoreSnapshot[], name: string): (readonly unknown[])[] {
  return assigned.map(({ lists }) => lists.find((list) => list.name === name)?.elements ?? []);
}

describe("operator state", () => {
  it("deals out lists in contiguous chunks, the start moving on by each name's remainder (rules 3.7.a, 3.7.b)", () => {
    // Names in Java's map order: "a" (97, bucket 1) before "b" (98, bucket 2).
    const former = [store({ b: [10, 20], a: [1, 2, 3] }), store({ a: [4], b: [30, 40] })];
    const assigned = assignOperatorStateStores(former, 3);
    // "a": 4 over 3: start 0 gets 2, then 1, 1; the start moves to 1. "b": 4 over 3: subtask 1 gets 2, 2 and 0 get 1.
    expect(elementsOf(assigned, "a")).toEqual([[1, 2], [3], [4]]);
    expect(elementsOf(assigned, "b")).toEqual([[40], [10, 20], [30]]);
  });

  it("leaves split lists and broadcast maps where they are at the same parallelism, but not union lists (rules 3.7.c, 3.7.e)", () => {
    const former = [store({ a: [1] }, { u: [7] }, "zero"), store({ a: [2, 3] }, { u: [8] }, "one")];
    const assigned = assignOperatorStateStores(former, 2);
    expect(elementsOf(assigned, "a")).toEqual([[1], [2, 3]]);
    expect(elementsOf(assigned, "u")).toEqual([
      [7, 8],
      [7, 8],
    ]);
    expect(assigned.map(({ broadcasts }) => broadcasts[0]?.entries[0]?.[1])).toEqual(["zero", "one"]);
  });

  it("copies broadcast maps round at another parallelism (rule 3.7.d)", () => {
    const assigned = assignOperatorStateStores([store({}, {}, "zero"), store({}, {}, "one")], 5);
    const copies = assigned.map(({ broadcasts }) => broadcasts[0]?.entries[0]?.[1]);
    expect(copies).toEqual(["zero", "one", "zero", "one", "zero"]);
  });

  it("loses and doubles nothing, and deals evenly, whatever the parallelisms", () => {
    const elements = fc.array(fc.array(fc.nat(), { maxLength: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(elements, fc.integer({ min: 1, max: 6 }), (lists, parallelism) => {
        const former = lists.map((list) => store({ a: list }));
        const dealt = elementsOf(assignOperatorStateStores(former, parallelism), "a");
        expect(dealt.flat().sort()).toEqual(lists.flat().sort());
        if (parallelism === lists.length) return;
        const sizes = dealt.map((list) => list.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

it("hands keyed state to the subtasks whose key groups overlap", () => {
  const former = [0, 1].map(
    (subtask): OperatorStateSnapshot => ({
      ...EMPTY_OPERATOR_SNAPSHOT,
      keyed: { maxParallelism: 128, states: [] },
      timers: [{ name: `of-${subtask}`, eventTime: new Map(), processingTime: new Map() }],
    }),
  );
  const assigned = assignOperatorState(former, 4, 128);
  expect(assigned.map(({ timers }) => timers.map(({ name }) => name))).toEqual([
    ["of-0"],
    ["of-0"],
    ["of-1"],
    ["of-1"],
  ]);
  expect(assigned.map(({ keyed }) => keyed.length)).toEqual([1, 1, 1, 1]);
  expect(assigned.map(({ keyGroupRange }) => keyGroupRange.startKeyGroup)).toEqual([0, 32, 64, 96]);
  expect(assignOperatorState(former, 1, 128)[0]?.timers).toHaveLength(2);
});

describe("a pending checkpoint", () => {
  const task = (taskId: string, subtask: number) => ({ taskId, subtask, parallelism: 2 });
  const state = (element: number): OperatorStateSnapshot => ({
    ...EMPTY_OPERATOR_SNAPSHOT,
    operatorState: store({ a: [element] }),
  });

  it("completes when every task has acknowledged once", () => {
    const pending = new PendingCheckpoint(7, 500, [task("map-0", 0), task("map-1", 1), task("sink", 0)]);
    expect(pending.acknowledge("map-1", new Map([["map", state(1)]]))).toBe("success");
    expect(pending.acknowledge("map-1", new Map())).toBe("duplicate");
    expect(pending.acknowledge("other", new Map())).toBe("unknown");
    expect(() => pending.complete()).toThrow();
    pending.acknowledge("map-0", new Map([["map", state(0)]]));
    pending.acknowledge("sink", new Map());
    expect(pending.isFullyAcknowledged).toBe(true);
    expect(pending.complete()).toEqual({
      checkpointId: 7,
      triggeredAt: 500,
      operators: new Map([["map", [state(0), state(1)]]]),
    });
  });

  it("discards what comes after it was aborted", () => {
    const pending = new PendingCheckpoint(1, 0, [task("map-0", 0)]);
    pending.abort("expired");
    pending.abort("subsumed");
    expect([pending.acknowledge("map-0", new Map()), pending.abortReason]).toEqual(["discarded", "expired"]);
    expect(pending.isFullyAcknowledged).toBe(false);
  });
});

it("retains the newest checkpoints only", () => {
  const checkpoint = (checkpointId: number) => ({ checkpointId, triggeredAt: 0, operators: new Map() });
  const completed = new CompletedCheckpoints(2);
  expect(completed.latest()).toBeNull();
  for (const id of [1, 3, 4]) completed.add(checkpoint(id));
  expect(completed.list().map(({ checkpointId }) => checkpointId)).toEqual([3, 4]);
  expect(completed.latest()?.checkpointId).toBe(4);
  expect(() => completed.add(checkpoint(4))).toThrow();
});
