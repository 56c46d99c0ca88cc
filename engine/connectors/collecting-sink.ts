/**
 * A sink that keeps what it gets, for tests and graders. Two guarantees:
 *
 *   at-least-once   a result is visible at once; after a restore it may be there twice.
 *   exactly-once    results are held back, belong to the checkpoint before whose barrier they came, and become
 *                   visible when that checkpoint completes, or at the end of the input. Answers to Flink's
 *                   two-phase commit (`SinkWriterOperator`, `CommitterOperator`).
 *
 * A restored writer commits again what its checkpoint holds, also that of subtasks which are no more; commits are
 * idempotent, since what is committed together has an id. What was committed at an end of the input that no checkpoint
 * holds is taken back.
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
  readonly #collected = new Collected<T>();

  constructor(options: CollectingSinkOptions = {}) {
    this.#guarantee = options.guarantee ?? "at-least-once";
  }

  /** The results that are visible, in the order in which they became so. */
  get results(): readonly CollectedRecord<T>[] {
    return this.#collected.records;
  }

  /** The values of the visible results. */
  get values(): readonly T[] {
    return this.results.map((result) => result.value);
  }

  createWriterOperator(): CollectingWriter<T> {
    return new CollectingWriter<T>(this.#collected, this.#guarantee);
  }
}

/** Results that are committed together: those that came before the barrier of a checkpoint, or up to the end. */
type Committable<T> = {
  /** Unique among those of a sink. */
  readonly id: number;
  readonly checkpointId: number;
  readonly records: readonly CollectedRecord<T>[];
};

/** Of what came up to the end of the input, which is committed before the checkpoint that holds it. */
const AT_END = Number.MAX_SAFE_INTEGER;

/** What is visible, and which subtask committed it. */
export class Collected<T> {
  readonly records: CollectedRecord<T>[] = [];
  /** Of each record with exactly-once: the id under which it was committed. */
  readonly #idOf: number[] = [];
  readonly #committed = new Map<number, { checkpointId: number; readonly subtask: number }>();
  #lastId = 0;

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Ids that a restored snapshot holds are not given again. */
  keepClearOf(id: number): void {
    this.#lastId = Math.max(this.#lastId, id);
  }

  commit({ id, checkpointId, records }: Committable<T>, subtask: number): void {
    if (this.#committed.has(id)) return;
    this.#committed.set(id, { checkpointId, subtask });
    for (const record of records) {
      this.records.push(record);
      this.#idOf.push(id);
    }
  }

  /** What was committed under this id belongs to this checkpoint, whose barrier came behind it. */
  holdIn(id: number, checkpointId: number): void {
    const committed = this.#committed.get(id);
    if (committed !== undefined) committed.checkpointId = checkpointId;
  }

  /** Takes back what these subtasks committed that belongs to no checkpoint up to the restored one. */
  takeBack(isOwner: (subtask: number) => boolean, restoredCheckpointId: number): void {
    const ids = [...this.#committed]
      .filter(([, { checkpointId, subtask }]) => isOwner(subtask) && checkpointId > restoredCheckpointId)
      .map(([id]) => id);
    if (ids.length === 0) return;
    const dropped = new Set(ids);
    for (const id of ids) this.#committed.delete(id);
    let kept = 0;
    this.#idOf.forEach((id, index) => {
      if (dropped.has(id)) return;
      this.records[kept] = this.records[index] as CollectedRecord<T>;
      this.#idOf[kept] = id;
      kept += 1;
    });
    this.records.length = kept;
    this.#idOf.length = kept;
  }
}

export class CollectingWriter<T> extends AbstractStreamOperator<T, never> {
  readonly #collected: Collected<T>;
  readonly #guarantee: CollectingGuarantee;
  #buffer: CollectedRecord<T>[] = [];
  #committables: Committable<T>[] = [];
  /** What was committed at the end of the input, and belongs to no checkpoint yet. */
  #endId: number | null = null;
  #state: ListState<Committable<T>> | null = null;

  constructor(collected: Collected<T>, guarantee: CollectingGuarantee) {
    super();
    this.#collected = collected;
    this.#guarantee = guarantee;
  }

  override initializeState(): void {
    if (this.#guarantee === "at-least-once") return;
    const { operatorState, subtaskIndex, parallelism, restoredCheckpointId } = this.context;
    const collected = this.#collected;
    this.#state = operatorState.getListState(new ListStateDescriptor<Committable<T>>("committables"));
    this.#committables = [...this.#state.get()];
    for (const { id } of this.#committables) collected.keepClearOf(id);
    // What subtasks committed that are no more belongs to the first one.
    const isOwner = (subtask: number) => subtask === subtaskIndex || (subtaskIndex === 0 && subtask >= parallelism);
    collected.takeBack(isOwner, restoredCheckpointId ?? 0);
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
    if (this.#guarantee === "at-least-once") this.#collected.records.push(record);
    else this.#buffer.push(record);
  }

  override prepareSnapshotPreBarrier(checkpointId: number): void {
    if (this.#guarantee === "exactly-once") this.#flush(checkpointId);
  }

  override snapshotState(checkpointId: number): void {
    this.#state?.update(this.#committables);
    if (this.#endId !== null) this.#collected.holdIn(this.#endId, checkpointId);
    this.#endId = null;
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    if (this.#guarantee === "exactly-once") this.#commitUpTo(checkpointId);
  }

  override finish(): void {
    if (this.#guarantee === "at-least-once") return;
    this.#endId = this.#flush(AT_END);
    this.#commitUpTo(Number.POSITIVE_INFINITY);
  }

  /** Closes the buffer: what it holds belongs to this checkpoint. Gives its id, null for an empty one. */
  #flush(checkpointId: number): number | null {
    if (this.#buffer.length === 0) return null;
    const id = this.#collected.nextId();
    this.#committables.push({ id, checkpointId, records: this.#buffer });
    this.#buffer = [];
    return id;
  }

  #commitUpTo(checkpointId: number): void {
    const isReady = (committable: Committable<T>) => committable.checkpointId <= checkpointId;
    for (const ready of this.#committables.filter(isReady)) this.#collected.commit(ready, this.context.subtaskIndex);
    this.#committables = this.#committables.filter((committable) => !isReady(committable));
  }
}
