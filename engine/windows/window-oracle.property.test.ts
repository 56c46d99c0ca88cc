import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP } from "../core/index";
import type { Collector } from "../operators/index";
import { createKeyedOperatorHarness } from "../testing/index";
import {
  EventTimeSessionWindows,
  ProcessWindowFunction,
  SlidingEventTimeWindows,
  type TimeWindow,
  TumblingEventTimeWindows,
  type WindowAssigner,
  type WindowContext,
  WindowOperatorBuilder,
} from "./index";

type Click = { readonly key: string; readonly time: number; readonly value: number };

/** One result: key, window, sum of the values in it. */
type Sum = readonly [key: string, start: number, end: number, sum: number];

class SumWindow extends ProcessWindowFunction<Click, Sum, string, TimeWindow> {
  process(key: string, context: WindowContext<TimeWindow>, clicks: Iterable<Click>, out: Collector<Sum>): void {
    const sum = [...clicks].reduce((total, click) => total + click.value, 0);
    out.collect([key, context.window().start, context.window().end, sum]);
  }
}

/**
 * Runs the operator: no record is late, since the watermark stays below every record that is still to come (by two,
 * since at one below it a session that the record touches would just be over); a restore happens in the middle.
 */
function runOperator(assigner: WindowAssigner<Click, TimeWindow>, clicks: readonly Click[]): readonly Sum[] {
  const create = new WindowOperatorBuilder<Click, string, TimeWindow>(assigner).process(new SumWindow());
  const harness = createKeyedOperatorHarness<string, Click, Sum>(create, (click) => click.key);
  clicks.forEach((click, index) => {
    harness.pushElement(click, click.time);
    const toCome = clicks.slice(index + 1).map((later) => later.time);
    harness.pushWatermark(Math.min(...toCome, 10_000) - 2);
    if (index === Math.floor(clicks.length / 2)) harness.restore();
  });
  harness.pushWatermark(MAX_TIMESTAMP);
  expect([harness.stateEntryCount, harness.eventTimeTimerCount, harness.lateRecordsDropped]).toEqual([0, 0, 0]);
  return harness.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
}

/** The naive way: group all clicks by every window that covers them. */
function sumsByWindow(clicks: readonly Click[], startsOf: (time: number) => readonly number[], size: number): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { key, time, value } of clicks) {
    for (const start of startsOf(time)) {
      const before = sums.get(`${key} ${start}`)?.[3] ?? 0;
      sums.set(`${key} ${start}`, [key, start, start + size, before + value]);
    }
  }
  return [...sums.values()];
}

/** The naive way for sessions: sort each key's clicks, cut where two are further apart than the gap. */
function sumsBySession(clicks: readonly Click[], gap: number): Sum[] {
  const sums: Sum[] = [];
  for (const key of new Set(clicks.map((click) => click.key))) {
    let open: Sum | null = null;
    for (const { time, value } of clicks.filter((c) => c.key === key).sort((a, b) => a.time - b.time)) {
      if (open !== null && time <= open[2]) {
        open = [key, open[1], time + gap, open[3] + value];
      } else {
        if (open !== null) sums.push(open);
        open = [key, time, time + gap, value];
      }
    }
    if (open !== null) sums.push(open);
  }
  return sums;
}

function sorted(sums: readonly Sum[]): string[] {
  return sums.map((sum) => sum.join(" ")).sort();
}

const CLICKS = fc.array(
  fc.record({
    key: fc.constantFrom("a", "b", "c"),
    time: fc.integer({ min: -50, max: 100 }),
    value: fc.integer({ min: -5, max: 5 }),
  }),
  { maxLength: 30 },
);
const SIZE = fc.integer({ min: 1, max: 20 });

describe("windows against recomputation", () => {
  it("tumbling sums are those of the naive grouping", () => {
    fc.assert(
      fc.property(CLICKS, SIZE, (clicks, size) => {
        const actual = runOperator(TumblingEventTimeWindows.of(Duration.ofMillis(size)), clicks);
        const expected = sumsByWindow(clicks, (time) => [Math.floor(time / size) * size], size);
        expect(sorted(actual)).toEqual(sorted(expected));
      }),
    );
  });

  it("sliding sums are those of the naive grouping", () => {
    fc.assert(
      fc.property(CLICKS, SIZE, SIZE, (clicks, size, slide) => {
        const assigner = SlidingEventTimeWindows.of(Duration.ofMillis(size), Duration.ofMillis(slide));
        const startsOf = (time: number) => {
          const starts: number[] = [];
          for (let start = time - size + 1; start <= time; start++) if (start % slide === 0) starts.push(start);
          return starts;
        };
        expect(sorted(runOperator(assigner, clicks))).toEqual(sorted(sumsByWindow(clicks, startsOf, size)));
      }),
    );
  });

  it("session sums are those of the sorted clicks, whatever order they came in", () => {
    fc.assert(
      fc.property(CLICKS, SIZE, (clicks, gap) => {
        const actual = runOperator(EventTimeSessionWindows.withGap(Duration.ofMillis(gap)), clicks);
        expect(sorted(actual)).toEqual(sorted(sumsBySession(clicks, gap)));
      }),
    );
  });
});
