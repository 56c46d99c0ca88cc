/**
 * One operator with two inputs on its own. Answers to Flink's `TwoInputStreamOperatorTestHarness`; with key selectors
 * (`keySelector`, `keySelector2`) to the keyed one, and to the one for broadcast state.
 *
 * Watermarks and statuses go straight to the operator, with no valve in front: each input's watermarks must rise.
 */
import { NO_TIMESTAMP } from "../core/index";
import type { TwoInputStreamOperator } from "../operators/index";
import { HarnessBase } from "./harness-base";

export class TwoInputOperatorHarness<IN1, IN2, OUT> extends HarnessBase<TwoInputStreamOperator<IN1, IN2, OUT>, OUT> {
  /** A record of the first input with a timestamp in milliseconds; without one when left out. */
  pushElement1(value: IN1, timestamp: number = NO_TIMESTAMP): void {
    this.traceRecord(value, timestamp, 0);
    this.operator.setKeyContextElement1(value);
    this.operator.processElement1(value, timestamp);
  }

  /** A record of the second input. */
  pushElement2(value: IN2, timestamp: number = NO_TIMESTAMP): void {
    this.traceRecord(value, timestamp, 1);
    this.operator.setKeyContextElement2(value);
    this.operator.processElement2(value, timestamp);
  }

  pushWatermark1(watermark: number): void {
    this.traceWatermark(watermark, 0);
    this.operator.processWatermarkOf(0, watermark);
  }

  pushWatermark2(watermark: number): void {
    this.traceWatermark(watermark, 1);
    this.operator.processWatermarkOf(1, watermark);
  }

  /** The same watermark on both inputs, the first one first. */
  pushBothWatermarks(watermark: number): void {
    this.pushWatermark1(watermark);
    this.pushWatermark2(watermark);
  }

  pushStatus1(status: "idle" | "active"): void {
    this.operator.processWatermarkStatusOf(0, status === "idle");
  }

  pushStatus2(status: "idle" | "active"): void {
    this.operator.processWatermarkStatusOf(1, status === "idle");
  }

  endInput1(): void {
    this.operator.endInputOf(0);
  }

  endInput2(): void {
    this.operator.endInputOf(1);
  }
}
