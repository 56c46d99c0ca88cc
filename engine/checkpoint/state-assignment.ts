/**
 * Who gets which state of a checkpoint. Answers to Flink 2.3's `StateAssignmentOperation` and
 * `RoundRobinOperatorStateRepartitioner`.
 *
 * Keyed state and timers go by key group to the subtask that owns the group. At the same parallelism split lists and
 * broadcast maps stay with their subtask; at another one lists are dealt out in contiguous chunks and maps copied
 * round. Union lists go to everybody, always.
 */
import { computeKeyGroupRangeForOperatorIndex, JavaHashMap, type KeyGroupRange, STRING_KEYS } from "../core/index";
import type { KeyedStateSnapshot, OperatorListStateSnapshot, OperatorStateStoreSnapshot } from "../state/index";
import type { TimerServiceSnapshot } from "../time/index";
import type { OperatorStateSnapshot } from "./snapshot";

/** What one new subtask restores. Keyed state and timers may hold more than its key groups; backends take their own. */
export type AssignedState = {
  readonly keyGroupRange: KeyGroupRange;
  readonly keyed: readonly KeyedStateSnapshot[];
  readonly timers: readonly TimerServiceSnapshot[];
  readonly operatorState: OperatorStateStoreSnapshot;
};

/** Assigns the snapshots of an operator's former subtasks, by subtask index, to `parallelism` new ones. */
export function assignOperatorState(
  former: readonly OperatorStateSnapshot[],
  parallelism: number,
  maxParallelism: number,
): AssignedState[] {
  const operatorStates = assignOperatorStateStores(
    former.map((snapshot) => snapshot.operatorState),
    parallelism,
  );
  return operatorStates.map((operatorState, subtask) => {
    const keyGroupRange = computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
    const overlapping = former.filter(
      (_, index) =>
        computeKeyGroupRangeForOperatorIndex(maxParallelism, former.length, index).intersection(keyGroupRange)
          .numberOfKeyGroups > 0,
    );
    return {
      keyGroupRange,
      keyed: overlapping.flatMap((snapshot) => snapshot.keyed ?? []),
      timers: overlapping.flatMap((snapshot) => snapshot.timers),
      operatorState,
    };
  });
}

/** Assigns operator state alone. */
export function assignOperatorStateStores(
  former: readonly OperatorStateStoreSnapshot[],
  parallelism: number,
): OperatorStateStoreSnapshot[] {
  const isSameParallelism = former.length === parallelism;
  const unions = unionLists(former);
  const splits = isSameParallelism ? former.map(splitListsOf) : dealOutSplitLists(former, parallelism);
  return splits.map((lists, subtask) => ({
    lists: [...lists, ...unions],
    broadcasts: former[isSameParallelism ? subtask : subtask % former.length]?.broadcasts ?? [],
  }));
}

function splitListsOf(store: OperatorStateStoreSnapshot): OperatorListStateSnapshot[] {
  return store.lists.filter((list) => list.mode === "SPLIT_DISTRIBUTE");
}

function unionLists(former: readonly OperatorStateStoreSnapshot[]): OperatorListStateSnapshot[] {
  const unions = former.map((store) => store.lists.filter((list) => list.mode === "UNION"));
  return [...concatenatedByName(unions)].map(([name, elements]) => ({ name, mode: "UNION", elements }));
}

function concatenatedByName(
  listsOfSubtasks: readonly (readonly OperatorListStateSnapshot[])[],
): Map<string, unknown[]> {
  const byName = new Map<string, unknown[]>();
  for (const lists of listsOfSubtasks) {
    for (const { name, elements } of lists) {
      const all = byName.get(name);
      if (all === undefined) byName.set(name, elements.slice());
      else for (const element of elements) all.push(element);
    }
  }
  return byName;
}

/**
 * Names in the order of a `java.util.HashMap`; for each, contiguous chunks in the order of the former subtasks, to
 * subtasks from a start that moves on by the remainder of each name.
 */
function dealOutSplitLists(
  former: readonly OperatorStateStoreSnapshot[],
  parallelism: number,
): OperatorListStateSnapshot[][] {
  const elementsByName = new JavaHashMap<string, unknown[]>(STRING_KEYS);
  for (const [name, elements] of concatenatedByName(former.map(splitListsOf))) elementsByName.set(name, elements);
  const dealt = Array.from({ length: parallelism }, (): OperatorListStateSnapshot[] => []);
  let start = 0;
  for (const { key: name, value: elements } of elementsByName) {
    const base = Math.floor(elements.length / parallelism);
    const remainder = elements.length % parallelism;
    let taken = 0;
    for (let i = 0; i < parallelism; i++) {
      const count = i < remainder ? base + 1 : base;
      const chunk = elements.slice(taken, taken + count);
      taken += count;
      if (count > 0) dealt[(start + i) % parallelism]?.push({ name, mode: "SPLIT_DISTRIBUTE", elements: chunk });
    }
    start = (start + remainder) % parallelism;
  }
  return dealt;
}
