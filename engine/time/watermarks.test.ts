import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import {
  CombinedWatermarkStatus,
  IndexedCombinedWatermarkStatus,
  PartialWatermark,
  PausableRelativeClock,
  WatermarkOutputMultiplexer,
  WatermarkStrategy,
} from "./index";

class Recorded {
  readonly events: (number | "idle" | "active")[] = [];
  emitWatermark(timestamp: number) {
    this.events.push(timestamp);
  }
  markIdle() {
    this.events.push("idle");
  }
  markActive() {
    this.events.push("active");
  }
  take() {
    return this.events.splice(0);
  }
}

class SteppedClock {
  millis = 0;
  relativeTimeMillis() {
    return this.millis;
  }
}

const clock = new SteppedClock();

const PLACE = { operatorName: "source", subtaskIndex: 0 };

describe("WatermarkStrategy", () => {
  it("bounded out of orderness trails the greatest timestamp by the bound and 1 ms", () => {
    const output = new Recorded();
    const generator = WatermarkStrategy.forBoundedOutOfOrderness<string>(Duration.ofSeconds(5));
    const watermarks = generator.createWatermarkGenerator(clock);
    watermarks.onPeriodicEmit(output);
    for (const timestamp of [10_000, 8_000, 12_000]) watermarks.onEvent("e", timestamp, output);
    expect(output.take()).toEqual([MIN_TIMESTAMP]);
    watermarks.onPeriodicEmit(output);
    expect(output.take()).toEqual([6_999]);
  });

  it("monotonous timestamps trail by 1 ms, no watermarks give none", () => {
    const output = new Recorded();
    const monotonous = WatermarkStrategy.forMonotonousTimestamps<string>().createWatermarkGenerator(clock);
    monotonous.onEvent("e", 3, output);
    monotonous.onPeriodicEmit(output);
    const none = WatermarkStrategy.noWatermarks<string>().createWatermarkGenerator(clock);
    none.onEvent("e", 3, output);
    none.onPeriodicEmit(output);
    expect(output.take()).toEqual([2]);
  });

  it("refuses when Flink refuses: a timeout at once, a negative bound when the generator is made", () => {
    const negative = WatermarkStrategy.forBoundedOutOfOrderness<string>(Duration.ofMillis(-1));
    const refused = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    expect(() => negative.createWatermarkGenerator(clock)).toThrow(refused);
    expect(() => negative.withIdleness(Duration.ZERO)).toThrow(refused);
  });

  it("never changes: each step gives another strategy", () => {
    const plain = WatermarkStrategy.noWatermarks<{ at: number }>();
    const assigned = plain.withTimestampAssigner((element) => element.at);
    expect(plain.createTimestampAssigner(PLACE)({ at: 5 }, 9)).toBe(9);
    expect(assigned.createTimestampAssigner(PLACE)({ at: 5 }, 9)).toBe(5);
    expect([plain.idleTimeoutMillis, plain.withIdleness(Duration.ofMillis(3)).idleTimeoutMillis]).toEqual([null, 3]);
  });
});

describe("idleness", () => {
  it("starts at the first tick without events and is over the timeout strictly", () => {
    const output = new Recorded();
    const time = new SteppedClock();
    const strategy = WatermarkStrategy.forMonotonousTimestamps<string>().withIdleness(Duration.ofMillis(100));
    const watermarks = strategy.createWatermarkGenerator(time);
    const tickAt = (millis: number) => {
      time.millis = millis;
      watermarks.onPeriodicEmit(output);
      return output.take();
    };
    watermarks.onEvent("e", 10, output);
    expect(tickAt(50)).toEqual([9]);
    expect(tickAt(100)).toEqual([9]);
    expect(tickAt(200)).toEqual([9]);
    expect(tickAt(201)).toEqual(["idle"]);
    expect(tickAt(300)).toEqual([]);
    watermarks.onEvent("e", 20, output);
    expect(tickAt(301)).toEqual([19]);
  });

  it("is measured by a clock that stands still while paused, however often", () => {
    const time = new SteppedClock();
    const paused = new PausableRelativeClock(time);
    time.millis = 10;
    paused.pause();
    time.millis = 20;
    paused.pause();
    paused.unPause();
    time.millis = 30;
    expect(paused.relativeTimeMillis()).toBe(10);
    paused.unPause();
    time.millis = 35;
    expect(paused.relativeTimeMillis()).toBe(15);
    expect(() => paused.unPause()).toThrow(expect.objectContaining({ flinkClass: "IllegalStateException" }) as Error);
  });
});

describe("combining inputs", () => {
  it("takes the minimum of inputs that are not idle, and the maximum when all are", () => {
    const status = new IndexedCombinedWatermarkStatus(2);
    expect(status.updateWatermark(0, 10)).toBe(false);
    expect(status.updateWatermark(1, 5)).toBe(true);
    expect(status.combinedWatermark).toBe(5);
    expect(status.updateStatus(1, true)).toBe(true);
    expect(status.combinedWatermark).toBe(10);
    // Back with an old watermark: the combined one stalls at 10, it does not fall to 7.
    expect(status.updateWatermark(1, 7)).toBe(false);
    expect(status.combinedWatermark).toBe(10);
    expect(status.updateWatermark(0, 20)).toBe(false);
    expect(status.updateStatus(0, true)).toBe(false);
    expect(status.updateStatus(1, true)).toBe(true);
    expect([status.combinedWatermark, status.isIdle]).toEqual([20, true]);
  });

  it("does nothing without parts", () => {
    const status = new CombinedWatermarkStatus();
    expect([status.updateCombinedWatermark(), status.isIdle, status.combinedWatermark]).toEqual([
      false,
      false,
      MIN_TIMESTAMP,
    ]);
    const part = new PartialWatermark();
    status.add(part);
    part.setWatermark(MAX_TIMESTAMP);
    expect([status.updateCombinedWatermark(), status.combinedWatermark]).toEqual([true, MAX_TIMESTAMP]);
  });
});

describe("splits of a source", () => {
  it("combines immediate watermarks at once, deferred ones once a tick", () => {
    const output = new Recorded();
    const multiplexer = new WatermarkOutputMultiplexer(output);
    multiplexer.registerNewOutput("a");
    multiplexer.registerNewOutput("b");
    const [a, b] = [multiplexer.getImmediateOutput("a"), multiplexer.getDeferredOutput("b")];
    a.emitWatermark(10);
    expect(output.take()).toEqual([]);
    b.emitWatermark(4);
    expect(output.take()).toEqual([]);
    multiplexer.onPeriodicEmit();
    expect(output.take()).toEqual([4]);
    b.markIdle();
    multiplexer.onPeriodicEmit();
    expect(output.take()).toEqual([10]);
    a.markIdle();
    expect(output.take()).toEqual(["idle"]);
  });

  it("is stalled by a new split, and not moved by a released one until the next update", () => {
    const output = new Recorded();
    const multiplexer = new WatermarkOutputMultiplexer(output);
    multiplexer.registerNewOutput("a");
    const a = multiplexer.getImmediateOutput("a");
    a.emitWatermark(10);
    multiplexer.registerNewOutput("b");
    a.emitWatermark(20);
    expect(output.take()).toEqual([10]);
    expect([multiplexer.unregisterOutput("b"), multiplexer.unregisterOutput("b")]).toEqual([true, false]);
    expect(output.take()).toEqual([]);
    multiplexer.onPeriodicEmit();
    expect(output.take()).toEqual([20]);
  });
});
