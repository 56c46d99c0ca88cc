/**
 * Where the state that a subtask restores comes from, for traces and explanations: one move for each former subtask, and
 * for keyed state the key groups, which are contiguous between two subtasks. Follows `assignOperatorState`.
 */
import { computeKeyGroupRangeForOperatorIndex } from "../core/index";
import type { OperatorListStateSnapshot, OperatorStateStoreSnapshot } from "../state/index";
import { assignOperatorStateStores } from "./state-assignment";

/** What one subtask gets of what another had. */
export type StateMove = {
  readonly subtask: number;
  readonly fromSubtask: number;
  readonly state: "keyed" | "list" | "union" | "broadcast";
  /** -1 where the state is not keyed. */
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  /** Entries of keyed state and timers in these key groups, elements of lists, entries of broadcast maps. */
  readonly entries: number;
};

/** What is known of a former subtask. */
export type FormerSubtask = {
  /** Entries and timers by key group; null: the operator had no keyed state. */
  readonly entriesByKeyGroup: ReadonlyMap<number, number> | null;
  readonly operatorState: OperatorStateStoreSnapshot;
};

/** The moves of one operator, by new subtask, then by former one, keyed state first. */
export function stateMoves(
  former: readonly FormerSubtask[],
  parallelism: number,
  maxParallelism: number,
): readonly StateMove[] {
  const origins = assignOperatorStateStores(
    former.map(({ operatorState }, subtask) => withOrigins(operatorState, subtask)),
    parallelism,
  );
  return origins.flatMap((store, subtask) => [
    ...keyedMoves(former, subtask, parallelism, maxParallelism),
    ...listMoves(store.lists, subtask),
    ...store.broadcasts.flatMap(({ entries }): StateMove[] => {
      const fromSubtask = former.length === parallelism ? subtask : subtask % former.length;
      return entries.length === 0 ? [] : [operatorMove(subtask, fromSubtask, "broadcast", entries.length)];
    }),
  ]);
}

function keyedMoves(
  former: readonly FormerSubtask[],
  subtask: number,
  parallelism: number,
  maxParallelism: number,
): StateMove[] {
  const range = computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtask);
  return former.flatMap(({ entriesByKeyGroup }, fromSubtask): StateMove[] => {
    if (entriesByKeyGroup === null) return [];
    const formerRange = computeKeyGroupRangeForOperatorIndex(maxParallelism, former.length, fromSubtask);
    const shared = formerRange.intersection(range);
    if (shared.numberOfKeyGroups === 0) return [];
    let entries = 0;
    for (const [keyGroup, count] of entriesByKeyGroup) if (shared.contains(keyGroup)) entries += count;
    const { startKeyGroup: firstKeyGroup, endKeyGroup: lastKeyGroup } = shared;
    return [{ subtask, fromSubtask, state: "keyed", firstKeyGroup, lastKeyGroup, entries }];
  });
}

/** The same lists, each element replaced by the subtask that had it. */
function withOrigins({ lists, broadcasts }: OperatorStateStoreSnapshot, subtask: number): OperatorStateStoreSnapshot {
  return { lists: lists.map((list) => ({ ...list, elements: list.elements.map(() => subtask) })), broadcasts };
}

function listMoves(lists: readonly OperatorListStateSnapshot[], subtask: number): StateMove[] {
  const counts = { list: new Map<number, number>(), union: new Map<number, number>() };
  for (const { mode, elements } of lists) {
    const ofMode = counts[mode === "UNION" ? "union" : "list"];
    for (const origin of elements as readonly number[]) ofMode.set(origin, (ofMode.get(origin) ?? 0) + 1);
  }
  return (["list", "union"] as const).flatMap((state) =>
    [...counts[state]]
      .sort(([a], [b]) => a - b)
      .map(([fromSubtask, entries]) => operatorMove(subtask, fromSubtask, state, entries)),
  );
}

function operatorMove(
  subtask: number,
  fromSubtask: number,
  state: Exclude<StateMove["state"], "keyed">,
  entries: number,
): StateMove {
  return { subtask, fromSubtask, state, firstKeyGroup: -1, lastKeyGroup: -1, entries };
}
