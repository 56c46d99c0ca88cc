/**
 * A sink that keeps what it gets, for tests and graders. Two guarantees:
 *
 *   at-least-once   a result is visible at once; after a restore it may be there twice.
 *   exactly-once    results are held back, belong to the checkpoint before whose barrier they came, and become
 *                   visible when that checkpoint completes, or at the end of the input. Answers to Flink's
 *                   two-phase commit (`SinkWriterOperator`, `CommitterOperator`).
 *
 * A restored writer commits again what its checkpoint holds; commits are idempotent, since every result of a
 * subtask has a number, and what was committed beyond the checkpoint (at an end that did not last) is taken back.
 */
import { ListStateDescriptor, type ListState } from "../state/index";
import { AbstractStreamOperator } from "../operators/index";
import type { DeliveryGuarantee } from "./delivery-guarantee";
import type { OperatorSink } from "./sink";

/** One result, with where and when it came: `watermark` and `processingTimeMillis` are the writer's at that moment. */
export type CollectedRecord<T> = {
  readonly value: T;
  /** In milliseconds; `NO_TIMESTAMP` for none. */
  readonly timestamp: number;
  readonly subtask: number;
  readonly watermark: number;
  readonly processingTimeMillis: number;
};

type CollectingGuarantee = Exclude<DeliveryGuarantee, "none">;

export type CollectingSinkOptions = { readonly guarantee?: CollectingGuarantee };

export class CollectingSink<T> implements OperatorSink<T> {
  readonly #guarantee: CollectingGuarantee;
  readonly #results: CollectedRecord<T>[] = [];

  constructor(options: CollectingSinkOptions = {}) {
    this.#guarantee = options.guarantee ?? "at-least-once";
  }

  /** The results that are visible, in the order in which they became so. */
  get results(): readonly CollectedRecord<T>[] {
    return this.#results;
  }

  /** The values of the visible results. */
  get values(): readonly T[] {
    return this.#results.map((result) => result.value);
  }

  createWriterOperator(): CollectingWriter<T> {
    return new CollectingWriter<T>(this.#results, this.#guarantee);
  }
}

/** Results that wait for a checkpoint; `firstNumber` is the number of the first among the subtask's. */
type Committable<T> = {
  readonly checkpointId: number;
  readonly firstNumber: number;
  readonly records: readonly CollectedRecord<T>[];
};

export class CollectingWriter<T> extends AbstractStreamOperator<T, never> {
  readonly #visible: CollectedRecord<T>[];
  readonly #guarantee: CollectingGuarantee;
  #buffer: CollectedRecord<T>[] = [];
  #committables: Committable<T>[] = [];
  #nextNumber = 0;
  #state: ListState<Committable<T>> | null = null;

  constructor(visible: CollectedRecord<T>[], guarantee: CollectingGuarantee) {
    super();
    this.#visible = visible;
    this.#guarantee = guarantee;
  }

  override initializeState(): void {
    if (this.#guarantee === "at-least-once") return;
    this.#state = this.context.operatorState.getListState(new ListStateDescriptor<Committable<T>>("committables"));
    this.#committables = [...this.#state.get()];
    const last = this.#committables.at(-1);
    this.#nextNumber = last === undefined ? 0 : last.firstNumber + last.records.length;
    this.#takeBackFrom(this.#nextNumber);
    this.#commitUpTo(Number.POSITIVE_INFINITY);
  }

  processElement(value: T, timestamp: number): void {
    const record: CollectedRecord<T> = {
      value,
      timestamp,
      subtask: this.context.subtaskIndex,
      watermark: this.currentWatermark,
      processingTimeMillis: this.context.processingTime.currentProcessingTime(),
    };
    if (this.#guarantee === "at-least-once") this.#visible.push(record);
    else this.#buffer.push(record);
  }

  override prepareSnapshotPreBarrier(checkpointId: number): void {
    if (this.#guarantee === "exactly-once") this.#flush(checkpointId);
  }

  override snapshotState(_checkpointId: number): void {
    this.#state?.update(this.#committables);
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    if (this.#guarantee === "exactly-once") this.#commitUpTo(checkpointId);
  }

  override finish(): void {
    if (this.#guarantee === "at-least-once") return;
    this.#flush(Number.MAX_SAFE_INTEGER);
    this.#commitUpTo(Number.POSITIVE_INFINITY);
  }

  /** Closes the buffer: what it holds belongs to this checkpoint. An empty one says where the numbering is. */
  #flush(checkpointId: number): void {
    this.#committables.push({ checkpointId, firstNumber: this.#nextNumber, records: this.#buffer });
    this.#nextNumber += this.#buffer.length;
    this.#buffer = [];
  }

  /** Makes visible what is not yet; the last committable stays in state, emptied, to keep the numbering. */
  #commitUpTo(checkpointId: number): void {
    const ready = this.#committables.filter((committable) => committable.checkpointId <= checkpointId);
    const last = ready.at(-1);
    if (last === undefined) return;
    for (const { firstNumber, records } of ready) {
      const committed = this.#committedCount();
      this.#visible.push(...records.slice(Math.max(0, committed - firstNumber)));
    }
    const end = { checkpointId: last.checkpointId, firstNumber: last.firstNumber + last.records.length, records: [] };
    this.#committables = [end, ...this.#committables.slice(ready.length)];
  }

  #committedCount(): number {
    return this.#visible.filter((record) => record.subtask === this.context.subtaskIndex).length;
  }

  /** Takes back what this subtask committed from this number on. */
  #takeBackFrom(number: number): void {
    let seen = 0;
    for (let index = 0; index < this.#visible.length; index++) {
      if (this.#visible[index]?.subtask !== this.context.subtaskIndex) continue;
      if (seen++ < number) continue;
      this.#visible.splice(index--, 1);
    }
  }
}
