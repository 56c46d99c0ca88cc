/**
 * Into an operator with one input: what arrives at the head of a task or from the operator before it in the chain.
 * Sets the key, reports and counts, and hands over. Answers to Flink's `ChainingOutput` and `StreamTaskNetworkOutput`.
 */
import { preview } from "../core/index";
import type { OneInputStreamOperator } from "../operators/index";
import { copyRecord } from "../types/index";
import type { RecordFault } from "./fault-plan";
import type { OperatorOutput, OutputPlace, OutputTarget } from "./operator-output";
import type { LatencyMarker, LatencyStats } from "./latency-markers";
import type { OperatorCounts } from "./operator-counts";
import type { RunFacts } from "./run-facts";
import type { RecordCharge } from "./task-work";

/** One logical input of the operator at the head of a task. */
export interface HeadInput extends OutputTarget {
  /** A record from the task's channel of that number. */
  recordFrom(value: unknown, timestamp: number, record: number, channel: number): void;
  /** The input has given its last record. */
  endInput(): void;
}

export type OperatorInputFacts<OPERATOR> = {
  readonly run: RunFacts;
  readonly place: OutputPlace;
  readonly counts: OperatorCounts;
  readonly operator: OPERATOR;
  /** Of a keyed input: reads the key of a record. */
  readonly keySelector: ((value: unknown) => unknown) | null;
  readonly fault: RecordFault | null;
  readonly latency: LatencyStats;
  /** The operator's own. */
  readonly output: OperatorOutput;
  /** What a record costs here, null where it takes no time. */
  readonly charge: RecordCharge | null;
};

export class OperatorInput implements HeadInput {
  readonly #facts: OperatorInputFacts<OneInputStreamOperator<unknown, unknown>>;
  readonly #operator: OneInputStreamOperator<unknown, unknown>;
  readonly #counts: OperatorCounts;
  readonly #keyed: boolean;
  readonly #watched: boolean;
  readonly #reusesObjects: boolean;

  constructor(facts: OperatorInputFacts<OneInputStreamOperator<unknown, unknown>>) {
    this.#facts = facts;
    this.#operator = facts.operator;
    this.#counts = facts.counts;
    this.#keyed = facts.keySelector !== null;
    this.#reusesObjects = facts.run.objectReuse;
    this.#watched = facts.run.tracer.enabled || facts.fault !== null || facts.charge !== null;
  }

  /** A record from the operator before it in the chain, which may keep it: this one gets a copy. */
  record(value: unknown, timestamp: number, record: number, shown?: string): void {
    this.recordFrom(this.#reusesObjects ? value : copyRecord(value), timestamp, record, 0, shown);
  }

  /** A record from one of the task's channels. */
  recordFrom(value: unknown, timestamp: number, record: number, channel: number, shown?: string): void {
    this.#counts.recordsIn += 1;
    if (this.#watched) {
      this.#watchedRecord(value, timestamp, record, channel, shown);
      return;
    }
    if (this.#keyed) this.#operator.setKeyContextElement(value);
    this.#operator.processElement(value, timestamp);
  }

  /** What a watermark makes an operator emit has no record as its cause, even where a record brought the watermark. */
  watermark(timestamp: number): void {
    this.#counts.inputWatermark = timestamp;
    const { tracer } = this.#facts.run;
    const outer = tracer.currentRecord;
    if (tracer.enabled) {
      const { operatorIndex, subtaskIndex } = this.#facts.place;
      tracer.emit({ kind: "watermark-advanced", operator: operatorIndex, subtask: subtaskIndex, watermark: timestamp });
      tracer.currentRecord = 0;
    }
    this.#operator.processWatermark(timestamp);
    if (tracer.enabled) tracer.currentRecord = outer;
  }

  /** Noted here and handed on at once, past whatever the operator holds. */
  latencyMarker(marker: LatencyMarker): void {
    this.#facts.latency.report(marker);
    this.#facts.output.emitLatencyMarker(marker);
  }

  status(idle: boolean): void {
    this.#operator.processWatermarkStatus(idle);
  }

  endInput(): void {
    this.#operator.endInput();
  }

  #watchedRecord(value: unknown, timestamp: number, record: number, channel: number, shown?: string): void {
    const { tracer } = this.#facts.run;
    const outer = tracer.currentRecord;
    reportReceived(this.#facts, value, timestamp, record, channel, shown);
    this.#facts.charge?.chargeRecord();
    this.#facts.fault?.check(value);
    if (this.#keyed) this.#operator.setKeyContextElement(value);
    this.#operator.processElement(value, timestamp);
    tracer.currentRecord = outer;
  }
}

/** Reports a record that arrived; from then on it is the current one. */
export function reportReceived(
  facts: OperatorInputFacts<unknown>,
  value: unknown,
  timestamp: number,
  record: number,
  channel: number,
  shown?: string,
): void {
  const { run, place, keySelector } = facts;
  const { tracer } = run;
  if (!tracer.enabled) return;
  tracer.emit({
    kind: "record-received",
    operator: place.operatorIndex,
    subtask: place.subtaskIndex,
    record,
    channel,
    timestamp,
    key: keySelector === null ? "" : keyPreview(keySelector, value),
    value: shown ?? preview(value),
  });
  tracer.currentRecord = record;
}

/** The key of a record, for traces. A selector that throws fails the record a moment later, where its failure is reported. */
export function keyPreview(keySelector: (value: unknown) => unknown, value: unknown): string {
  try {
    return preview(keySelector(value));
  } catch {
    return "";
  }
}
