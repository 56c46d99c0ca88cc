/**
 * Into an operator with two inputs, which is always the head of its task: one object for each input. Answers to the
 * two `StreamTaskNetworkOutput`s of Flink's `StreamTwoInputProcessorFactory`.
 *
 * A watermark of one input is not yet the operator's: what its inputs combine to, the operator reports itself.
 */
import type { TwoInputStreamOperator } from "../operators/index";
import type { LatencyMarker } from "./latency-markers";
import { type HeadInput, type OperatorInputFacts, reportReceived } from "./operator-input";

type AnyTwoInputOperator = TwoInputStreamOperator<unknown, unknown, unknown>;

export class TwoInputOperatorInput implements HeadInput {
  readonly #facts: OperatorInputFacts<AnyTwoInputOperator>;
  readonly #operator: AnyTwoInputOperator;
  readonly #input: 0 | 1;
  readonly #watched: boolean;

  /** `input`: 0 for the first input, 1 for the second; `facts.keySelector` is that input's. */
  constructor(facts: OperatorInputFacts<AnyTwoInputOperator>, input: 0 | 1) {
    this.#facts = facts;
    this.#operator = facts.operator;
    this.#input = input;
    this.#watched = facts.run.tracer.enabled || facts.fault !== null || facts.charge !== null;
  }

  record(value: unknown, timestamp: number, record: number): void {
    this.recordFrom(value, timestamp, record, 0);
  }

  recordFrom(value: unknown, timestamp: number, record: number, channel: number): void {
    this.#facts.counts.recordsIn += 1;
    if (!this.#watched) {
      this.#process(value, timestamp);
      return;
    }
    const { tracer } = this.#facts.run;
    const outer = tracer.currentRecord;
    reportReceived(this.#facts, value, timestamp, record, channel);
    this.#facts.charge?.chargeRecord();
    this.#facts.fault?.check(value);
    this.#process(value, timestamp);
    tracer.currentRecord = outer;
  }

  watermark(timestamp: number): void {
    if (this.#input === 0) this.#facts.counts.inputWatermark = timestamp;
    else this.#facts.counts.inputWatermark2 = timestamp;
    const { tracer } = this.#facts.run;
    const outer = tracer.currentRecord;
    tracer.currentRecord = 0;
    this.#operator.processWatermarkOf(this.#input, timestamp);
    tracer.currentRecord = outer;
  }

  /** Noted here and handed on at once, past whatever the operator holds. */
  latencyMarker(marker: LatencyMarker): void {
    this.#facts.latency.report(marker);
    this.#facts.output.emitLatencyMarker(marker);
  }

  status(idle: boolean): void {
    this.#operator.processWatermarkStatusOf(this.#input, idle);
  }

  endInput(): void {
    this.#operator.endInputOf(this.#input);
  }

  #process(value: unknown, timestamp: number): void {
    if (this.#input === 0) {
      this.#operator.setKeyContextElement1(value);
      this.#operator.processElement1(value, timestamp);
    } else {
      this.#operator.setKeyContextElement2(value);
      this.#operator.processElement2(value, timestamp);
    }
  }
}
