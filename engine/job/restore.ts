/**
 * Starts a job from a savepoint: checks what Flink checks before it deploys anything, and gives the job graph the key
 * groups of the state. Answers to `CheckpointCoordinator.restoreSavepoint` and `SavepointRestoreSettings`.
 */
import type { RecoveryClaimMode, StateEntryView } from "../api/index";
import {
  type CompletedCheckpoint,
  planRestore,
  readSavepoint,
  type RestorePlan,
  type Savepoint,
  type SnapshotType,
} from "../checkpoint/index";
import { EngineError } from "../core/index";
import { describeGraph, type JobGraph } from "../graph/index";
import type { Tracer } from "../trace/index";
import type { ValueCodec } from "../types/index";

export type RestoreSettings = {
  readonly savepoint: Savepoint;
  readonly claimMode: RecoveryClaimMode;
  readonly allowNonRestoredState: boolean;
  /** `state.backend.type` of the job that is to start. */
  readonly stateBackend: string;
};

export type Restore = {
  /** The job graph, with the savepoint's max parallelism where the program set none. */
  readonly graph: JobGraph;
  /** The state, by the operator ids of the job graph. */
  readonly checkpoint: CompletedCheckpoint;
  readonly plan: RestorePlan;
};

/**
 * The state of a savepoint for a job graph.
 * Errors: what Flink refuses (`IllegalStateException`, `FlinkRuntimeException`), with what to do instead.
 */
export function restoreInto(graph: JobGraph, settings: RestoreSettings, codec: ValueCodec): Restore {
  const { savepoint, allowNonRestoredState } = settings;
  const read = readSavepoint(savepoint, codec);
  checkStateBackend(settings);
  const plan = planRestore(savepoint, describeGraph(graph), { allowNonRestoredState });
  const [problem] = plan.problems;
  if (problem !== undefined) throw problem;
  const operators = plan.restored.map(({ operator, from }) => {
    return [operator.id, read.operators.get(from.operatorId) ?? []] as const;
  });
  const vertices = graph.vertices.map((vertex) => {
    return { ...vertex, maxParallelism: plan.maxParallelism[vertex.index] ?? vertex.maxParallelism };
  });
  const checkpoint = { ...read, type: ownershipOf(settings), operators: new Map(operators) };
  return { graph: { ...graph, vertices }, checkpoint, plan };
}

/** Claimed, it is one of the job's checkpoints; else it stays what it is to its owner, like a savepoint. */
function ownershipOf({ savepoint: { format }, claimMode }: RestoreSettings): SnapshotType | undefined {
  return claimMode === "CLAIM" ? undefined : { kind: "savepoint", format };
}

/** Tells which state nobody takes. */
export function reportUnmapped(tracer: Tracer, { unmapped }: RestorePlan): void {
  if (!tracer.enabled) return;
  for (const { operator, reason } of unmapped) {
    tracer.emit({ kind: "state-unmapped", operatorId: operator.operatorId, reason });
  }
}

/** Tells what keyed state the job begins with: nothing that was recorded before this run wrote it. */
export function reportRestored(tracer: Tracer, entries: readonly StateEntryView[]): void {
  if (!tracer.enabled) return;
  for (const entry of entries) tracer.emit({ kind: "state-written", ...entry });
}

function checkStateBackend({ savepoint, stateBackend }: RestoreSettings): void {
  if (savepoint.format === "CANONICAL" || savepoint.stateBackend === stateBackend) return;
  const what = savepoint.kind === "savepoint" ? "native savepoint" : "checkpoint";
  throw new EngineError({
    code: "RESTORE_REFUSED",
    message:
      `Unexpected state handle type: the ${what} ${savepoint.path} is in the form of the state backend ` +
      `"${savepoint.stateBackend}", and the job uses "${stateBackend}". This can mostly happen when a different ` +
      "StateBackend from the one that was used for taking a checkpoint/savepoint is used when restoring.",
    hint: "Only a canonical savepoint changes the state backend: restore with the former one, and take a canonical savepoint.",
    context: { former: savepoint.stateBackend, current: stateBackend },
    flinkClass: "IllegalStateException",
  });
}
