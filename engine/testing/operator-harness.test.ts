import { describe, expect, it } from "vitest";
import { addMillis } from "../core/index";
import {
  type Collector,
  KeyedProcessFunction,
  type KeyedProcessContext,
  KeyedProcessOperator,
  type OnTimerContext,
} from "../operators/index";
import { createKeyedOperatorHarness } from "./index";

/** Sets a processing-time timer for each number of milliseconds that a record names, from the clock on. */
class Alarm extends KeyedProcessFunction<string, readonly [string, number], string> {
  processElement([, delayMillis]: readonly [string, number], context: KeyedProcessContext<string>): void {
    const timers = context.timerService();
    timers.registerProcessingTimeTimer(addMillis(timers.currentProcessingTime(), delayMillis));
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} ${timestamp} at ${context.timerService().currentProcessingTime()}`);
  }
}

function createHarness() {
  return createKeyedOperatorHarness(
    () => new KeyedProcessOperator(new Alarm()),
    (record: readonly [string, number]) => record[0],
    { startProcessingTime: 100 },
  );
}

function valuesOf(harness: ReturnType<typeof createHarness>): unknown[] {
  return harness.takeOutput().map((event) => (event.kind === "record" ? event.value : event));
}

describe("the operator harness", () => {
  it("fires processing-time timers when the clock is moved to them or beyond", () => {
    const harness = createHarness();
    harness.pushElement(["a", 5]);
    harness.pushElement(["b", 3]);
    harness.setProcessingTime(102);
    expect(valuesOf(harness)).toEqual([]);
    harness.setProcessingTime(110);
    expect(valuesOf(harness)).toEqual(["b 103 at 110", "a 105 at 110"]);
    expect(harness.processingTimeTimerCount).toBe(0);
  });

  it("keeps a timer for the past until the clock is set again, to the same time as well", () => {
    const harness = createHarness();
    harness.pushElement(["a", -1]);
    expect(valuesOf(harness)).toEqual([]);
    harness.setProcessingTime(100);
    expect(valuesOf(harness)).toEqual(["a 99 at 100"]);
  });

  it("fires nothing because of a restore, and what is overdue with the next move", () => {
    const harness = createHarness();
    harness.pushElement(["a", 5]);
    const snapshot = harness.snapshot();
    harness.setProcessingTime(105);
    expect(valuesOf(harness)).toEqual(["a 105 at 105"]);
    harness.restore(snapshot);
    expect(valuesOf(harness)).toEqual([]);
    expect(harness.processingTimeTimerCount).toBe(1);
    harness.setProcessingTime(105);
    expect(valuesOf(harness)).toEqual(["a 105 at 105"]);
  });
});
