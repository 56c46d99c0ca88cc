/**
 * What a restore of a savepoint into a program would do, operator by operator, in data and in words: where state comes
 * from, which key groups move where, what nobody takes and why, and what Flink would refuse. For pages; nothing runs.
 */
import type { OperatorStateStoreSnapshot, StateKind } from "../state/index";
import { serializerName, type TypeSnapshot } from "../types/index";
import {
  type MatchedBy,
  planRestore,
  type RestorableProgram,
  type RestorableVertex,
  type RestoredOperator,
  type RestoreOptions,
} from "./restore-plan";
import { hasState, isFullyFinished, type Savepoint, type SavepointOperator, type SavepointSubtask } from "./savepoint";
import { type FormerSubtask, type StateMove, stateMoves } from "./state-moves";

/** A state of the savepoint. */
export type ExplainedState = {
  readonly name: string;
  readonly kind: StateKind | "split list" | "union list" | "broadcast";
  /** The serializer that wrote it, in Flink's words. */
  readonly serializer: string;
  /** What a function may declare for it in the new program, as a sentence. */
  readonly evolution: string;
};

export type ExplainedOperator = {
  readonly operatorId: string;
  readonly name: string;
  readonly uid: string | null;
  readonly vertex: number;
  readonly parallelism: number;
  /** As it will run: the savepoint's where the program set none. */
  readonly maxParallelism: number;
  /**
   * `restored`: it takes state; `empty`: the savepoint knows it, and it had no state; `finished`: it had finished and ends at
   * once; `new`: it starts empty.
   */
  readonly outcome: "restored" | "empty" | "finished" | "new";
  /** null for a new operator. */
  readonly matchedBy: MatchedBy | null;
  /** The operator of the savepoint; null for a new operator. */
  readonly from: { readonly operatorId: string; readonly name: string; readonly parallelism: number } | null;
  readonly states: readonly ExplainedState[];
  readonly moves: readonly StateMove[];
  /** One sentence. */
  readonly text: string;
};

export type RestoreExplanation = {
  readonly operators: readonly ExplainedOperator[];
  /** State that no operator takes: dropped where that is allowed, else among the problems. */
  readonly unmapped: readonly {
    readonly operatorId: string;
    readonly name: string;
    readonly uid: string | null;
    readonly states: readonly ExplainedState[];
    readonly reason: string;
    readonly hint: string;
  }[];
  /** Why the job would not start; empty when it would. */
  readonly problems: readonly { readonly flinkClass: string; readonly message: string; readonly hint: string }[];
};

/** Explains the restore; `program` is a job's plan (`JobClient.plan`) or what `describeGraph` gives. */
export function explainRestore(
  savepoint: Savepoint,
  program: RestorableProgram,
  options: RestoreOptions = { allowNonRestoredState: false },
): RestoreExplanation {
  const plan = planRestore(savepoint, program, options);
  const restored = new Map(plan.restored.map((each) => [each.operator.id, each]));
  const operators = program.operators.map((operator): ExplainedOperator => {
    const vertex = program.vertices[operator.vertex] as RestorableVertex;
    const maxParallelism = plan.maxParallelism[operator.vertex] ?? vertex.maxParallelism;
    const { id: operatorId, name, uid } = operator;
    const own = { operatorId, name, uid, vertex: operator.vertex, parallelism: vertex.parallelism, maxParallelism };
    const match = restored.get(operator.id);
    if (match !== undefined) return { ...own, ...explainMatch(match, vertex.parallelism, maxParallelism) };
    const text = `${name} is new: it starts empty.`;
    return { ...own, outcome: "new", matchedBy: null, from: null, states: [], moves: [], text };
  });
  return {
    operators,
    unmapped: plan.unmapped.map(({ operator, reason, hint }) => {
      const { operatorId, name, uid } = operator;
      return { operatorId, name, uid, states: statesOf(operator), reason, hint };
    }),
    problems: plan.problems.map(({ flinkClass, message, hint }) => ({
      flinkClass: flinkClass ?? "",
      message,
      hint: hint ?? "",
    })),
  };
}

function explainMatch(
  { operator, from, matchedBy }: RestoredOperator,
  parallelism: number,
  maxParallelism: number,
): Pick<ExplainedOperator, "outcome" | "matchedBy" | "from" | "states" | "moves" | "text"> {
  const isFinished = isFullyFinished(from);
  const outcome = isFinished ? "finished" : hasState(from) ? "restored" : "empty";
  const canMove = outcome === "restored" && from.maxParallelism >= parallelism;
  const moves = canMove ? stateMoves(from.subtasks.map(formerSubtask), parallelism, maxParallelism) : [];
  return {
    outcome,
    matchedBy,
    from: { operatorId: from.operatorId, name: from.name, parallelism: from.parallelism },
    states: statesOf(from),
    moves,
    text: sentence(operator.name, outcome, matchedBy, from, parallelism),
  };
}

const MATCHED_BY: Readonly<Record<MatchedBy, string>> = {
  uid: "by its uid",
  "generated-id": "by its generated id",
  "uid-hash": "by the hash that setUidHash names",
};

function sentence(
  name: string,
  outcome: ExplainedOperator["outcome"],
  matchedBy: MatchedBy,
  from: SavepointOperator,
  parallelism: number,
): string {
  if (outcome === "finished") return `${name} had processed all its data: it ends at once.`;
  if (outcome === "empty") return `${name} had no state.`;
  const whose = from.name === name ? "its state" : `the state of ${from.name}`;
  const how = `${name} takes ${whose} ${MATCHED_BY[matchedBy]}`;
  if (from.parallelism === parallelism) return `${how}, subtask by subtask.`;
  return `${how}, handed out from ${from.parallelism} to ${parallelism} subtasks.`;
}

function statesOf({ subtasks }: SavepointOperator): readonly ExplainedState[] {
  const states = new Map<string, ExplainedState>();
  const note = (state: ExplainedState): void => void states.set(`${state.kind} ${state.name}`, state);
  for (const { keyed, lists, broadcasts } of subtasks) {
    for (const { name, kind, types } of keyed?.states ?? []) {
      note({ name, kind, serializer: serializerName(types.value), evolution: evolutionOf(types.value) });
    }
    for (const { name, mode, type } of lists) {
      const kind = mode === "UNION" ? "union list" : "split list";
      note({ name, kind, serializer: serializerName(type), evolution: evolutionOf(type) });
    }
    for (const { name, types } of broadcasts) {
      note({ name, kind: "broadcast", serializer: serializerName(types.value), evolution: evolutionOf(types.value) });
    }
  }
  return [...states.values()];
}

function formerSubtask({ keyed, timers, lists, broadcasts }: SavepointSubtask): FormerSubtask {
  const operatorState: OperatorStateStoreSnapshot = { lists, broadcasts };
  if (keyed === null) return { entriesByKeyGroup: null, operatorState };
  const entriesByKeyGroup = new Map<number, number>();
  const count = (keyGroup: number, entries: number): void => {
    entriesByKeyGroup.set(keyGroup, (entriesByKeyGroup.get(keyGroup) ?? 0) + entries);
  };
  for (const { keyGroups } of keyed.states)
    for (const { keyGroup, entries } of keyGroups) count(keyGroup, entries.length);
  for (const { eventTime, processingTime } of timers) {
    for (const group of [...eventTime, ...processingTime]) count(group.keyGroup, group.timers.length);
  }
  return { entriesByKeyGroup, operatorState };
}

/** What Flink lets change of a type. */
function evolutionOf(type: TypeSnapshot): string {
  switch (type.kind) {
    case "undeclared":
      return "Nobody declared its type: nothing is compared, and values come back as they were.";
    case "pojo": {
      const fields = type.fields.map(({ name }) => name).join(", ");
      return `A record with the fields ${fields}: fields may come and go, but none may change its type.`;
    }
    case "list":
    case "map":
    case "tuple":
    case "array":
      return "Its shape must stay; records inside it may get and lose fields.";
    default:
      return "Its type must stay the same.";
  }
}
