/**
 * What writers and committers report: a record waits with the writer until it is handed over, its committable with the
 * committer until its checkpoint is complete.
 */
import { MAX_TIMESTAMP } from "../core/index";
import type { OperatorContext } from "../operators/index";

/** The records that wait at one place of an operator; does nothing in runs without trace. */
export class HeldRecords {
  readonly #context: OperatorContext<never>;
  readonly #where: string;
  #held: { readonly record: number; readonly checkpointId: number }[] = [];

  constructor(context: OperatorContext<never>, where: string) {
    this.#context = context;
    this.#where = where;
  }

  /** The record at hand waits here, for a checkpoint where that is known. */
  hold(timestamp: number, checkpointId = 0): void {
    const { tracer, operatorIndex: operator, subtaskIndex: subtask } = this.#context;
    if (!tracer.enabled) return;
    const record = tracer.currentRecord;
    this.#held.push({ record, checkpointId });
    const where = this.#where;
    tracer.emit({ kind: "record-held", operator, subtask, record, key: "", timestamp, where, until: MAX_TIMESTAMP });
  }

  /** Those up to the checkpoint wait no longer; `contributesAs`: they are parts of what is emitted next. */
  release(reason: string, checkpointId: number, contributesAs: string | null = null): void {
    const { tracer, operatorIndex: operator, subtaskIndex: subtask } = this.#context;
    if (!tracer.enabled) return;
    const where = this.#where;
    const leaving = this.#held.filter((held) => held.checkpointId <= checkpointId);
    for (const { record } of leaving)
      tracer.emit({ kind: "record-released", operator, subtask, record, where, reason });
    if (contributesAs !== null) {
      for (const { record } of leaving) {
        tracer.emit({ kind: "record-contributed", operator, subtask, record, as: contributesAs });
      }
    }
    this.#held = this.#held.filter((held) => held.checkpointId > checkpointId);
  }
}
