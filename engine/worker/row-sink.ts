/**
 * The sink behind each of a run's named sinks: a collecting sink that also notes the scheduler step of each row.
 */
import { type CollectedRecord, CollectingWriter, type Sink } from "../connectors/index";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { toPlainValue } from "./plain-value";
import type { PlainValue, SinkRow } from "./protocol";

type NotedValue = { readonly value: PlainValue; readonly step: number };

export class RowSink implements Sink<unknown> {
  readonly #visible: CollectedRecord<NotedValue>[] = [];
  readonly #currentStep: () => number;

  constructor(currentStep: () => number) {
    this.#currentStep = currentStep;
  }

  createWriterOperator(): RowWriter {
    return new RowWriter(this.#visible, this.#currentStep);
  }

  /** The rows that are committed, in the order in which they were. */
  rows(): SinkRow[] {
    return this.#visible.map(({ value: noted, timestamp, subtask, watermark, processingTimeMillis }) => ({
      value: noted.value,
      timestamp: timestamp === NO_TIMESTAMP || timestamp === MIN_TIMESTAMP ? null : timestamp,
      subtask,
      step: noted.step,
      processingTime: processingTimeMillis,
      watermark: watermark === MIN_TIMESTAMP ? null : watermark,
    }));
  }
}

/** Exactly-once: rows count once their checkpoint is complete, or at the end of the input. */
class RowWriter extends CollectingWriter<NotedValue> {
  readonly #currentStep: () => number;

  constructor(visible: CollectedRecord<NotedValue>[], currentStep: () => number) {
    super(visible, "exactly-once");
    this.#currentStep = currentStep;
  }

  override processElement(value: unknown, timestamp: number): void {
    super.processElement({ value: toPlainValue(value), step: this.#currentStep() }, timestamp);
  }
}
