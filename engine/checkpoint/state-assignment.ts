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
  return [...concatenatedByName(unions).values()];
}

type ConcatenatedList = OperatorListStateSnapshot & { readonly elements: unknown[] };

/** One list for each name, which has the mode and the types of the first that has the name. */
function concatenatedByName(
  listsOfSubtasks: readonly (readonly OperatorListStateSnapshot[])[],
): Map<string, ConcatenatedList> {
  const byName = new Map<string, ConcatenatedList>();
  for (const lists of listsOfSubtasks) {
    for (const list of lists) {
      const all = byName.get(list.name);
      if (all === undefined) byName.set(list.name, { ...list, elements: list.elements.slice() });
      else for (const element of list.elements) all.elements.push(element);
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
  const listsByName = new JavaHashMap<string, ConcatenatedList>(STRING_KEYS);
  for (const [name, list] of concatenatedByName(former.map(splitListsOf))) listsByName.set(name, list);
  const dealt = Array.from({ length: parallelism }, (): OperatorListStateSnapshot[] => []);
  let start = 0;
  for (const { value: list } of listsByName) {
    const { elements } = list;
    const base = Math.floor(elements.length / parallelism);
    const remainder = elements.length % parallelism;
    let taken = 0;
    for (let i = 0; i < parallelism; i++) {
      const count = i < remainder ? base + 1 : base;
      const chunk = elements.slice(taken, taken + count);
      taken += count;
      if (count > 0) dealt[(start + i) % parallelism]?.push({ ...list, elements: chunk });
    }
    start = (start + remainder) % parallelism;
  }
  return dealt;
}
