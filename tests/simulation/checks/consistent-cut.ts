/**
 * Every checkpoint is a consistent cut: what a ledger's state holds is exactly what the records before the positions of
 * the sources come to. With barriers that are only counted it holds at least that.
 */
import type { CompletedCheckpoint, OperatorStateSnapshot } from "../../../engine/checkpoint/index";
import { LEDGER_STATE } from "../functions";
import { evaluate } from "../oracle";
import { nodeIdOf, type Program } from "../scenario";
import { traitsOfProgram } from "../traits";
import { InvariantViolation } from "../violation";
import { differences, type PlanIndex, type ProbedTasks, type RunCheck, tally } from "./check";
import { idsInFlight } from "./in-flight";
import { positionsOf, programUpTo } from "./positions";

const NAME = "a checkpoint is a consistent cut";

export class ConsistentCutCheck implements RunCheck {
  readonly #program: Program;
  readonly #plan: () => PlanIndex;
  readonly #isExact: boolean;
  readonly #readers = new Map<string, string>();
  /** Ledgers behind nothing that keeps records. */
  readonly #ledgers: readonly { readonly id: string; readonly input: string }[];

  /** Ledgers of which a task has finished: it leaves no state behind, and starts with none where it starts again. */
  readonly #ended = new Set<string>();

  constructor(program: Program, plan: () => PlanIndex, options: { readonly isExact: boolean }) {
    this.#program = program;
    this.#plan = plan;
    this.#isExact = options.isExact;
    const traits = traitsOfProgram(program);
    this.#ledgers = program.nodes
      .filter(({ op, inputs }) => op === "ledger" && traits.get(nodeIdOf(inputs[0] as string))?.stateless === true)
      .map(({ id, inputs }) => ({ id, input: inputs[0] as string }));
  }

  onCheckpointCompleted(checkpoint: CompletedCheckpoint): void {
    this.#check(checkpoint);
  }

  /** A savepoint is not told of when it is complete, but when a job starts from it. */
  onTasksStarted(tasks: ProbedTasks, restored: CompletedCheckpoint | null): void {
    const plan = this.#plan();
    for (const { headOperator } of tasks) this.#readers.set(plan.idAt(headOperator), plan.uidAt(headOperator));
    if (restored !== null) this.#check(restored);
  }

  #check(checkpoint: CompletedCheckpoint): void {
    if (this.#ledgers.length === 0) return;
    const plan = this.#plan();
    const positions = positionsOf(checkpoint, this.#program, plan);
    const streams = evaluate(programUpTo(this.#program, positions));
    for (const { id, input } of this.#ledgers) {
      const expected = tally((streams.get(input) ?? []).map((item) => item.id));
      const snapshots = checkpoint.operators.get(plan.operatorId(id)) ?? [];
      if (snapshots.some(({ isFinished }) => isFinished)) this.#ended.add(id);
      if (this.#ended.has(id)) continue;
      const held = ledgerOf(snapshots);
      for (const item of idsInFlight(checkpoint, this.#program, this.#readers, id))
        held.set(item, (held.get(item) ?? 0) + 1);
      if (!this.#isExact) keepAtMost(held, expected);
      const found = differences(held, expected);
      if (found !== "")
        throw new InvariantViolation(NAME, `checkpoint ${checkpoint.checkpointId}, ${id} holds ${found}`);
    }
  }
}

function ledgerOf(snapshots: readonly OperatorStateSnapshot[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { keyed } of snapshots) {
    const state = keyed?.states.find(({ name }) => name === LEDGER_STATE);
    for (const entry of [...(state?.keyGroups.values() ?? [])].flat()) {
      for (const [id, count] of entry.value as Iterable<readonly [string, number]>) {
        counts.set(id, (counts.get(id) ?? 0) + count);
      }
    }
  }
  return counts;
}

function keepAtMost(held: Map<string, number>, expected: ReadonlyMap<string, number>): void {
  for (const [id, count] of held) {
    const wanted = expected.get(id) ?? 0;
    if (wanted === 0) held.delete(id);
    else held.set(id, Math.min(count, wanted));
  }
}
