/**
 * Which operator of a program takes which state of a savepoint, and what cannot be taken. Answers to Flink 2.3's
 * `Checkpoints.loadAndValidateCheckpoint` and to the mapping and the preconditions of `StateAssignmentOperation`:
 *
 *   by id           the hash of the uid, the generated id, or first the hash that `setUidHash` names
 *   max parallelism one that nobody set becomes the savepoint's; another one that was set is refused
 *   parallelism     not above the savepoint's max parallelism
 *   state left over refused, unless it may be dropped or is empty
 */
import { EngineError } from "../core/index";
import { checkFinishedVertices } from "./finished-vertices";
import { hasState, isFullyFinished, isKeyed, type Savepoint, type SavepointOperator } from "./savepoint";

/** What a restore needs to know of an operator of the new program; a `GraphDescription` has it. */
export type RestorableOperator = {
  readonly id: string;
  readonly name: string;
  readonly uid: string | null;
  readonly uidHash: string | null;
  readonly vertex: number;
  /** What the program set for it, or null. */
  readonly maxParallelismSet: number | null;
};

/** The same of a vertex. */
export type RestorableVertex = {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Operator indices, head first. */
  readonly operators: readonly number[];
  readonly inputs: readonly { readonly from: number; readonly pattern: "POINTWISE" | "ALL_TO_ALL" }[];
};

export type RestorableProgram = {
  /** By operator index. */
  readonly operators: readonly RestorableOperator[];
  readonly vertices: readonly RestorableVertex[];
};

export type RestoreOptions = {
  /** Drops state that no operator takes. Flink's `--allowNonRestoredState`. */
  readonly allowNonRestoredState: boolean;
};

export type MatchedBy = "uid" | "generated-id" | "uid-hash";

/** An operator with the state that it takes. */
export type RestoredOperator = {
  readonly operator: RestorableOperator;
  readonly from: SavepointOperator;
  readonly matchedBy: MatchedBy;
};

/** State that no operator takes. */
export type UnmappedState = {
  readonly operator: SavepointOperator;
  /** A clause such as "no operator of the program has the uid ...". */
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly hint: string;
};

export type RestorePlan = {
  readonly restored: readonly RestoredOperator[];
  /** Operators that start empty: the savepoint knows nothing of them. */
  readonly fresh: readonly RestorableOperator[];
  readonly unmapped: readonly UnmappedState[];
  /** By vertex index. */
  readonly maxParallelism: readonly number[];
  /** By vertex index: all operators had finished, so the tasks end at once. */
  readonly isFinished: readonly boolean[];
  /** What makes Flink refuse the job, in the order in which it looks; empty when the job may start. */
  readonly problems: readonly EngineError[];
};

/** Plans the restore of a savepoint into a program. Nothing is thrown: what is wrong is in `problems`. */
export function planRestore(savepoint: Savepoint, program: RestorableProgram, options: RestoreOptions): RestorePlan {
  const left = new Map(savepoint.operators.map((operator) => [operator.operatorId, operator]));
  const restored: RestoredOperator[] = [];
  const fresh: RestorableOperator[] = [];
  for (const operator of program.vertices.flatMap((vertex) =>
    vertex.operators.map((index) => program.operators[index]),
  )) {
    if (operator === undefined) continue;
    const byHash = operator.uidHash !== null && left.has(operator.uidHash);
    const from = left.get(byHash ? (operator.uidHash ?? operator.id) : operator.id);
    if (from === undefined) {
      fresh.push(operator);
      continue;
    }
    left.delete(from.operatorId);
    const byId = operator.uid === null ? "generated-id" : "uid";
    restored.push({ operator, from, matchedBy: byHash ? "uid-hash" : byId });
  }
  const unmapped = [...left.values()]
    .filter((operator) => hasState(operator) && !isFullyFinished(operator))
    .map((operator) => describeUnmapped(operator, fresh));
  const adopted = adoptMaxParallelism(savepoint, program, restored);
  const finished = checkFinishedVertices(program.vertices, restored, fresh);
  return {
    restored,
    fresh,
    unmapped,
    maxParallelism: adopted.maxParallelism,
    isFinished: finished.states.map((state) => state === "fully finished"),
    problems: [
      ...adopted.mismatches,
      ...(options.allowNonRestoredState ? [] : unmapped.map((state) => cannotMap(savepoint, state))),
      ...finished.problems,
      ...adopted.tooParallel,
    ],
  };
}

/** Vertices without any state keep what they have; only one that was set is compared there too. */
function adoptMaxParallelism(
  savepoint: Savepoint,
  { vertices, operators }: RestorableProgram,
  restored: readonly RestoredOperator[],
) {
  const mismatches: EngineError[] = [];
  const tooParallel: EngineError[] = [];
  const maxParallelism = vertices.map((vertex, index) => {
    const states = restored.filter(({ operator }) => operator.vertex === index).map(({ from }) => from);
    const isSet = operators[vertex.operators[0] as number]?.maxParallelismSet !== null;
    const others = states.filter((from) => from.maxParallelism !== vertex.maxParallelism);
    if (isSet) mismatches.push(...others.map((from) => maxParallelismMismatch(savepoint, from, vertex)));
    if (!states.some(hasState) || states.every(isFullyFinished)) return vertex.maxParallelism;
    const tooSmall = states.filter((from) => from.maxParallelism < vertex.parallelism);
    tooParallel.push(...tooSmall.map((from) => moreSubtasksThanKeyGroups(from, vertex)));
    if (isSet) return vertex.maxParallelism;
    const ofKeyed = [...new Set(states.filter(isKeyed).map((from) => from.maxParallelism))];
    if (ofKeyed.length > 1) mismatches.push(differentKeyGroups(vertex, ofKeyed));
    return ofKeyed[0] ?? (states.at(-1) as SavepointOperator).maxParallelism;
  });
  return { maxParallelism, mismatches, tooParallel };
}

/** Why nobody takes the state, and what could. */
function describeUnmapped(operator: SavepointOperator, fresh: readonly RestorableOperator[]): UnmappedState {
  const { name, uid, operatorId } = operator;
  const namesake = fresh.find((candidate) => candidate.name === name);
  if (uid !== null) {
    return {
      operator,
      reason: `no operator of the program has the uid "${uid}"`,
      hint: `Give the operator that is to have this state .uid("${uid}"), or drop the state with allowNonRestoredState.`,
    };
  }
  const heir = namesake === undefined ? "the operator that is to have this state" : `"${namesake.name}"`;
  return {
    operator,
    reason:
      "its id was generated from its place in the former program, and no operator of this program has that id" +
      (namesake === undefined ? "" : `; "${name}" is there, under the id ${namesake.id}`),
    hint:
      `Generated ids change with the program: give stateful operators a .uid("...") before the next savepoint. For ` +
      `this one call .setUidHash("${operatorId}") on ${heir}, or drop the state with allowNonRestoredState.`,
  };
}

/** Flink's `Checkpoints.throwNonRestoredStateException`. */
function cannotMap({ path }: Savepoint, { operator, hint }: UnmappedState): EngineError {
  const { operatorId, name } = operator;
  return refusal(
    `Failed to rollback to checkpoint/savepoint ${path}. Cannot map checkpoint/savepoint state for operator ` +
      `${operatorId} ("${name}") to the new program, because the operator is not available in the new program. If you ` +
      "want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.",
    hint,
    { operator: operatorId, name },
  );
}

function maxParallelismMismatch({ path }: Savepoint, from: SavepointOperator, vertex: RestorableVertex): EngineError {
  return refusal(
    `Failed to rollback to checkpoint/savepoint ${path}. Max parallelism mismatch between checkpoint/savepoint state ` +
      `and new program. Cannot map operator ${from.operatorId} with max parallelism ${from.maxParallelism} to new ` +
      `program with max parallelism ${vertex.maxParallelism}. This indicates that the program has been changed in a ` +
      "non-compatible way after the checkpoint/savepoint.",
    `The number of key groups is part of the state: call setMaxParallelism(${from.maxParallelism}), or none at all.`,
    { operator: from.operatorId, former: from.maxParallelism, current: vertex.maxParallelism },
  );
}

/** Flink's `StateAssignmentOperation.checkParallelismPreconditions`. */
function moreSubtasksThanKeyGroups(from: SavepointOperator, vertex: RestorableVertex): EngineError {
  return refusal(
    `The state for task ${vertex.id} can not be restored. The maximum parallelism (${from.maxParallelism}) of the ` +
      `restored state is lower than the configured parallelism (${vertex.parallelism}). Please reduce the parallelism ` +
      "of the task to be lower or equal to the maximum parallelism.",
    `Run "${vertex.name}" with at most ${from.maxParallelism} subtasks: each needs a key group of its own.`,
    { operator: from.operatorId, maxParallelism: from.maxParallelism, parallelism: vertex.parallelism },
  );
}

/** Flink takes one of the two, and loses keys of the other: that is no choice to make silently. */
function differentKeyGroups(vertex: RestorableVertex, maxima: readonly number[]): EngineError {
  return refusal(
    `Operators that share the task ${vertex.name} (${vertex.id}) bring keyed state with different maximum ` +
      `parallelisms: ${maxima.join(", ")}.`,
    "The number of key groups is part of the state: keep these operators in tasks of their own, with startNewChain().",
    { vertex: vertex.id },
  );
}

function refusal(message: string, hint: string, context: Readonly<Record<string, string | number>>): EngineError {
  return new EngineError({ code: "RESTORE_REFUSED", message, hint, context, flinkClass: "IllegalStateException" });
}
