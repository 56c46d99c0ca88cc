/**
 * What all checks of a run have in common: they are told what happens, and throw an `InvariantViolation`.
 */
import type { CompletedCheckpoint } from "../../../engine/checkpoint/index";
import type { GraphDescription } from "../../../engine/index";
import type { RunProbe } from "../../../engine/runtime/index";

/** The tasks as a probe is shown them. */
export type ProbedTasks = Parameters<RunProbe["onTasksStarted"]>[0];
export type ProbedTask = ProbedTasks[number];
export type ProbedContext = ProbedTask["chain"]["contexts"][number];

export interface RunCheck {
  onTasksStarted?(tasks: ProbedTasks, restored: CompletedCheckpoint | null): void;
  onCheckpointCompleted?(checkpoint: CompletedCheckpoint): void;
  afterStep?(step: number): void;
  /**
   * A savepoint that ends the job was complete, sinks had committed, and a task failed before the job was over: the job goes
   * back to the latest checkpoint before it. Flink's `StopWithSavepointStoppingException`.
   */
  onStoppingFailed?(): void;
}

/** Looks up operators of the running plan by name, which in simulated programs is the node's id, and by their index. */
export class PlanIndex {
  readonly #plan: GraphDescription;

  constructor(plan: GraphDescription) {
    this.#plan = plan;
  }

  /** The id under which checkpoints keep the operator's state. */
  operatorId(uid: string): string {
    const operator = this.#plan.operators.find((candidate) => candidate.uid === uid);
    if (operator === undefined) throw new Error(`The plan has no operator ${uid}.`);
    return operator.id;
  }

  idAt(index: number): string {
    return this.#plan.operators[index]?.id ?? "";
  }

  uidAt(index: number): string {
    return this.#plan.operators[index]?.uid ?? "";
  }

  nameAt(index: number): string {
    return this.#plan.operators[index]?.name ?? "";
  }
}

/** Occurrences by text. */
export function tally(texts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The first differences between two tallies, for a message; empty when they are equal. */
export function differences(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): string {
  const lines: string[] = [];
  for (const text of new Set([...actual.keys(), ...expected.keys()])) {
    const [a, e] = [actual.get(text) ?? 0, expected.get(text) ?? 0];
    if (a !== e) lines.push(`${a} times instead of ${e}: ${text}`);
  }
  const shown = lines.slice(0, 4).join("; ");
  return lines.length > 4 ? `${shown}; and ${lines.length - 4} more` : shown;
}
