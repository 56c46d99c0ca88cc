/**
 * Flink's rules of window assigners and of one record on its way, each by a hand calculation.
 */
import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, NO_TIMESTAMP, Prng } from "../core/index";
import { createKeyedOperatorHarness } from "../testing/index";
import {
  CountTrigger,
  EventTimeSessionWindows,
  GlobalWindows,
  ProcessingTimeSessionWindows,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TimeWindow,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  Trigger,
  TriggerResult,
  type WindowAssigner,
  type WindowAssignerContext,
  WindowOperatorBuilder,
  WindowStagger,
} from "./index";
import { type Item, LATE, listing } from "./window-script.contract";

function ms(millis: number): Duration {
  return Duration.ofMillis(millis);
}

function contextAt(processingTime: number, chance = 0): WindowAssignerContext {
  return { getCurrentProcessingTime: () => processingTime, random: () => chance };
}

function boundsOf<T>(
  assigner: WindowAssigner<T, TimeWindow>,
  element: T,
  timestamp: number,
  context = contextAt(0),
): number[][] {
  return assigner.assignWindows(element, timestamp, context).map(({ start, end }) => [start, end]);
}

function refusal(message: string): Error {
  return expect.objectContaining({ flinkClass: "IllegalArgumentException", message }) as Error;
}

describe("which windows a record belongs to", () => {
  /** r = (ts - offset) % size as Java has it; r < 0 ? ts - (r + size) : ts - r. */
  it("the start of a window is found by Java's remainder (rule 2.1.a)", () => {
    expect(TimeWindow.getWindowStartWithOffset(-1, 0, 5)).toBe(-5);
    expect(TimeWindow.getWindowStartWithOffset(-5, 0, 5)).toBe(-5);
    expect(TimeWindow.getWindowStartWithOffset(0, 0, 5)).toBe(0);
    expect(TimeWindow.getWindowStartWithOffset(1, 3, 5)).toBe(-2);
    expect(new TimeWindow(0, 5).maxTimestamp()).toBe(4);
  });

  it("tumbling windows in event time, with an offset (rules 2.1.b and 2.1.j)", () => {
    expect(boundsOf(TumblingEventTimeWindows.of(ms(10), ms(3)), null, 12)).toEqual([[3, 13]]);
    const chinaDays = TumblingEventTimeWindows.of(Duration.ofHours(24), Duration.ofHours(-8));
    expect(boundsOf(chinaDays, null, 0)).toEqual([[-8 * 3_600_000, 16 * 3_600_000]]);
    expect(() => TumblingEventTimeWindows.of(ms(10), ms(-10))).toThrow(
      refusal("TumblingEventTimeWindows parameters must satisfy abs(offset) < size"),
    );
    expect(() => TumblingEventTimeWindows.of(ms(-5))).toThrow(
      refusal("TumblingEventTimeWindows parameters must satisfy abs(offset) < size"),
    );
  });

  it("tumbling windows by the clock, whatever the timestamp (rule 2.1.c)", () => {
    expect(boundsOf(TumblingProcessingTimeWindows.of(ms(10), ms(1)), null, 500, contextAt(25))).toEqual([[21, 31]]);
    expect(() => TumblingProcessingTimeWindows.of(ms(10), ms(10))).toThrow(
      refusal("TumblingProcessingTimeWindows parameters must satisfy abs(offset) < size"),
    );
  });

  /** Trap 4: size 10, slide 4, ts 12; then size 4, slide 10, ts 5, which no window covers. */
  it("sliding windows come latest start first, and there may be none (rule 2.1.d)", () => {
    expect(boundsOf(SlidingEventTimeWindows.of(ms(10), ms(4)), null, 12)).toEqual([
      [12, 22],
      [8, 18],
      [4, 14],
    ]);
    expect(boundsOf(SlidingEventTimeWindows.of(ms(4), ms(10)), null, 5)).toEqual([]);
    const refused = refusal("SlidingEventTimeWindows parameters must satisfy abs(offset) < slide and size > 0");
    expect(() => SlidingEventTimeWindows.of(ms(10), ms(5), ms(5))).toThrow(refused);
    expect(() => SlidingEventTimeWindows.of(ms(0), ms(5))).toThrow(refused);
    expect(() => SlidingEventTimeWindows.of(ms(10_000_001), ms(1))).toThrow(
      refusal("SlidingEventTimeWindows parameters must satisfy size / slide <= 10000000"),
    );
  });

  it("sliding windows by the clock (rule 2.1.e)", () => {
    expect(boundsOf(SlidingProcessingTimeWindows.of(ms(10), ms(5)), null, 0, contextAt(7))).toEqual([
      [5, 15],
      [0, 10],
    ]);
  });

  it("a session begins at the record, for a gap of its own where the gap is dynamic (rules 2.1.f and 2.1.g)", () => {
    expect(boundsOf(EventTimeSessionWindows.withGap(ms(10)), null, 7)).toEqual([[7, 17]]);
    expect(() => EventTimeSessionWindows.withGap(ms(0))).toThrow(
      refusal("EventTimeSessionWindows parameters must satisfy 0 < size"),
    );
    const dynamic = EventTimeSessionWindows.withDynamicGap<number>((value) => value * 2);
    expect(boundsOf(dynamic, 3, 7)).toEqual([[7, 13]]);
    const extractor = { factor: 2, extract: (value: number) => value * extractor.factor };
    expect(boundsOf(EventTimeSessionWindows.withDynamicGap(extractor), 4, 7)).toEqual([[7, 15]]);
    expect(() => dynamic.assignWindows(0, 7)).toThrow(refusal("Dynamic session time gap must satisfy 0 < gap"));
  });

  it("a session by the clock begins at the clock (rule 2.1.h)", () => {
    expect(boundsOf(ProcessingTimeSessionWindows.withGap(ms(10)), null, 7, contextAt(100))).toEqual([[100, 110]]);
    const dynamic = ProcessingTimeSessionWindows.withDynamicGap<number>((value) => value);
    expect(boundsOf(dynamic, 3, 7, contextAt(100))).toEqual([[100, 103]]);
    expect(() => ProcessingTimeSessionWindows.withGap(ms(-1))).toThrow(
      refusal("ProcessingTimeSessionWindows parameters must satisfy 0 < size"),
    );
  });

  it("the global window never ends and never fires by itself (rule 2.1.i)", () => {
    const never = listing(GlobalWindows.create());
    expect(never.element("a", 1, 5)).toEqual([]);
    expect(never.watermark(MAX_TIMESTAMP)).toEqual([]);
    const atEnd = listing(GlobalWindows.createWithEndOfStreamTrigger());
    expect([...atEnd.element("a", 1, 5), ...atEnd.watermark(1_000)]).toEqual([]);
    expect(atEnd.watermark(MAX_TIMESTAMP)).toEqual([`a 1 @${MAX_TIMESTAMP}`]);
    expect(GlobalWindows.create().isEventTime()).toBe(false);
  });
});

describe("window stagger", () => {
  /** NATURAL at clock 23 with size 10: 23 - 20 = 3. With offset 8: (8 + 3) % 10 = 1. It stays when the clock goes on. At -3: -3 + 10 = 7. */
  it("NATURAL is where the clock stands in its window at the first record (rule 2.1.k)", () => {
    const staggered = TumblingEventTimeWindows.of(ms(10), ms(8), WindowStagger.NATURAL);
    expect(boundsOf(staggered, null, 5, contextAt(23))).toEqual([[1, 11]]);
    expect(boundsOf(staggered, null, 15, contextAt(29))).toEqual([[11, 21]]);
    const byClock = TumblingProcessingTimeWindows.of(ms(10), ms(0), WindowStagger.NATURAL);
    expect(boundsOf(byClock, null, 0, contextAt(-3))).toEqual([[-3, 7]]);
  });

  it("each subtask and attempt finds its own (rule 2.1.k)", () => {
    const staggered = TumblingEventTimeWindows.of(ms(10), ms(0), WindowStagger.NATURAL);
    expect(boundsOf(staggered, null, 5, contextAt(23))).toEqual([[3, 13]]);
    expect(boundsOf(staggered.forSubtask(), null, 5, contextAt(24))).toEqual([[4, 14]]);
  });

  it("RANDOM is chance from the seed, and nothing with seed 0 (rule 2.1.k)", () => {
    const random = () => TumblingEventTimeWindows.of(ms(10), ms(0), WindowStagger.RANDOM);
    expect(boundsOf(random(), null, 5, contextAt(0, 0.37))).toEqual([[3, 13]]);
    expect(boundsOf(random(), null, 5, contextAt(0))).toEqual([[0, 10]]);
    const start = (seed: number) => {
      const create = new WindowOperatorBuilder<Item, string, TimeWindow>(random()).reduce((a) => a);
      const options = { chance: new Prng(seed) };
      const harness = createKeyedOperatorHarness<string, Item, Item>(create, (item) => item[0], options);
      harness.pushElement(["a", 1], 100_005);
      harness.pushWatermark(MAX_TIMESTAMP);
      return harness.takeOutput()[0];
    };
    expect(start(7)).toEqual(start(7));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(start(seed)))).size).toBeGreaterThan(1);
  });
});

describe("a record without timestamp", () => {
  it("fails the job in event-time windows, with Flink's words (rule 2.1.l)", () => {
    for (const assigner of [TumblingEventTimeWindows.of(ms(10)), SlidingEventTimeWindows.of(ms(10), ms(5))]) {
      expect(() => listing(assigner).element("a", 1, NO_TIMESTAMP)).toThrow(
        expect.objectContaining({
          cause: expect.objectContaining({
            flinkClass: "RuntimeException",
            message:
              "Record has Long.MIN_VALUE timestamp (= no timestamp marker). Did you forget to call " +
              "'DataStream.assignTimestampsAndWatermarks(...)'?",
          }) as Error,
        }) as Error,
      );
    }
  });
});

/** Says what it was asked, and does what it is told. */
class ScriptedTrigger extends Trigger<Item, TimeWindow> {
  constructor(
    readonly note: (call: string) => void,
    readonly results: readonly TriggerResult[],
  ) {
    super();
  }
  onElement([, value]: Item, timestamp: number, window: TimeWindow): TriggerResult {
    this.note(`${value}@${timestamp} in ${window.start}`);
    return this.results[value] ?? TriggerResult.CONTINUE;
  }
  onEventTime(time: number, window: TimeWindow): TriggerResult {
    this.note(`timer ${time} of ${window.start}`);
    return TriggerResult.CONTINUE;
  }
  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  clear(window: TimeWindow): void {
    this.note(`clear ${window.start}`);
  }
}

describe("one record in its windows", () => {
  const { FIRE, PURGE, FIRE_AND_PURGE, CONTINUE } = TriggerResult;

  /** The element is in the contents when the trigger is asked; FIRE emits now; PURGE drops contents and nothing else. */
  it("is added, then the trigger is asked, which emits and drops (rules 2.2.2, 2.2.3, 2.2.4 and 2.2.5)", () => {
    const calls: string[] = [];
    const script = listing(TumblingEventTimeWindows.of(ms(10)), (builder) =>
      builder.trigger(
        new ScriptedTrigger((call) => calls.push(call), [CONTINUE, FIRE, PURGE, FIRE, FIRE_AND_PURGE, FIRE]),
      ),
    );
    expect(script.element("a", 0, 1)).toEqual([]);
    expect(script.element("a", 1, 2)).toEqual(["a[0,10) 0+1 @9"]);
    expect(script.element("a", 2, 3)).toEqual([]);
    expect(script.element("a", 3, 4)).toEqual(["a[0,10) 3 @9"]);
    expect(script.element("a", 4, 5)).toEqual(["a[0,10) 3+4 @9"]);
    expect(script.element("a", 5, 6)).toEqual(["a[0,10) 5 @9"]);
    expect(calls).toEqual(["0@1 in 0", "1@2 in 0", "2@3 in 0", "3@4 in 0", "4@5 in 0", "5@6 in 0"]);
  });

  it("sets the timer that cleans up, even where the trigger sets none (rules 2.2.6 and 2.2.c)", () => {
    const calls: string[] = [];
    const script = listing(TumblingEventTimeWindows.of(ms(10)), (builder) =>
      builder.trigger(new ScriptedTrigger((call) => calls.push(call), [])).allowedLateness(ms(5)),
    );
    script.element("a", 0, 1);
    expect(script.left).toEqual([1, 1, 0]);
    expect([...script.watermark(13), ...script.watermark(14)]).toEqual([]);
    expect(calls).toEqual(["0@1 in 0", "timer 14 of 0", "clear 0"]);
    expect(script.left).toEqual([0, 0, 0]);
  });

  /** Trap 4 with slide > size: the record at 5 is in no window, and not late (5 > 0): it vanishes. At watermark 7 it is late. */
  it("is late only when all its windows skipped it and it is behind the watermark (rules 2.2.1, 2.2.a and 9.4)", () => {
    const gaps = listing(SlidingEventTimeWindows.of(ms(4), ms(10)), (builder) => builder.sideOutputLateData(LATE));
    gaps.watermark(0);
    expect(gaps.element("a", 1, 5)).toEqual([]);
    gaps.watermark(7);
    expect(gaps.element("a", 2, 5)).toEqual(["late a2 @5"]);
    const counting = listing(SlidingEventTimeWindows.of(ms(4), ms(10)));
    counting.watermark(0);
    counting.element("a", 1, 5);
    expect(counting.lateRecordsDropped).toBe(0);
    counting.watermark(7);
    counting.element("a", 2, 5);
    expect(counting.lateRecordsDropped).toBe(1);
  });

  it("is not late where one of its windows takes it (rule 2.2.b)", () => {
    const script = listing(SlidingEventTimeWindows.of(ms(10), ms(5)), (builder) => builder.sideOutputLateData(LATE));
    script.watermark(9);
    expect(script.element("a", 1, 7)).toEqual([]);
    expect(script.watermark(14)).toEqual(["a[5,15) 1 @14"]);
  });

  it("results carry the window's last timestamp; a firing of nothing calls nothing (rules 2.2.d and 2.2.e)", () => {
    const script = listing(TumblingEventTimeWindows.of(ms(10)), (builder) =>
      builder.trigger(PurgingTrigger.of(CountTrigger.of(1))),
    );
    expect(script.element("a", 1, 3)).toEqual(["a[0,10) 1 @9"]);
    expect(script.watermark(9)).toEqual([]);
    const calls: string[] = [];
    const purging = listing(TumblingEventTimeWindows.of(ms(10)), (builder) =>
      builder.trigger(new ScriptedTrigger((call) => calls.push(call), [PURGE])),
    );
    expect([...purging.element("a", 0, 3), ...purging.watermark(9)]).toEqual([]);
  });
});
