/**
 * The interval join against nested loops over everything that ever arrived, on streams drawn by seed: disorder, late
 * records, idle inputs, restores. The oracle knows no buffers and no timers: a record is out of reach once a watermark
 * at or behind its clean-up time came after it.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { MIN_TIMESTAMP } from "../core/index";
import { TwoInputOperatorHarness } from "../testing/index";
import {
  type Collector,
  IntervalJoinOperator,
  type IntervalJoinSettings,
  OutputTag,
  type ProcessJoinContext,
  ProcessJoinFunction,
} from "./index";

type Item = { readonly key: string; readonly id: number };

type Action =
  | { readonly kind: "record"; readonly side: 0 | 1; readonly key: string; readonly time: number }
  | { readonly kind: "watermark"; readonly side: 0 | 1; readonly time: number }
  /** The same watermark on both inputs. */
  | { readonly kind: "watermarks"; readonly time: number }
  | { readonly kind: "status"; readonly side: 0 | 1; readonly idle: boolean }
  | { readonly kind: "restore" };

type Bounds = { readonly lower: number; readonly upper: number; readonly open: readonly [boolean, boolean] };

/** `left+right@time` or `late side id@time`; what one action brings is sorted, since the order is the map's. */
type Outcome = readonly string[];

const LATE = [new OutputTag<Item>("late0"), new OutputTag<Item>("late1")] as const;

class Pair extends ProcessJoinFunction<Item, Item, string> {
  processElement(left: Item, right: Item, context: ProcessJoinContext, out: Collector<string>): void {
    out.collect(`${left.id}+${right.id} ${context.getLeftTimestamp()} ${context.getRightTimestamp()}`);
  }
}

function runOperator(actions: readonly Action[], { lower, upper, open }: Bounds): Outcome[] {
  const settings: IntervalJoinSettings<Item, Item> = {
    lowerBound: lower,
    upperBound: upper,
    lowerBoundInclusive: !open[0],
    upperBoundInclusive: !open[1],
    leftLateDataOutputTag: LATE[0],
    rightLateDataOutputTag: LATE[1],
  };
  const key = (item: Item) => item.key;
  const create = () => new IntervalJoinOperator<Item, Item, string>(new Pair(), settings);
  const h = new TwoInputOperatorHarness<Item, Item, string>(create, { keySelector: key, keySelector2: key });
  return actions.map((action, id) => {
    const isFirst = "side" in action && action.side === 0;
    if (action.kind === "record") {
      const item = { key: action.key, id };
      if (isFirst) h.pushElement1(item, action.time);
      else h.pushElement2(item, action.time);
    } else if (action.kind === "watermark") {
      if (isFirst) h.pushWatermark1(action.time);
      else h.pushWatermark2(action.time);
    } else if (action.kind === "watermarks") {
      h.pushBothWatermarks(action.time);
    } else if (action.kind === "status") {
      const status = action.idle ? "idle" : "active";
      if (isFirst) h.pushStatus1(status);
      else h.pushStatus2(status);
    } else h.restore();
    return h
      .takeOutput()
      .flatMap((event) => {
        if (event.kind === "record") return [`${event.value}@${event.timestamp}`];
        return event.kind === "side-output" ? [`${event.tag} ${(event.value as Item).id}@${event.timestamp}`] : [];
      })
      .sort();
  });
}

type Arrival = { side: 0 | 1; key: string; time: number; id: number; isOut: boolean };

/** The combined watermark, recomputed from what each input said last. */
class Inputs {
  readonly watermarks: [number, number] = [MIN_TIMESTAMP, MIN_TIMESTAMP];
  readonly idle: [boolean, boolean] = [false, false];
  combined = MIN_TIMESTAMP;

  advance(side: 0 | 1, time: number): void {
    this.idle[side] = false;
    if (time <= this.watermarks[side]) return;
    this.watermarks[side] = time;
    this.update();
  }

  update(): void {
    const active = this.watermarks.filter((_, side) => this.idle[side] === false);
    const next = active.length === 0 ? Math.max(...this.watermarks) : Math.min(...active);
    this.combined = Math.max(this.combined, next);
  }
}

function runLoops(actions: readonly Action[], bounds: Bounds): Outcome[] {
  const lower = bounds.lower + (bounds.open[0] ? 1 : 0);
  const upper = bounds.upper - (bounds.open[1] ? 1 : 0);
  let inputs = new Inputs();
  const arrivals: Arrival[] = [];
  return actions.map((action, id) => {
    const before = inputs.combined;
    if (action.kind === "restore") inputs = new Inputs();
    else if (action.kind === "watermark") inputs.advance(action.side, action.time);
    else if (action.kind === "watermarks") {
      inputs.advance(0, action.time);
      inputs.advance(1, action.time);
    } else if (action.kind === "status") {
      inputs.idle[action.side] = action.idle;
      inputs.update();
    } else return arrive(action, id, inputs.combined);
    if (inputs.combined > before) {
      for (const old of arrivals) {
        const reach = old.side === 0 ? upper : -lower;
        if (inputs.combined >= old.time + Math.max(0, reach)) old.isOut = true;
      }
    }
    return [];
  });

  function arrive({ side, key, time }: Action & { kind: "record" }, id: number, watermark: number): Outcome {
    if (time < watermark) return [`late${side} ${id}@${time}`];
    const own: Arrival = { side, key, time, id, isOut: false };
    const pairs: string[] = [];
    for (const other of arrivals) {
      if (other.isOut || other.side === side || other.key !== key) continue;
      const [left, right] = side === 0 ? [own, other] : [other, own];
      const distance = right.time - left.time;
      if (distance < lower || distance > upper) continue;
      pairs.push(`${left.id}+${right.id} ${left.time} ${right.time}@${Math.max(left.time, right.time)}`);
    }
    arrivals.push(own);
    return pairs.sort();
  }
}

const SIDE = fc.constantFrom<0 | 1>(0, 1);
/** Small, so that records, bounds and watermarks often meet exactly. */
const TIME = fc.integer({ min: -3, max: 14 });
const ACTIONS = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant("record" as const),
        side: SIDE,
        key: fc.constantFrom("a", "b"),
        time: TIME,
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("watermarks" as const), time: TIME }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("watermark" as const), side: SIDE, time: TIME }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("status" as const), side: SIDE, idle: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant({ kind: "restore" as const }) },
  ),
  { maxLength: 60 },
);
const BOUNDS = fc
  .record({
    lower: fc.integer({ min: -5, max: 4 }),
    width: fc.integer({ min: 0, max: 6 }),
    open: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ lower, width, open }): Bounds => ({ lower, upper: lower + width, open }));

/** Kept: what tells a buffer that is cleaned up a millisecond early from one that is not. */
const LEFT_AT_ITS_CLEANUP: Action[] = [
  { kind: "record", side: 0, key: "a", time: 0 },
  { kind: "watermarks", time: 1 },
  { kind: "restore" },
  { kind: "record", side: 1, key: "a", time: 0 },
];

it("rules 3.6.2, 3.6.3, 3.6.4: pairs and late records are those of the nested loops", () => {
  const property = fc.property(ACTIONS, BOUNDS, (actions, bounds) => {
    expect(runOperator(actions, bounds)).toEqual(runLoops(actions, bounds));
  });
  const kept: [Action[], Bounds] = [LEFT_AT_ITS_CLEANUP, { lower: 0, upper: 1, open: [false, false] }];
  fc.assert(property, { numRuns: 600, examples: [kept] });
});
