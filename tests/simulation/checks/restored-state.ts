/**
 * Restored state equals the snapshot: when tasks have been started from a checkpoint, each holds exactly the entries and
 * timers of its key groups that the checkpoint has, and all together the elements of its lists. An operator that had
 * finished on all its subtasks has nothing.
 */
import type { CompletedCheckpoint, OperatorStateSnapshot } from "../../../engine/checkpoint/index";
import { computeKeyGroupRangeForOperatorIndex } from "../../../engine/core/index";
import { InvariantViolation } from "../violation";
import { differences, type PlanIndex, type ProbedContext, type ProbedTasks, type RunCheck, tally } from "./check";

/** The state is looked at, not kept: no checkpoint has this number. */
const LOOK: Parameters<ProbedContext["snapshot"]>[0] = { checkpointId: 0, kind: "canonical-savepoint" };

const NAME = "restored state equals the snapshot";

export class RestoredStateCheck implements RunCheck {
  readonly #plan: () => PlanIndex;

  /** `plan` is asked once a task has started. */
  constructor(plan: () => PlanIndex) {
    this.#plan = plan;
  }

  onTasksStarted(tasks: ProbedTasks, restored: CompletedCheckpoint | null): void {
    const plan = this.#plan();
    const contexts = tasks.flatMap((task) => [...task.chain.contexts]);
    for (const [index, ofOperator] of byOperator(contexts)) {
      const snapshots = restored?.operators.get(plan.idAt(index)) ?? [];
      const former = snapshots.every(({ isFinished }) => isFinished) ? [] : snapshots;
      for (const context of ofOperator) this.#compareKeyed(plan, context, former);
      const isWhole = ofOperator.length === ofOperator[0]?.parallelism;
      if (isWhole) this.#compareLists(plan.nameAt(index), ofOperator, former);
    }
  }

  #compareKeyed(plan: PlanIndex, context: ProbedContext, former: readonly OperatorStateSnapshot[]): void {
    const { maxParallelism, parallelism, subtaskIndex } = context;
    const range = computeKeyGroupRangeForOperatorIndex(maxParallelism, parallelism, subtaskIndex);
    const isOwn = (keyGroup: number) => keyGroup >= range.startKeyGroup && keyGroup <= range.endKeyGroup;
    const actual = keyedTexts([context.snapshot(LOOK)], () => true);
    const found = differences(tally(actual), tally(keyedTexts(former, isOwn)));
    if (found !== "") {
      throw new InvariantViolation(NAME, `${plan.nameAt(context.operatorIndex)} subtask ${subtaskIndex}: ${found}`);
    }
  }

  #compareLists(name: string, contexts: readonly ProbedContext[], former: readonly OperatorStateSnapshot[]): void {
    const snapshots = contexts.map((context) => context.snapshot(LOOK));
    const found = differences(tally(listTexts(snapshots)), tally(listTexts(former)));
    if (found !== "") throw new InvariantViolation(NAME, `lists of ${name}: ${found}`);
  }
}

function byOperator(contexts: readonly ProbedContext[]): Map<number, ProbedContext[]> {
  const groups = new Map<number, ProbedContext[]>();
  for (const context of contexts) {
    const group = groups.get(context.operatorIndex);
    if (group === undefined) groups.set(context.operatorIndex, [context]);
    else group.push(context);
  }
  return groups;
}

/** Entries of keyed state and timers, each with its key group. */
function* keyedTexts(
  snapshots: readonly OperatorStateSnapshot[],
  isWanted: (keyGroup: number) => boolean,
): Generator<string> {
  for (const { keyed, timers } of snapshots) {
    for (const { name, kind, keyGroups } of keyed?.states ?? []) {
      for (const [keyGroup, entries] of keyGroups) {
        if (!isWanted(keyGroup)) continue;
        for (const { key, namespace, value } of entries) {
          yield `${name} ${keyGroup} ${String(key)} ${namespace.namespaceText} ${kind === "map" ? pairsText(value) : valueText(value)}`;
        }
      }
    }
    for (const service of timers) {
      for (const domain of ["eventTime", "processingTime"] as const) {
        for (const [keyGroup, entries] of service[domain]) {
          if (!isWanted(keyGroup)) continue;
          for (const { key, namespace, timestamp } of entries) {
            yield `timer ${service.name} ${domain} ${keyGroup} ${String(key)} ${namespace.namespaceText} ${timestamp}`;
          }
        }
      }
    }
  }
}

/** The elements of lists that are dealt out; those that everyone gets are another matter. */
function* listTexts(snapshots: readonly OperatorStateSnapshot[]): Generator<string> {
  for (const { operatorState } of snapshots) {
    for (const { name, mode, elements } of operatorState.lists) {
      if (mode !== "SPLIT_DISTRIBUTE") continue;
      for (const element of elements) yield `${name} ${valueText(element)}`;
    }
  }
}

/** A map, whatever the order of its table: a smaller or larger one has another. */
function pairsText(value: unknown): string {
  return [...(value as Iterable<unknown>)].map(valueText).sort().join(",");
}

function valueText(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => (part instanceof Map ? [...part] : part)) ?? "undefined";
}
