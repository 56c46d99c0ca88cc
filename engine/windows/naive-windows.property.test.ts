/**
 * The window operator against the naive windows, on generated streams with disorder, idleness and late data: every firing
 * in its step, what it holds, what was dropped, and that nothing is left at the end. A counterexample is shrunk and printed
 * by fast-check; put it into `KEPT` to keep it.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLocalEnvironment, type DataStream } from "../index";
import { Duration, MAX_TIMESTAMP } from "../core/index";
import type { OperatorTransformation } from "../graph/index";
import type { Collector, OneInputStreamOperator } from "../operators/index";
import { createKeyedOperatorHarness, type OperatorHarness } from "../testing/index";
import {
  CountEvictor,
  CountTrigger,
  EventTimeSessionWindows,
  type Evictor,
  GlobalWindows,
  ProcessWindowFunction,
  PurgingTrigger,
  SlidingEventTimeWindows,
  TaggedUnion,
  TimeEvictor,
  type TimeWindow,
  TumblingEventTimeWindows,
  type Window,
  type WindowAssigner,
  type WindowContext,
  WindowOperatorBuilder,
} from "./index";
import {
  type NaiveFiring,
  type NaiveItem,
  type NaiveOptions,
  type NaiveStep,
  NaiveWindows,
} from "./naive-windows.contract";

/** Streams that once showed a difference. */
const KEPT: readonly NaiveStep[][] = [];

/** What happens at random: mostly records around a front that moves on, some far behind it, and watermarks behind the front. */
const STEPS: fc.Arbitrary<NaiveStep[]> = fc
  .array(
    fc.record({
      what: fc.integer({ min: 0, max: 11 }),
      ahead: fc.integer({ min: 0, max: 6 }),
      behind: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 60 })),
      key: fc.constantFrom("a", "b", "c"),
    }),
    { maxLength: 40 },
  )
  .map((drawn) => {
    let front = 0;
    let watermark = Number.NEGATIVE_INFINITY;
    return drawn.map(({ what, ahead, behind, key }, index): NaiveStep => {
      if (what === 0) return { kind: behind % 2 === 0 ? "idle" : "active" };
      if (what <= 3) {
        watermark = Math.max(watermark, front - behind);
        return { kind: "watermark", time: watermark };
      }
      front += ahead;
      return { kind: "element", item: { key, value: index, time: front - behind } };
    });
  });

const SIZE = fc.integer({ min: 1, max: 20 });
const LATENESS = fc.constantFrom(0, 0, 1, 5, 30);

type Eviction = {
  readonly evictor: Evictor<NaiveItem, Window> | null;
  readonly before: (items: readonly NaiveItem[]) => readonly NaiveItem[];
  readonly after: (items: readonly NaiveItem[]) => readonly NaiveItem[];
};

const keepAll = (items: readonly NaiveItem[]) => items;

function lastOf(count: number) {
  return (items: readonly NaiveItem[]) => items.slice(Math.max(0, items.length - count));
}

function newestOf(span: number) {
  return (items: readonly NaiveItem[]) => {
    const newest = Math.max(...items.map((item) => item.time));
    return items.filter((item) => item.time > newest - span);
  };
}

const EVICTION: fc.Arbitrary<Eviction> = fc.oneof(
  fc.constant<Eviction>({ evictor: null, before: keepAll, after: keepAll }),
  fc
    .integer({ min: 1, max: 3 })
    .map((n): Eviction => ({ evictor: CountEvictor.of(n), before: lastOf(n), after: keepAll })),
  fc
    .integer({ min: 1, max: 3 })
    .map((n): Eviction => ({ evictor: CountEvictor.of(n, true), before: keepAll, after: lastOf(n) })),
  fc
    .integer({ min: 1, max: 10 })
    .map((n): Eviction => ({ evictor: TimeEvictor.of(Duration.ofMillis(n)), before: newestOf(n), after: keepAll })),
);

class ListItems<W extends Window> extends ProcessWindowFunction<NaiveItem, NaiveFiring, string, W> {
  process(key: string, context: WindowContext<W>, items: Iterable<NaiveItem>, out: Collector<NaiveFiring>): void {
    const { start, end } = context.window() as unknown as TimeWindow;
    out.collect({ key, start, end, items: [...items] });
  }
}

/** One line for a firing; the items of sessions in no particular order. */
function line({ key, start, end, items }: NaiveFiring, isSession: boolean): string {
  const values = items.map((item) => item.value);
  if (isSession) values.sort((a, b) => a - b);
  return `${key}[${start},${end}) ${values.join(" ")}`;
}

function push(harness: OperatorHarness<NaiveItem, unknown>, step: NaiveStep): void {
  if (step.kind === "element") harness.pushElement(step.item, step.item.time);
  else if (step.kind === "watermark") harness.pushWatermark(step.time);
  else harness.pushStatus(step.kind);
}

/** Steps through both, with a restore nowhere: a restored watermark begins anew, which the naive one does not know. */
function compare(
  assigner: WindowAssigner<NaiveItem, TimeWindow>,
  options: NaiveOptions,
  eviction: Eviction,
  steps: NaiveStep[],
): void {
  const builder = new WindowOperatorBuilder<NaiveItem, string, TimeWindow>(assigner);
  builder.allowedLateness(Duration.ofMillis(options.lateness));
  if (eviction.evictor !== null) builder.evictor(eviction.evictor);
  const harness = createKeyedOperatorHarness<string, NaiveItem, NaiveFiring>(
    builder.process(new ListItems()),
    (item) => item.key,
  );
  const naive = new NaiveWindows(options);
  for (const step of [...steps, { kind: "watermark", time: MAX_TIMESTAMP } as const]) {
    push(harness as OperatorHarness<NaiveItem, unknown>, step);
    const fired = harness.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
    const expected = naive.step(step);
    expect(fired.map((firing) => firing.end)).toEqual(expected.map((firing) => firing.end));
    const lines = (firings: readonly NaiveFiring[]) => firings.map((firing) => line(firing, options.isSession)).sort();
    expect(lines(fired)).toEqual(lines(expected));
  }
  expect(harness.lateRecordsDropped).toBe(naive.dropped);
  expect([harness.stateEntryCount, harness.eventTimeTimerCount, naive.size]).toEqual([0, 0, 0]);
}

function startsEvery(slide: number, size: number) {
  return (time: number): number[] => {
    const starts: number[] = [];
    for (let start = time; start > time - size; start--) if (start % slide === 0) starts.push(start);
    return starts;
  };
}

describe("the window operator against naive windows", () => {
  const none: Eviction = { evictor: null, before: keepAll, after: keepAll };

  it("tumbling, with lateness and evictors", () => {
    const property = fc.property(STEPS, SIZE, LATENESS, EVICTION, (steps, size, lateness, eviction) => {
      const { before: evictBefore, after: evictAfter } = eviction;
      const options = {
        startsOf: startsEvery(size, size),
        length: size,
        isSession: false,
        lateness,
        evictBefore,
        evictAfter,
      };
      compare(TumblingEventTimeWindows.of(Duration.ofMillis(size)), options, eviction, steps);
    });
    fc.assert(property, { numRuns: 300, examples: KEPT.map((steps) => [steps, 10, 5, none]) });
  });

  it("sliding, with lateness and evictors, also with gaps between the windows", () => {
    const property = fc.property(STEPS, SIZE, SIZE, LATENESS, EVICTION, (steps, size, slide, lateness, eviction) => {
      const { before: evictBefore, after: evictAfter } = eviction;
      const options = {
        startsOf: startsEvery(slide, size),
        length: size,
        isSession: false,
        lateness,
        evictBefore,
        evictAfter,
      };
      compare(SlidingEventTimeWindows.of(Duration.ofMillis(size), Duration.ofMillis(slide)), options, eviction, steps);
    });
    fc.assert(property, { numRuns: 300, examples: KEPT.map((steps) => [steps, 10, 4, 5, none]) });
  });

  it("sessions, with lateness", () => {
    const property = fc.property(STEPS, SIZE, LATENESS, (steps, gap, lateness) => {
      const options = {
        startsOf: (time: number) => [time],
        length: gap,
        isSession: true,
        lateness,
        evictBefore: keepAll,
        evictAfter: keepAll,
      };
      compare(EventTimeSessionWindows.withGap(Duration.ofMillis(gap)), options, none, steps);
    });
    fc.assert(property, { numRuns: 300, examples: KEPT.map((steps) => [steps, 10, 5]) });
  });
});

describe("count windows against slices of each key's records", () => {
  const items = fc.array(fc.constantFrom("a", "b"), { maxLength: 30 });
  const COUNT = fc.integer({ min: 1, max: 5 });

  function fire(
    configure: (builder: WindowOperatorBuilder<NaiveItem, string, Window>) => void,
    keys: readonly string[],
  ) {
    const builder = new WindowOperatorBuilder<NaiveItem, string, Window>(GlobalWindows.create());
    configure(builder);
    const harness = createKeyedOperatorHarness<string, NaiveItem, NaiveFiring>(
      builder.process(new ListItems()),
      (i) => i.key,
    );
    return keys.map((key, value) => {
      harness.pushElement({ key, value, time: value }, value);
      return harness
        .takeOutput()
        .flatMap((e) => (e.kind === "record" ? [e.value.items.map((item) => item.value)] : []));
    });
  }

  /** At the i-th record of a key (from 1): every `slide`-th fires with the last `size` of the key. */
  function slices(keys: readonly string[], size: number, slide: number): number[][][] {
    return keys.map((key, at) => {
      const own = keys.flatMap((other, index) => (other === key && index <= at ? [index] : []));
      return own.length % slide === 0 ? [own.slice(Math.max(0, own.length - size))] : [];
    });
  }

  it("of n: every n records of a key", () => {
    fc.assert(
      fc.property(items, COUNT, (keys, size) => {
        const fired = fire((builder) => builder.trigger(PurgingTrigger.of(CountTrigger.of(size))), keys);
        expect(fired).toEqual(slices(keys, size, size));
      }),
    );
  });

  it("of n, sliding: every slide-th record with the last n", () => {
    fc.assert(
      fc.property(items, COUNT, COUNT, (keys, size, slide) => {
        const fired = fire((b) => b.evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide)), keys);
        expect(fired).toEqual(slices(keys, size, slide));
      }),
    );
  });
});

type Pairs = (items: readonly NaiveItem[]) => string[];

/** Records with an even value are of the first stream, the others of the second. */
const isFirst = (item: NaiveItem): boolean => item.value % 2 === 0;

const nestedLoops: Pairs = (items) =>
  items
    .filter(isFirst)
    .flatMap((left) => items.filter((i) => !isFirst(i)).map((right) => `${left.value} ${right.value}`));

const bothLists: Pairs = (items) => [
  `${items
    .filter(isFirst)
    .map((i) => i.value)
    .join(" ")} | ${items
    .filter((i) => !isFirst(i))
    .map((i) => i.value)
    .join(" ")}`,
];

type Inputs = { readonly first: DataStream<NaiveItem>; readonly second: DataStream<NaiveItem> };

/** Drives the operator that the API makes of a join or co-group. */
function compareJoin(
  build: (inputs: Inputs) => DataStream<string>,
  options: NaiveOptions,
  pairs: Pairs,
  steps: NaiveStep[],
): void {
  const env = createLocalEnvironment();
  const source = () => env.fromData<NaiveItem>([{ key: "a", value: 0, time: 0 }]);
  const { factory } = build({ first: source(), second: source() }).transformation as OperatorTransformation;
  const harness = createKeyedOperatorHarness<string, TaggedUnion<NaiveItem, NaiveItem>, string>(
    factory.create as () => OneInputStreamOperator<TaggedUnion<NaiveItem, NaiveItem>, string>,
    factory.key?.selector as (tagged: TaggedUnion<NaiveItem, NaiveItem>) => string,
  );
  const naive = new NaiveWindows(options);
  for (const step of [...steps, { kind: "watermark", time: MAX_TIMESTAMP } as const]) {
    if (step.kind === "element") {
      const { item } = step;
      const tagged = isFirst(item)
        ? TaggedUnion.one<NaiveItem, NaiveItem>(item)
        : TaggedUnion.two<NaiveItem, NaiveItem>(item);
      harness.pushElement(tagged, item.time);
    } else {
      push(harness as unknown as OperatorHarness<NaiveItem, unknown>, step);
    }
    const results = harness
      .takeOutput()
      .flatMap((event) => (event.kind === "record" ? [`${event.value} @${event.timestamp}`] : []));
    const expected = naive.step(step).flatMap(({ items, end }) => pairs(items).map((pair) => `${pair} @${end - 1}`));
    expect(results.sort()).toEqual(expected.sort());
  }
  expect(harness.lateRecordsDropped).toBe(naive.dropped);
  expect(harness.stateEntryCount).toBe(0);
}

describe("joins of windows against nested loops", () => {
  const keyOf = (item: NaiveItem) => item.key;
  const WINDOWS = fc.record({ size: SIZE, slide: SIZE, lateness: LATENESS });

  it("every pair of a window at each of its firings", () => {
    const property = fc.property(STEPS, WINDOWS, (steps, { size, slide, lateness }) => {
      const options = {
        startsOf: startsEvery(slide, size),
        length: size,
        isSession: false,
        lateness,
        evictBefore: keepAll,
        evictAfter: keepAll,
      };
      const assigner = SlidingEventTimeWindows.of(Duration.ofMillis(size), Duration.ofMillis(slide));
      const build = ({ first, second }: Inputs) =>
        first
          .join(second)
          .where(keyOf)
          .equalTo(keyOf)
          .window(assigner)
          .allowedLateness(lateness)
          .apply((left, right) => `${left.value} ${right.value}`);
      compareJoin(build, options, nestedLoops, steps);
    });
    fc.assert(property, { numRuns: 200 });
  });

  it("co-groups: both lists, one of which may be empty", () => {
    const property = fc.property(STEPS, WINDOWS, (steps, { size, lateness }) => {
      const options = {
        startsOf: startsEvery(size, size),
        length: size,
        isSession: false,
        lateness,
        evictBefore: keepAll,
        evictAfter: keepAll,
      };
      const build = ({ first, second }: Inputs) =>
        first
          .coGroup(second)
          .where(keyOf)
          .equalTo(keyOf)
          .window(TumblingEventTimeWindows.of(Duration.ofMillis(size)))
          .allowedLateness(lateness)
          .apply<string>((one, two, out) =>
            out.collect(`${[...one].map((i) => i.value).join(" ")} | ${[...two].map((i) => i.value).join(" ")}`),
          );
      compareJoin(build, options, bothLists, steps);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
