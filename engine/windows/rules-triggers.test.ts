/**
 * Flink's rules of triggers, of merging windows and of the order of firings, each by a hand calculation.
 */
import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP } from "../core/index";
import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountTrigger,
  DeltaTrigger,
  EndOfStreamTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  GlobalWindows,
  type MergeCallback,
  MergingWindowAssigner,
  NeverTrigger,
  type OnMergeContext,
  ProcessingTimeoutTrigger,
  ProcessingTimeSessionWindows,
  ProcessingTimeTrigger,
  PurgingTrigger,
  TimeWindow,
  Trigger,
  type TriggerContext,
  TriggerResult,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  WindowOperatorBuilder,
} from "./index";
import { type Item, listing, WindowScript } from "./window-script.contract";

function ms(millis: number): Duration {
  return Duration.ofMillis(millis);
}

const TUMBLING = TumblingEventTimeWindows.of(ms(10));
const SESSIONS = EventTimeSessionWindows.withGap(ms(10));
/** The gap of a record is its value. */
const BY_VALUE = EventTimeSessionWindows.withDynamicGap<Item>(([, value]) => value);

/** Writes down what it is asked; sets a timer that it never deletes, and fires at the window's end. */
class WritingTrigger extends Trigger<Item, TimeWindow> {
  constructor(
    readonly note: (call: string) => void,
    readonly timerAt: number | null = null,
  ) {
    super();
  }
  onElement([, value]: Item, _timestamp: number, window: TimeWindow, context: TriggerContext): TriggerResult {
    this.note(`element ${value} of ${window.start}..${window.end}`);
    if (this.timerAt !== null) context.registerEventTimeTimer(this.timerAt);
    return TriggerResult.CONTINUE;
  }
  onEventTime(time: number, window: TimeWindow): TriggerResult {
    this.note(`timer ${time} of ${window.start}..${window.end}`);
    return TriggerResult.FIRE;
  }
  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  override canMerge(): boolean {
    return true;
  }
  override onMerge(window: TimeWindow, _context: OnMergeContext): void {
    this.note(`merge to ${window.start}..${window.end}`);
  }
  clear(window: TimeWindow): void {
    this.note(`clear ${window.start}..${window.end}`);
  }
}

describe("windows that merge", () => {
  it("merge when they overlap or touch, against the growing cover (rules 2.5.1 and 9.5)", () => {
    const run = listing(SESSIONS);
    run.element("k", 1, 0);
    run.element("k", 2, 10);
    run.element("k", 3, 21);
    expect(run.watermark(MAX_TIMESTAMP)).toEqual(["k[0,20) 1+2 @19", "k[21,31) 3 @30"]);
  });

  /**
   * The set {[0,10), [15,25)} is read [15,25) first: bit mixes of start + end give -256666843 (bucket 6) for 40 and
   * -1456339591 (bucket 11) for 10. So the list of 2 goes on, 1 is appended, then comes 3.
   */
  it("append the others' lists to that of the first in hash order (rules 2.5.2 and 9.5)", () => {
    const run = listing(SESSIONS);
    run.element("k", 1, 0);
    run.element("k", 2, 15);
    run.element("k", 3, 8);
    expect(run.watermark(MAX_TIMESTAMP)).toEqual(["k[0,25) 2+1+3 @24"]);
  });

  it("merge the others among themselves, then once into the first (rule 2.5.2.i)", () => {
    const nest = (a: Item, b: Item): Item => [a[0], `(${a[1]} ${b[1]})` as never];
    const create = new WindowOperatorBuilder<Item, string, TimeWindow>(BY_VALUE).reduce(nest);
    const run = new WindowScript(create as never);
    for (const [value, time] of [
      [5, 0],
      [6, 10],
      [7, 20],
      [30, 1],
    ] as const)
      run.element("k", value, time);
    const [result] = run.watermark(MAX_TIMESTAMP);
    expect(result).toMatch(/^\["k","\(\([567] \([567] [567]\)\) 30\)"\] @30$/);
  });

  it("ask the trigger to merge before the old windows are cleared; an absorbed record merges nothing (rule 2.5.3)", () => {
    const calls: string[] = [];
    const run = listing(BY_VALUE, (builder) => builder.trigger(new WritingTrigger((call) => calls.push(call))));
    run.element("k", 10, 0);
    run.element("k", 9, 8);
    run.element("k", 2, 4);
    expect(calls).toEqual([
      "element 10 of 0..10",
      "merge to 0..17",
      "clear 0..10",
      "element 9 of 0..17",
      "element 2 of 0..17",
    ]);
    expect(run.left).toEqual([2, 1, 0]);
  });

  it("are late or not as what they merged to (rules 2.5.4 and 2.5.5)", () => {
    const run = listing(SESSIONS);
    run.element("k", 1, 12);
    run.watermark(15);
    expect(run.element("k", 2, 4)).toEqual([]);
    expect(run.element("j", 3, 4)).toEqual([]);
    expect(run.lateRecordsDropped).toBe(1);
    expect(run.watermark(21)).toEqual(["k[4,22) 1+2 @21"]);
    expect(run.left).toEqual([0, 0, 0]);
  });

  /** Merges whatever there is to a window that is over. */
  class ToThePast extends MergingWindowAssigner<unknown> {
    assignWindows(_element: unknown, timestamp: number): readonly TimeWindow[] {
      return [new TimeWindow(timestamp, timestamp + 10)];
    }
    mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback<TimeWindow>): void {
      if (windows.length > 1) callback(windows, new TimeWindow(0, 1));
    }
    getDefaultTrigger(): Trigger<unknown, TimeWindow> {
      return EventTimeTrigger.create();
    }
    isEventTime(): boolean {
      return true;
    }
  }

  it("must not merge to a window that is over (rule 2.5.6)", () => {
    const run = listing(new ToThePast());
    run.watermark(5);
    run.element("k", 1, 20);
    expect(() => run.element("k", 2, 40)).toThrow(
      expect.objectContaining({ flinkClass: "UnsupportedOperationException" }) as Error,
    );
  });

  it("need a trigger that merges (rule 2.5.7)", () => {
    const builder = new WindowOperatorBuilder<Item, string, TimeWindow>(SESSIONS);
    expect(() => builder.trigger(DeltaTrigger.of<Item, TimeWindow>(1, () => 0))).toThrow(
      expect.objectContaining({
        flinkClass: "UnsupportedOperationException",
        message: "A merging window assigner cannot be used with a trigger that does not support merging.",
      }) as Error,
    );
    expect(() => builder.trigger(PurgingTrigger.of(CountTrigger.of(1)))).not.toThrow();
  });

  /** [0,10) fires at 9. Late 2@3 fires [0,13) at once, as 12 <= 15; 4@12 makes [0,22), whose end is ahead again. */
  it("stay mergeable after a firing, within the lateness (rule 2.5.8)", () => {
    const run = listing(SESSIONS, (builder) => builder.allowedLateness(ms(20)));
    run.element("k", 1, 0);
    expect(run.watermark(15)).toEqual(["k[0,10) 1 @9"]);
    expect(run.element("k", 2, 3)).toEqual(["k[0,13) 1+2 @12"]);
    expect(run.element("k", 4, 12)).toEqual([]);
    expect(run.watermark(21)).toEqual(["k[0,22) 1+2+4 @21"]);
  });

  it("stay in flight after a purge (rule 2.5.9)", () => {
    const run = listing(SESSIONS, (builder) => builder.trigger(PurgingTrigger.of(CountTrigger.of(1))));
    expect(run.element("k", 1, 0)).toEqual(["k[0,10) 1 @9"]);
    expect(run.element("k", 2, 5)).toEqual(["k[0,15) 2 @14"]);
  });

  /** [0,5) and [5,10) make [0,10), kept under [0,5). Then comes [0,10) itself: what was there is orphaned. */
  it("start anew when a new window equals one in flight (rule 2.5.a)", () => {
    const run = listing(BY_VALUE);
    run.element("k", 5, 0);
    run.element("k", 5, 5);
    run.element("k", 10, 0);
    expect(run.watermark(MAX_TIMESTAMP)).toEqual(["k[0,10) 10 @9"]);
    expect(run.left).toEqual([1, 0, 0]);
  });

  it("leave timers behind that nobody is asked about (rule 2.5.b)", () => {
    const calls: string[] = [];
    const run = listing(SESSIONS, (builder) => builder.trigger(new WritingTrigger((call) => calls.push(call), 3)));
    run.element("k", 1, 0);
    run.element("k", 2, 5);
    expect(run.left[1]).toBe(3);
    calls.length = 0;
    expect(run.watermark(3)).toEqual(["k[0,15) 1+2 @14"]);
    expect(calls).toEqual(["timer 3 of 0..15"]);
    expect(run.left[1]).toBe(1);
  });

  it("leave nothing when none is in flight any more (rule 2.5.j)", () => {
    const run = listing(SESSIONS);
    run.element("k", 1, 0);
    expect(run.left).toEqual([2, 1, 0]);
    run.watermark(9);
    expect(run.left).toEqual([0, 0, 0]);
  });

  it("by the clock merge and fire by the clock (rule 2.5.k)", () => {
    const run = listing(ProcessingTimeSessionWindows.withGap(ms(10)), undefined, 100);
    run.element("k", 1);
    run.clock(105);
    run.element("k", 2);
    expect(run.clock(113)).toEqual([]);
    expect(run.clock(114)).toEqual(["k[100,115) 1+2 @114"]);
  });
});

describe("triggers", () => {
  it("event time: a timer at the end, or at once behind the watermark (rule 2.6.a)", () => {
    const run = listing(TUMBLING, (builder) => builder.trigger(EventTimeTrigger.create()).allowedLateness(ms(9)));
    expect([...run.element("a", 1, 1), ...run.watermark(8)]).toEqual([]);
    expect(run.watermark(9)).toEqual(["a[0,10) 1 @9"]);
    expect(run.element("a", 2, 2)).toEqual(["a[0,10) 1+2 @9"]);
  });

  it("processing time: every timer of the clock fires (rule 2.6.b)", () => {
    const run = listing(TumblingProcessingTimeWindows.of(ms(10)), (b) => b.trigger(ProcessingTimeTrigger.create()));
    run.element("a", 1);
    expect([...run.clock(8), ...run.clock(9)]).toEqual(["a[0,10) 1 @9"]);
  });

  /** Two windows with 1 of 2 each merge to a count of 2, which does not fire; the record that bridged them makes it 3. */
  it("count: every n-th record of a key and window; a merge adds up and does not fire (rule 2.6.c)", () => {
    const run = listing(SESSIONS, (builder) => builder.trigger(CountTrigger.of(3)));
    expect([...run.element("k", 1, 0), ...run.element("k", 2, 15)]).toEqual([]);
    expect(run.element("k", 3, 8)).toEqual(["k[0,25) 2+1+3 @24"]);
    const tumbling = listing(TUMBLING, (builder) => builder.trigger(CountTrigger.of(2)));
    const results = [
      ["a", 1],
      ["b", 2],
      ["a", 11],
      ["a", 3],
    ].flatMap(([key, time]) => tumbling.element(key as string, time as number, time as number));
    expect(results).toEqual(["a[0,10) 1+3 @9"]);
  });

  it("continuous event time: at multiples of the epoch, in bursts, and at the end (rules 2.6.d, 2.6.m and 9.8)", () => {
    const run = listing(TumblingEventTimeWindows.of(ms(60)), (b) => b.trigger(ContinuousEventTimeTrigger.of(ms(20))));
    run.element("a", 5, 5);
    expect(run.watermark(59)).toEqual(["a[0,60) 5 @59", "a[0,60) 5 @59", "a[0,60) 5 @59"]);
    // -7 - (-7 % 20) + 20 = 20 is behind the end of [-60,0), so the first timer is the end itself.
    const negative = listing(TumblingEventTimeWindows.of(ms(60)), (b) =>
      b.trigger(ContinuousEventTimeTrigger.of(ms(20))),
    );
    negative.element("a", 7, -7);
    expect(negative.left[1]).toBe(1);
    const merging = listing(SESSIONS, (builder) => builder.trigger(ContinuousEventTimeTrigger.of(ms(4))));
    merging.element("k", 1, 0);
    merging.element("k", 2, 6);
    // Timer 4 of [0,10) stays behind, 9 went with its clean-up; [0,16) has the earliest, 4, and its end 15.
    expect(merging.left[1]).toBe(3);
    expect(merging.watermark(9)).toEqual(["k[0,16) 1+2 @15", "k[0,16) 1+2 @15"]);
  });

  it("continuous processing time: from the clock of the first record on (rule 2.6.e)", () => {
    const assigner = TumblingProcessingTimeWindows.of(ms(50));
    const run = listing(assigner, (b) => b.trigger(ContinuousProcessingTimeTrigger.of(ms(20))), 7);
    run.element("a", 1);
    expect(run.clock(19)).toEqual([]);
    expect(run.clock(20)).toEqual(["a[0,50) 1 @49"]);
    expect(run.clock(48)).toEqual(["a[0,50) 1 @49"]);
    expect(run.clock(49)).toEqual(["a[0,50) 1 @49"]);
    expect(run.clock(90)).toEqual([]);
  });

  /** Threshold 3 from 1: 4 is 3 away and does not fire, 5 does; from then on 5 counts, and 1 is -4 away. */
  it("delta: more than the threshold from the record of the last firing, signed (rule 2.6.f)", () => {
    const distance = (old: Item, now: Item) => now[1] - old[1];
    const run = listing(TUMBLING, (builder) => builder.trigger(DeltaTrigger.of<Item, TimeWindow>(3, distance)));
    const results = [1, 4, 5, 1, 9].flatMap((value) => run.element("a", value, 1));
    expect(results).toEqual(["a[0,10) 1+4+5 @9", "a[0,10) 1+4+5+1+9 @9"]);
    run.watermark(9);
    expect(run.left).toEqual([0, 0, 0]);
  });

  it("purging: every firing of the nested one drops the contents (rules 2.6.g and 9.7)", () => {
    const run = listing(TUMBLING, (builder) => builder.trigger(PurgingTrigger.of(CountTrigger.of(2))));
    const results = [1, 2, 3, 4, 5].flatMap((value) => run.element("a", value, value));
    expect([...results, ...run.watermark(MAX_TIMESTAMP)]).toEqual(["a[0,10) 1+2 @9", "a[0,10) 3+4 @9"]);
  });

  it("processing timeout: fires when nothing fired for a while (rule 2.6.h)", () => {
    const withTimeout = (reset: boolean, clear: boolean) =>
      listing(TUMBLING, (b) => b.trigger(ProcessingTimeoutTrigger.of(CountTrigger.of(3), ms(5), reset, clear)));
    const first = withTimeout(false, true);
    first.element("a", 1, 1);
    first.clock(4);
    first.element("a", 2, 2);
    expect(first.clock(5)).toEqual(["a[0,10) 1+2 @9"]);
    // The timeout cleared the count of 2 as well: three more records fire by count, and arm nothing.
    const again = [3, 4, 5].flatMap((value) => first.element("a", value, 3));
    expect([...again, ...first.clock(100)]).toEqual(["a[0,10) 1+2+3+4+5 @9"]);
    const reset = withTimeout(true, true);
    reset.element("a", 1, 1);
    reset.clock(4);
    reset.element("a", 2, 2);
    expect(reset.clock(8)).toEqual([]);
    expect(reset.clock(9)).toEqual(["a[0,10) 1+2 @9"]);
    const keeping = withTimeout(false, false);
    keeping.element("a", 1, 1);
    expect(keeping.clock(5)).toEqual(["a[0,10) 1 @9"]);
    keeping.element("a", 2, 2);
    expect(keeping.clock(100)).toEqual([]);
  });

  it("processing timeout: any timer fires it, that of the clean-up too (rule 2.6.o)", () => {
    const run = listing(TUMBLING, (b) => b.trigger(ProcessingTimeoutTrigger.of(CountTrigger.of(3), ms(50))));
    run.element("a", 1, 1);
    expect(run.watermark(9)).toEqual(["a[0,10) 1 @9"]);
  });

  it("the end of the stream and never, of global windows (rules 2.6.i and 2.6.j)", () => {
    const end = listing(GlobalWindows.create(), (builder) => builder.trigger(new EndOfStreamTrigger()));
    end.element("a", 1, 1);
    expect([...end.watermark(99), ...end.watermark(MAX_TIMESTAMP)]).toEqual([`a 1 @${MAX_TIMESTAMP}`]);
    const never = listing(GlobalWindows.createWithEndOfStreamTrigger(), (b) => b.trigger(new NeverTrigger()));
    never.element("a", 1, 1);
    expect(never.watermark(MAX_TIMESTAMP)).toEqual([]);
  });

  it("a trigger replaces the default, and without purge it emits all there is (rules 2.6.k, 2.6.l and 9.7)", () => {
    const run = listing(TUMBLING, (builder) => builder.trigger(CountTrigger.of(2)));
    const results = [1, 2, 3, 4, 5].flatMap((value) => run.element("a", value, value));
    expect([...results, ...run.watermark(MAX_TIMESTAMP)]).toEqual(["a[0,10) 1+2 @9", "a[0,10) 1+2+3+4 @9"]);
  });

  it("state of triggers belongs to key and window (rule 2.6.n)", () => {
    const run = listing(TUMBLING, (builder) => builder.trigger(CountTrigger.of(2)));
    const arrivals = [
      ["a", 1],
      ["b", 2],
      ["a", 12],
      ["b", 3],
      ["a", 4],
    ] as const;
    const results = arrivals.flatMap(([key, time]) => run.element(key, time, time));
    expect(results).toEqual(["b[0,10) 2+3 @9", "a[0,10) 1+4 @9"]);
  });
});

describe("the order of firings", () => {
  /** Five equal timers in a binary heap leave as first, last, last but one, ... */
  it("is that of the window ends, and of the timer heap where those are equal (rules 2.7.a and 9.6)", () => {
    const run = listing(TUMBLING);
    ["a", "b", "c", "d", "e"].forEach((key, index) => run.element(key, index + 1, index + 1));
    expect(run.watermark(20)).toEqual(["a[0,10) 1 @9", "e[0,10) 5 @9", "d[0,10) 4 @9", "c[0,10) 3 @9", "b[0,10) 2 @9"]);
    run.element("late end", 1, 35);
    run.element("early end", 2, 25);
    expect(run.watermark(99)).toEqual(["early end[20,30) 2 @29", "late end[30,40) 1 @39"]);
  });

  it("begins at MIN again after a restore: the watermark is not restored (rule 9.13)", () => {
    const run = listing(TumblingEventTimeWindows.of(ms(5_000)));
    run.watermark(10_000);
    run.restore();
    run.element("z", 1, 3_000);
    expect(run.lateRecordsDropped).toBe(0);
    expect(run.watermark(4_999)).toEqual(["z[0,5000) 1 @4999"]);
  });

  /** The window fired at watermark 12 and lives on; after the restore its end is ahead again, and gets a timer again. */
  it("makes a window that lives on fire at its end once more (rule 9.13)", () => {
    const builder = new WindowOperatorBuilder<Item, string, TimeWindow>(TUMBLING).allowedLateness(ms(20));
    const run = new WindowScript(builder.reduce((a, b): Item => [a[0], a[1] + b[1]]) as never);
    run.element("a", 1, 1);
    expect(run.watermark(12)).toEqual(['["a",1] @9']);
    run.restore();
    expect(run.element("a", 2, 2)).toEqual([]);
    expect(run.element("a", 4, 3)).toEqual([]);
    expect(run.watermark(9)).toEqual(['["a",7] @9']);
  });
});
