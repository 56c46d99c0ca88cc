/**
 * The sink behind each of a run's named sinks: a collecting sink that also notes the scheduler step of each row.
 */
import { Collected, CollectingWriter, type OperatorSink } from "../connectors/index";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import type { PlainValue } from "../types/index";
import { toPlainValue } from "./plain-value";
import type { SinkRow } from "./protocol";

/** `watermark`: see `SinkRow`. */
type NotedValue = { readonly value: PlainValue; readonly step: number; watermark: number };

export class RowSink implements OperatorSink<unknown> {
  readonly #collected = new Collected<NotedValue>();
  readonly #currentStep: () => number;

  constructor(currentStep: () => number) {
    this.#currentStep = currentStep;
  }

  createWriterOperator(): RowWriter {
    return new RowWriter(this.#collected, this.#currentStep);
  }

  /** The rows that are committed, in the order in which they were. */
  rows(): SinkRow[] {
    return this.#collected.records.map(({ value: noted, timestamp, subtask, processingTimeMillis }) => ({
      value: noted.value,
      timestamp: timestamp === NO_TIMESTAMP || timestamp === MIN_TIMESTAMP ? null : timestamp,
      subtask,
      step: noted.step,
      processingTime: processingTimeMillis,
      watermark: noted.watermark === MIN_TIMESTAMP ? null : noted.watermark,
    }));
  }
}

/** Exactly-once: rows count once their checkpoint is complete, or at the end of the input. */
class RowWriter extends CollectingWriter<NotedValue> {
  readonly #currentStep: () => number;
  /** Rows of the step that is going on. */
  #fresh: NotedValue[] = [];
  #freshStep = 0;

  constructor(collected: Collected<NotedValue>, currentStep: () => number) {
    super(collected, "exactly-once");
    this.#currentStep = currentStep;
  }

  override processElement(value: unknown, timestamp: number): void {
    const noted = { value: toPlainValue(value), step: this.#currentStep(), watermark: this.currentWatermark };
    if (noted.step !== this.#freshStep) this.#fresh = [];
    this.#freshStep = noted.step;
    this.#fresh.push(noted);
    super.processElement(noted, timestamp);
  }

  /** A watermark that fires windows reaches the sink behind their rows, in the same step: it is theirs. */
  override processWatermark(timestamp: number): void {
    if (this.#freshStep === this.#currentStep()) for (const noted of this.#fresh) noted.watermark = timestamp;
    this.#fresh = [];
    super.processWatermark(timestamp);
  }
}
