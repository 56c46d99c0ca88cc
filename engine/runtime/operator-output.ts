/**
 * What an operator emits through: to the chained operators behind it and to the task's record writers, in the
 * order in which they are wired (network outputs first). Answers to Flink's `ChainingOutput`, `RecordWriterOutput`
 * and `BroadcastingOutputCollector`.
 *
 * Every consumer takes a copy of its own (`OperatorInput`, `RecordWriter`), so that no change to a record reaches anybody
 * else; with object reuse chained operators share the object.
 *
 * Invariant: an output that has announced idleness discards watermarks, even the last one, until it is active
 * again; records pass all the same.
 */
import { MAX_TIMESTAMP, preview } from "../core/index";
import type { Output, OutputTag } from "../operators/index";
import { ElementKind } from "./channel";
import type { RecordWriter } from "./record-writer";
import { type LatencyMarker, MarkerBranch } from "./latency-markers";
import type { OperatorCounts } from "./operator-counts";
import { recordBudgetError, type RunFacts } from "./run-facts";
import type { RecordCharge } from "./task-work";

/** One consumer of an operator's output. */
export interface OutputTarget {
  /** `record`: its identity in the trace; `shown`: the value's text, where it was made a moment ago. */
  record(value: unknown, timestamp: number, record: number, shown?: string): void;
  watermark(timestamp: number): void;
  status(idle: boolean): void;
  latencyMarker(marker: LatencyMarker): void;
}

/** A consumer and the side output that it takes; null for the main output. */
export type WiredTarget = { readonly target: OutputTarget; readonly sideOutput: string | null };

/** Where in the run an operator's output is, for traces and messages. */
export type OutputPlace = {
  readonly operatorName: string;
  readonly operatorIndex: number;
  readonly subtaskIndex: number;
};

export class OperatorOutput implements Output<unknown> {
  readonly #run: RunFacts;
  readonly #place: OutputPlace;
  readonly #counts: OperatorCounts;
  readonly #targets: readonly WiredTarget[];
  readonly #main: readonly OutputTarget[];
  readonly #side: ReadonlyMap<string, readonly OutputTarget[]>;
  readonly #only: OutputTarget | null;
  readonly #recordsMax: number;
  readonly #traced: boolean;
  readonly #charge: RecordCharge | null;
  readonly #watched: boolean;
  #branch: MarkerBranch | null = null;
  #idle = false;
  #lastWatermark = Number.NEGATIVE_INFINITY;

  /** `charge`: what an emission costs, null where it takes no time. */
  constructor(
    run: RunFacts,
    place: OutputPlace,
    counts: OperatorCounts,
    targets: readonly WiredTarget[],
    charge: RecordCharge | null = null,
  ) {
    this.#run = run;
    this.#place = place;
    this.#counts = counts;
    this.#targets = targets;
    this.#main = targets.filter((wired) => wired.sideOutput === null).map((wired) => wired.target);
    this.#only = this.#main.length === 1 ? (this.#main[0] as OutputTarget) : null;
    this.#side = groupByTag(targets);
    this.#recordsMax = run.limits.recordsMax;
    this.#traced = run.tracer.enabled;
    this.#charge = charge;
    this.#watched = this.#traced || charge !== null;
  }

  collect(value: unknown, timestamp: number): void {
    this.#count();
    if (this.#watched) {
      this.#charge?.chargeRecord();
      if (this.#traced) {
        this.#collectTraced(value, timestamp);
        return;
      }
    }
    const only = this.#only;
    if (only !== null) {
      only.record(value, timestamp, 0);
      return;
    }
    for (const target of this.#main) target.record(value, timestamp, 0);
  }

  collectSide<S>(tag: OutputTag<S>, value: S, timestamp: number): void {
    const targets = this.#side.get(tag.id);
    if (targets === undefined) return;
    this.#count();
    this.#charge?.chargeRecord();
    const record = this.#traced ? this.#report(preview(value), timestamp, tag.id) : 0;
    for (const target of targets) target.record(value, timestamp, record);
  }

  emitWatermark(timestamp: number): void {
    if (this.#idle) return;
    const { tracer } = this.#run;
    if (tracer.enabled && (timestamp > this.#lastWatermark || timestamp === MAX_TIMESTAMP)) {
      const { operatorIndex, subtaskIndex } = this.#place;
      tracer.emit({ kind: "watermark-emitted", operator: operatorIndex, subtask: subtaskIndex, watermark: timestamp });
    }
    this.#lastWatermark = timestamp;
    this.#counts.outputWatermark = timestamp;
    for (const { target } of this.#targets) target.watermark(timestamp);
  }

  emitWatermarkStatus(idle: boolean): void {
    if (idle === this.#idle) return;
    this.#idle = idle;
    const { tracer } = this.#run;
    if (tracer.enabled) {
      const { operatorIndex, subtaskIndex } = this.#place;
      tracer.emit({ kind: "watermark-status", operator: operatorIndex, subtask: subtaskIndex, channel: -1, idle });
    }
    for (const { target } of this.#targets) target.status(idle);
  }

  /** To one consumer only, whatever it takes: a marker stands for no record. */
  emitLatencyMarker(marker: LatencyMarker): void {
    const targets = this.#targets;
    if (targets.length === 0) return;
    const { operatorIndex, subtaskIndex } = this.#place;
    this.#branch ??= new MarkerBranch(this.#run, `output/${operatorIndex}/${subtaskIndex}`, targets.length);
    (targets[this.#branch.next()] as WiredTarget).target.latencyMarker(marker);
  }

  /** Counts an emission, against the run's limit as well. */
  #count(): void {
    const run = this.#run;
    this.#counts.recordsOut += 1;
    run.emittedRecords += 1;
    if (run.emittedRecords > this.#recordsMax) this.#refuse();
  }

  #refuse(): never {
    const run = this.#run;
    run.spentBudget ??= recordBudgetError(this.#place.operatorName, this.#recordsMax);
    throw run.spentBudget;
  }

  /** The value's text serves the next operator too, unless another one has had the value in its hands first. */
  #collectTraced(value: unknown, timestamp: number): void {
    const shown = preview(value);
    const record = this.#report(shown, timestamp, "");
    if (this.#only !== null) {
      this.#only.record(value, timestamp, record, shown);
      return;
    }
    for (const target of this.#main) target.record(value, timestamp, record);
  }

  /** Reports an emission and gives the record its identity in the trace. */
  #report(shown: string, timestamp: number, outputTag: string): number {
    const { tracer } = this.#run;
    const record = tracer.nextRecord();
    tracer.emit({
      kind: "record-emitted",
      operator: this.#place.operatorIndex,
      subtask: this.#place.subtaskIndex,
      record,
      parent: tracer.currentRecord,
      timestamp,
      value: shown,
      outputTag,
    });
    return record;
  }
}

/** A record writer as a consumer. */
export class NetworkTarget implements OutputTarget {
  readonly #writer: RecordWriter;

  constructor(writer: RecordWriter) {
    this.#writer = writer;
  }

  record(value: unknown, timestamp: number, record: number): void {
    this.#writer.emitRecord(value, timestamp, record);
  }
  latencyMarker(marker: LatencyMarker): void {
    this.#writer.emitLatencyMarker(marker);
  }
  watermark(timestamp: number): void {
    this.#writer.broadcast(ElementKind.WATERMARK, timestamp);
  }
  status(idle: boolean): void {
    this.#writer.broadcast(ElementKind.STATUS, idle ? 1 : 0);
  }
}

function groupByTag(targets: readonly WiredTarget[]): Map<string, OutputTarget[]> {
  const groups = new Map<string, OutputTarget[]>();
  for (const { target, sideOutput } of targets) {
    if (sideOutput === null) continue;
    const group = groups.get(sideOutput);
    if (group === undefined) groups.set(sideOutput, [target]);
    else group.push(target);
  }
  return groups;
}
