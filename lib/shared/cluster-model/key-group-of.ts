/** The key groups of keys as a run shows them, worked out once for each key. */
import { keyGroupsOfPreview, type TraceOperator } from "@tidemark/engine/trace";

const known = new WeakMap<TraceOperator, Map<string, readonly number[]>>();

/** The key group of a key, where its text and the subtask that has it tell which one it is; else null. */
export function keyGroupOf(
  key: string,
  operator: TraceOperator,
  { subtask, parallelism }: { readonly subtask: number; readonly parallelism: number },
): number | null {
  const { maxParallelism } = operator;
  const owned = groupsOf(key, operator).filter(
    (group) => Math.floor((group * parallelism) / maxParallelism) === subtask,
  );
  return owned.length === 1 ? (owned[0] ?? null) : null;
}

function groupsOf(key: string, operator: TraceOperator): readonly number[] {
  let groups = known.get(operator);
  if (groups === undefined) known.set(operator, (groups = new Map<string, readonly number[]>()));
  let found = groups.get(key);
  if (found === undefined) groups.set(key, (found = keyGroupsOfPreview(key, operator.maxParallelism)));
  return found;
}
