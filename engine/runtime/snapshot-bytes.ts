/**
 * What the snapshot of a task weighs, in bytes: keyed state as its backend says, everything else as its values are
 * written. Reckoned only where somebody looks: in traces, and where an upload takes time.
 */
import type { OperatorStateSnapshot, TaskSnapshot } from "../checkpoint/index";
import { plainBytes, snapshotSizes, type StateFile } from "../state/index";
import type { RunFacts } from "./run-facts";

export type TaskSnapshotSizes = {
  /** All that is needed to restore it. */
  readonly stateBytes: number;
  /** What had to be written for it. */
  readonly uploadedBytes: number;
  readonly files: readonly (StateFile & { readonly operator: number })[];
};

const NOTHING: TaskSnapshotSizes = { stateBytes: 0, uploadedBytes: 0, files: [] };

/** The sizes of a task's snapshot. `operators`: the index in the run's operator table, by operator id. */
export function sizesOf(
  run: RunFacts,
  snapshot: TaskSnapshot,
  operators: ReadonlyMap<string, number>,
): TaskSnapshotSizes {
  if (!run.tracer.enabled && run.costs.uploadBytesPerMilli === undefined) return NOTHING;
  let [stateBytes, uploadedBytes] = [0, 0];
  const files: (StateFile & { readonly operator: number })[] = [];
  for (const [operatorId, state] of snapshot) {
    const others = unkeyedBytes(state);
    stateBytes += others;
    uploadedBytes += others;
    if (state.keyed === null) continue;
    const sizes = snapshotSizes(state.keyed);
    stateBytes += sizes.stateBytes;
    uploadedBytes += sizes.uploadedBytes;
    for (const file of sizes.files) files.push({ operator: operators.get(operatorId) ?? -1, ...file });
  }
  return { stateBytes, uploadedBytes, files };
}

/** What the elements in flight weigh, 0 where nobody looks. */
export function inFlightBytes(run: RunFacts, state: OperatorStateSnapshot["channelState"]): number {
  if (state === undefined || (!run.tracer.enabled && run.costs.uploadBytesPerMilli === undefined)) return 0;
  const channels = [...state.inputs, ...state.outputs];
  const elements = channels.flatMap((channel) => channel.elements);
  return elements.reduce((sum, { value }) => sum + ELEMENT_BYTES + plainBytes(value), 0);
}

/** The kind and the timestamp of an element. */
const ELEMENT_BYTES = 9;

function unkeyedBytes({ timers, operatorState }: OperatorStateSnapshot): number {
  let bytes = 0;
  for (const { elements } of operatorState.lists) bytes += elements.length === 0 ? 0 : plainBytes(elements);
  for (const { entries } of operatorState.broadcasts) bytes += entries.length === 0 ? 0 : plainBytes(entries);
  for (const { eventTime, processingTime } of timers) {
    for (const groups of [eventTime, processingTime]) {
      for (const group of groups.values()) if (group.length > 0) bytes += plainBytes(group);
    }
  }
  return bytes;
}
