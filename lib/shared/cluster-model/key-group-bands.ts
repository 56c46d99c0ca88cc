/** A restore's key groups as bands from the subtasks that snapshotted them to the subtasks that have them now. Pure. */
import type { Assignment, KeyGroupMove } from "./reduce-assignments";

export type KeyGroupRangeOf = { readonly subtask: number; readonly first: number; readonly last: number };

export type KeyGroupBands = {
  readonly operator: number;
  readonly before: readonly KeyGroupRangeOf[];
  readonly after: readonly KeyGroupRangeOf[];
  readonly moves: readonly KeyGroupMove[];
};

/** One entry for each operator with keyed state, in the order of the job. */
export function keyGroupBands({ keyed }: Assignment): KeyGroupBands[] {
  const operators = [...new Set(keyed.map(({ operator }) => operator))].sort((a, b) => a - b);
  return operators.map((operator) => {
    const moves = keyed.filter((move) => move.operator === operator).sort((a, b) => a.first - b.first);
    return {
      operator,
      before: ranges(moves, ({ fromSubtask }) => fromSubtask),
      after: ranges(moves, ({ toSubtask }) => toSubtask),
      moves,
    };
  });
}

/** What each subtask has, from its first key group to its last: subtasks own contiguous ranges. */
function ranges(moves: readonly KeyGroupMove[], subtaskOf: (move: KeyGroupMove) => number): KeyGroupRangeOf[] {
  const found = new Map<number, { subtask: number; first: number; last: number }>();
  for (const move of moves) {
    const subtask = subtaskOf(move);
    const range = found.get(subtask);
    if (range === undefined) found.set(subtask, { subtask, first: move.first, last: move.last });
    else Object.assign(range, { first: Math.min(range.first, move.first), last: Math.max(range.last, move.last) });
  }
  return [...found.values()].sort((a, b) => a.subtask - b.subtask);
}
