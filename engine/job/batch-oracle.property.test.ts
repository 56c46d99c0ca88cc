/**
 * Batch mode against naive answers: each program is answered once more by grouping arrays and sorting them, and programs
 * whose results do not depend on order give in batch mode what they give in streaming mode in the end. fast-check
 * shrinks and prints what differs, with its seed.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CollectingSink, createScriptedSource } from "../connectors/index";
import { Duration, MAX_TIMESTAMP } from "../core/index";
import { RuntimeExecutionMode } from "../graph/index";
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
} from "../operators/index";
import { WatermarkStrategy } from "../time/index";
import { Types } from "../types/index";
import { EventTimeSessionWindows, SlidingEventTimeWindows, TumblingEventTimeWindows } from "../windows/index";
import { createLocalEnvironment } from "./create-engine";

type Event = readonly [key: string, time: number, amount: number];

/** More out of order than any record is: nothing is late in streaming mode either. */
const OUT_OF_ORDER = Duration.ofMillis(1_000);

const KEYS = ["a", "b", "B", "aa", "zz", "é", "longer", ""];

/** Events with times of their own, so that no two of a key are equal: the sort then leaves nothing open. */
const distinctEvents = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...KEYS), fc.integer({ min: -100, max: 200 }), fc.integer({ min: -9, max: 9 })),
  { maxLength: 60, selector: ([, time]) => time },
);

/** Events of which many fall into the same millisecond. */
const crowdedEvents = fc.array(
  fc.tuple(fc.constantFrom(...KEYS), fc.integer({ min: -5, max: 40 }), fc.integer({ min: -9, max: 9 })),
  { maxLength: 80 },
);

type Stream = ReturnType<typeof sourceOf>;

function sourceOf(env: ReturnType<typeof createLocalEnvironment>, events: readonly Event[]) {
  const script = events.map((value) => ({ value, timestamp: value[1] }));
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Event>(OUT_OF_ORDER);
  return env.fromSource(createScriptedSource(script), strategy, "events").setParallelism(1);
}

type Result<T> = { readonly value: T; readonly timestamp: number };

function run<T>(
  mode: RuntimeExecutionMode,
  events: readonly Event[],
  program: (stream: Stream) => { sinkTo(sink: CollectingSink<T>): unknown },
  options: { readonly seed?: number; readonly parallelism?: number } = {},
): Result<T>[] {
  const env = createLocalEnvironment({ seed: options.seed ?? 0 }).setRuntimeMode(mode);
  env.setParallelism(options.parallelism ?? 1);
  const sink = new CollectingSink<T>();
  program(sourceOf(env, events)).sinkTo(sink);
  env.execute().runToEnd();
  return sink.results.map(({ value, timestamp }) => ({ value, timestamp }));
}

const { BATCH, STREAMING } = RuntimeExecutionMode;

function keyed(stream: Stream) {
  return stream.keyBy(([key]) => key, Types.STRING);
}

/** The keys in the order of batch mode, written down by hand: shorter first, then "é" (a byte below 0) before ASCII. */
const KEY_ORDER = ["", "é", "B", "a", "b", "aa", "zz", "longer"];

/** The naive way: the events of each key by time, keys in their order. */
function byKey(events: readonly Event[]): (readonly [key: string, events: readonly Event[]])[] {
  return KEY_ORDER.map((key): [string, Event[]] => [key, events.filter((event) => event[0] === key)])
    .filter(([, list]) => list.length > 0)
    .map(([key, list]) => [key, list.sort((a, b) => a[1] - b[1])]);
}

const addFold = (a: Event, b: Event): Event => [a[0], 31 * a[1] + b[1], a[2] - b[2]];

/** On its timer each record tells how many records its key had, which is all of them in batch mode. */
class CountAtTimer extends KeyedProcessFunction<string, Event, string> {
  protected readonly counts = new Map<string, number>();

  processElement([key, time]: Event, context: KeyedProcessContext<string>): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    context.timerService().registerEventTimeTimer(time);
  }
  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} ${timestamp} ${this.counts.get(context.getCurrentKey())}`);
  }
}

describe("batch results are those of grouping and sorting", () => {
  it("rules B1, B2 and B8: a reduction that depends on order", () => {
    fc.assert(
      fc.property(distinctEvents, (events) => {
        const results = run(BATCH, events, (stream) => keyed(stream).reduce(addFold));
        const expected = byKey(events).map(([, list]) => list.reduce(addFold));
        expect(results).toEqual(expected.map((value) => ({ value, timestamp: MAX_TIMESTAMP })));
      }),
      { numRuns: 150 },
    );
  });

  it("rules B1 and B5: timers, each key's in the order of their times, behind all its records", () => {
    fc.assert(
      fc.property(crowdedEvents, (events) => {
        const results = run(BATCH, events, (stream) => keyed(stream).process(new CountAtTimer()));
        const expected = byKey(events).flatMap(([key, list]) =>
          [...new Set(list.map(([, time]) => time))].map((time) => ({
            value: `${key} ${time} ${list.length}`,
            timestamp: time,
          })),
        );
        expect(results).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("rules B1 and B5: windows, each key's in the order of their ends", () => {
    fc.assert(
      fc.property(crowdedEvents, fc.integer({ min: 1, max: 30 }), (events, size) => {
        const windows = TumblingEventTimeWindows.of(Duration.ofMillis(size));
        const results = run(BATCH, events, (stream) =>
          keyed(stream)
            .window(windows)
            .reduce((a, b): Event => [a[0], Math.min(a[1], b[1]), a[2] + b[2]]),
        );
        const expected = byKey(events).flatMap(([key, list]) => {
          const starts = [...new Set(list.map(([, time]) => Math.floor(time / size) * size))];
          return starts.map((start) => {
            const inside = list.filter(([, time]) => time >= start && time < start + size);
            const sum = inside.reduce((total, [, , amount]) => total + amount, 0);
            return { value: [key, inside[0]?.[1], sum], timestamp: start + size - 1 };
          });
        });
        expect(results).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

function inAnyOrder<T>(results: readonly Result<T>[]): string[] {
  return results.map((result) => JSON.stringify(result)).sort();
}

const settings = fc.record({ seed: fc.integer({ min: 0, max: 50 }), parallelism: fc.integer({ min: 1, max: 3 }) });

describe("what does not depend on order is the same in both modes", () => {
  const sum = (a: Event, b: Event): Event => [a[0], Math.max(a[1], b[1]), a[2] + b[2]];

  it.each([
    ["tumbling windows", TumblingEventTimeWindows.of(Duration.ofMillis(7))],
    ["sliding windows", SlidingEventTimeWindows.of(Duration.ofMillis(12), Duration.ofMillis(5))],
    ["sessions", EventTimeSessionWindows.withGap(Duration.ofMillis(3))],
  ])("rule B5: %s", (_name, assigner) => {
    fc.assert(
      fc.property(crowdedEvents, settings, (events, options) => {
        const program = (stream: Stream) =>
          keyed(stream)
            .window(assigner as TumblingEventTimeWindows)
            .reduce(sum);
        const streaming = run(STREAMING, events, program, options);
        expect(inAnyOrder(run(BATCH, events, program, options))).toEqual(inAnyOrder(streaming));
      }),
      { numRuns: 60 },
    );
  });

  it("rule B8: the last of each key's rolling results", () => {
    fc.assert(
      fc.property(crowdedEvents, settings, (events, options) => {
        const program = (stream: Stream) => keyed(stream).reduce(sum);
        const last = new Map(run(STREAMING, events, program, options).map(({ value }) => [value[0], value]));
        const results = run(BATCH, events, program, options);
        expect(new Map(results.map(({ value }) => [value[0], value]))).toEqual(last);
        expect(results).toHaveLength(last.size);
      }),
      { numRuns: 60 },
    );
  });

  it("rule B13: stateless chains, record for record on one subtask", () => {
    fc.assert(
      fc.property(crowdedEvents, (events) => {
        const program = (stream: Stream) =>
          stream
            .map(([key, time, amount]): Event => [key, time, amount * 2])
            .rebalance()
            .filter(([, , amount]) => amount >= 0);
        expect(run(BATCH, events, program)).toEqual(run(STREAMING, events, program));
      }),
      { numRuns: 60 },
    );
  });
});
