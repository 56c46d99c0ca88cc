/**
 * One operator with one input on its own: a test pushes records, watermarks, statuses and the clock, and reads
 * everything that comes out. Answers to Flink's `OneInputStreamOperatorTestHarness`; with a key selector to the
 * keyed one.
 */
import { NO_TIMESTAMP } from "../core/index";
import type { OneInputStreamOperator } from "../operators/index";
import { HarnessBase } from "./harness-base";

export class OperatorHarness<IN, OUT> extends HarnessBase<OneInputStreamOperator<IN, OUT>, OUT> {
  /** A record with a timestamp in milliseconds; without one when left out. */
  pushElement(value: IN, timestamp: number = NO_TIMESTAMP): void {
    this.endKeyBefore(value);
    this.traceRecord(value, timestamp, 0);
    this.operator.setKeyContextElement(value);
    this.operator.processElement(value, timestamp);
  }

  pushWatermark(watermark: number): void {
    this.traceWatermark(watermark, 0);
    this.operator.processWatermark(watermark);
  }

  pushStatus(status: "idle" | "active"): void {
    this.operator.processWatermarkStatus(status === "idle");
  }

  endInput(): void {
    this.operator.endInput();
  }
}
