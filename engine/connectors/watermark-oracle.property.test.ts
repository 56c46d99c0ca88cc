/**
 * Watermarks of a source, and of channels, against recomputation: after each event everything is worked out anew from the
 * whole history, without any state carried along but what was emitted. Histories are drawn; fast-check prints what fails,
 * shrunk, with the seed that brings it back.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { SourceHarness } from "../testing/index";
import { WatermarkStrategy, WatermarkValve } from "../time/index";
import { type ReaderOutput, type ReaderStatus, SourceOperator, type SourceReader, type SourceSplit } from "./index";

const INTERVAL = 10;
const SPLITS = ["a", "b", "c"];

/** What happens at a source, one thing each millisecond from 1 on. */
type Happening =
  | { readonly kind: "record"; readonly split: number; readonly timestamp: number }
  | { readonly kind: "add" | "release"; readonly split: number }
  | { readonly kind: "nothing" };

type Emitted = readonly [time: number, what: number | "idle" | "active"];

/** Runs a source; a split that is there is not added, one that is not there has no records and no release. */
function runSource(history: readonly Happening[], bound: number, idleTimeout: number | null): Emitted[] {
  let next: (output: ReaderOutput<string>) => ReaderStatus = () => "nothing-available";
  const reader: SourceReader<string, SourceSplit> = {
    addSplits: () => undefined,
    pollNext: (output) => next(output),
    nextAvailableAt: () => MIN_TIMESTAMP,
    snapshotState: () => [],
  };
  const bounded = WatermarkStrategy.forBoundedOutOfOrderness<string>(Duration.ofMillis(bound));
  const strategy = idleTimeout === null ? bounded : bounded.withIdleness(Duration.ofMillis(idleTimeout));
  const source = { createSplits: () => [], createReader: () => reader };
  const harness = new SourceHarness(() => new SourceOperator<string, SourceSplit>(source, strategy), {
    autoWatermarkInterval: INTERVAL,
  });
  const emitted: Emitted[] = [];
  history.forEach((happening, index) => {
    harness.setProcessingTime(index + 1);
    if (happening.kind === "add") harness.operator.addSplits([{ splitId: SPLITS[happening.split] as string }]);
    next = (output) => {
      if (happening.kind === "record") output.collect(SPLITS[happening.split] as string, "", happening.timestamp);
      if (happening.kind === "release") output.releaseOutputForSplit(SPLITS[happening.split] as string);
      return "more";
    };
    harness.emitNext();
    for (const event of harness.takeOutput()) {
      if (event.kind === "watermark") emitted.push([index + 1, event.watermark]);
      if (event.kind === "status") emitted.push([index + 1, event.idle ? "idle" : "active"]);
    }
  });
  return emitted;
}

/** One life of a split: when it was added, its records, when it was released. */
type Life = { readonly from: number; readonly to: number; readonly records: readonly (readonly [number, number])[] };

function livesOf(history: readonly Happening[]): Life[] {
  return SPLITS.flatMap((_name, split) => {
    const own = history.flatMap((happening, index) =>
      happening.kind !== "nothing" && happening.split === split ? [[index + 1, happening] as const] : [],
    );
    return own.flatMap(([from, happening], position) => {
      if (happening.kind !== "add") return [];
      const rest = own.slice(position + 1);
      const end = rest.findIndex(([, later]) => later.kind === "release");
      const during = end === -1 ? rest : rest.slice(0, end);
      const records = during.flatMap(([time, r]) => (r.kind === "record" ? [[time, r.timestamp] as const] : []));
      return [{ from, to: end === -1 ? history.length + 1 : (rest[end]?.[0] as number), records }];
    });
  });
}

/** A tick comes before what happens at its instant, so it sees what happened before. */
function ticksOf(history: readonly Happening[]): number[] {
  return history.map((_happening, index) => index + 1).filter((time) => time % INTERVAL === 0);
}

/** Whether a split is idle after the tick: more than the timeout since the first tick that saw no event, of a row of such. */
function isIdleAt(life: Life, tick: number, idleTimeout: number | null): boolean {
  if (idleTimeout === null) return false;
  let quietSince: number | null = null;
  for (let t = Math.floor(life.from / INTERVAL) * INTERVAL + INTERVAL; t <= tick; t += INTERVAL) {
    const hadEvent = life.records.some(([time]) => time < t && time >= t - INTERVAL);
    if (hadEvent) quietSince = null;
    else quietSince ??= t;
  }
  return quietSince !== null && tick - quietSince > idleTimeout;
}

/** The watermark that a split has made by the tick: of its greatest timestamp, at the last tick at which it was not idle. */
function watermarkAt(life: Life, tick: number, bound: number, idleTimeout: number | null): number {
  let watermark = MIN_TIMESTAMP;
  for (let t = Math.floor(life.from / INTERVAL) * INTERVAL + INTERVAL; t <= tick; t += INTERVAL) {
    if (isIdleAt(life, t, idleTimeout)) continue;
    for (const [time, timestamp] of life.records) if (time < t) watermark = Math.max(watermark, timestamp - bound - 1);
  }
  return watermark;
}

/** Every tick combines the splits that are there: the least of those not idle, the greatest when all are. */
function recompute(history: readonly Happening[], bound: number): Emitted[] {
  const lives = livesOf(history);
  const emitted: Emitted[] = [];
  let last = MIN_TIMESTAMP;
  for (const tick of ticksOf(history)) {
    const watermarks = lives
      .filter((life) => life.from < tick && tick <= life.to)
      .map((life) => watermarkAt(life, tick, bound, null));
    const combined = Math.min(...watermarks);
    if (watermarks.length > 0 && combined > last) {
      last = combined;
      emitted.push([tick, combined]);
    }
  }
  return emitted;
}

/** The same with idleness, for splits that stay; the source is idle when all are, and active with a watermark that rises. */
function recomputeIdle(history: readonly Happening[], bound: number, idleTimeout: number): Emitted[] {
  const lives = livesOf(history);
  const emitted: Emitted[] = [];
  let last = MIN_TIMESTAMP;
  let isIdle = false;
  for (const tick of ticksOf(history)) {
    const there = lives.filter((life) => life.from < tick);
    if (there.length === 0) continue;
    const facts = there.map((life) => ({
      watermark: watermarkAt(life, tick, bound, idleTimeout),
      idle: isIdleAt(life, tick, idleTimeout),
    }));
    const active = facts.filter(({ idle }) => !idle);
    const combined =
      active.length === 0
        ? Math.max(...facts.map(({ watermark }) => watermark))
        : Math.min(...active.map(({ watermark }) => watermark));
    if (combined > last) {
      last = combined;
      if (isIdle) emitted.push([tick, "active"]);
      isIdle = false;
      emitted.push([tick, combined]);
    }
    // The main output was never used: its generator turns idle by itself once the timeout is over, counted from the first tick.
    if (active.length === 0 && tick - INTERVAL > idleTimeout && !isIdle) {
      isIdle = true;
      emitted.push([tick, "idle"]);
    }
  }
  return emitted;
}

const RECORD = fc.record({
  kind: fc.constant("record" as const),
  split: fc.integer({ min: 0, max: 2 }),
  timestamp: fc.integer({ min: -50, max: 200 }),
});
const NOTHING = fc.constant({ kind: "nothing" });
const CHANGE = fc.record({
  kind: fc.constantFrom("add" as const, "release" as const),
  split: fc.integer({ min: 0, max: 2 }),
});

/** Leaves out what cannot happen: records of splits that are not there, splits that are there already. */
function possible(history: readonly Happening[]): Happening[] {
  const there = new Set<number>();
  return history.map((happening): Happening => {
    if (happening.kind === "nothing") return happening;
    if (happening.kind === "add" ? there.has(happening.split) : !there.has(happening.split)) return { kind: "nothing" };
    if (happening.kind === "add") there.add(happening.split);
    if (happening.kind === "release") there.delete(happening.split);
    return happening;
  });
}

describe("a source against recomputation", () => {
  it("emits the least watermark of the splits that are there, which come and go", () => {
    const history = fc.array(fc.oneof({ arbitrary: RECORD, weight: 6 }, CHANGE, NOTHING), { maxLength: 120 });
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 30 }), (drawn, bound) => {
        const happened = possible([{ kind: "add", split: 0 }, ...drawn]);
        expect(runSource(happened, bound, null)).toEqual(recompute(happened, bound));
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out idle splits, and is idle when all are", () => {
    const busy = fc.array(fc.oneof(RECORD, NOTHING), { maxLength: 40 });
    const quiet = fc.integer({ min: 0, max: 60 }).map((length) => Array<Happening>(length).fill({ kind: "nothing" }));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(busy, quiet), { maxLength: 6 }),
        fc.integer({ min: 1, max: 25 }),
        (parts, timeout) => {
          const adds = SPLITS.map((_name, split): Happening => ({ kind: "add", split }));
          const happened = [...adds, ...parts.flat()];
          expect(runSource(happened, 5, timeout)).toEqual(recomputeIdle(happened, 5, timeout));
        },
      ),
      { numRuns: 300 },
    );
  });
});

it("a valve of channels that are never idle passes on the least of their greatest watermarks", () => {
  const arrival = fc.record({
    channel: fc.integer({ min: 0, max: 2 }),
    watermark: fc.oneof(fc.integer({ min: -20, max: 60 }), fc.constant(MAX_TIMESTAMP)),
  });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 40 }), (arrivals) => {
      const passed: number[] = [];
      const valve = new WatermarkValve(3, {
        emitWatermark: (watermark) => passed.push(watermark),
        emitWatermarkStatus: () => passed.push(Number.NaN),
      });
      const expected: number[] = [];
      arrivals.forEach(({ channel, watermark }, index) => {
        valve.inputWatermark(watermark, channel);
        const greatest = [0, 1, 2].map((c) =>
          arrivals
            .slice(0, index + 1)
            .filter((a) => a.channel === c)
            .reduce((max, a) => Math.max(max, a.watermark), MIN_TIMESTAMP),
        );
        if (Math.min(...greatest) > (expected.at(-1) ?? MIN_TIMESTAMP)) expected.push(Math.min(...greatest));
      });
      expect(passed).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
