/**
 * Broadcast state and the functions beside it. Expected values are worked out by hand from Flink 2.3's rules.
 */
import { describe, expect, it } from "vitest";
import { bitMix, hashString } from "../core/index";
import { MapStateDescriptor, ValueStateDescriptor, type ValueState } from "../state/index";
import { formatEvents, type HarnessOptions, TwoInputOperatorHarness } from "../testing/index";
import { Types } from "../types/index";
import {
  type BroadcastContext,
  BroadcastOperator,
  BroadcastProcessFunction,
  type Collector,
  type KeyedBroadcastContext,
  KeyedBroadcastOperator,
  KeyedBroadcastProcessFunction,
  type KeyedReadOnlyBroadcastContext,
  OutputTag,
  type ReadOnlyBroadcastContext,
  type RuntimeContext,
} from "./index";

const NUMBERS = new MapStateDescriptor<number, string>("numbers", Types.LONG);
const SUM = new ValueStateDescriptor<number>("sum");

/** What the two sides do with a record, as a test says. */
type Sides = {
  readonly element?: (value: string, context: ReadOnlyBroadcastContext, out: Collector<string>) => void;
  readonly broadcast?: (value: string, context: BroadcastContext, out: Collector<string>) => void;
};

class Told extends BroadcastProcessFunction<string, string, string> {
  constructor(protected readonly sides: Sides) {
    super();
  }
  processElement(value: string, context: ReadOnlyBroadcastContext, out: Collector<string>): void {
    this.sides.element?.(value, context, out);
  }
  processBroadcastElement(value: string, context: BroadcastContext, out: Collector<string>): void {
    this.sides.broadcast?.(value, context, out);
  }
}

function harnessOf(sides: Sides): TwoInputOperatorHarness<string, string, string> {
  return new TwoInputOperatorHarness(() => new BroadcastOperator<string, string, string>(new Told(sides), [NUMBERS]));
}

function keysOf(context: ReadOnlyBroadcastContext): string {
  return [...context.getBroadcastState(NUMBERS).immutableEntries()].map(({ key }) => key).join(" ");
}

describe("broadcast state", () => {
  it("rules 3.5.g, 3.5.h: is written by one side, read by the other in map order, and restored into a new map", () => {
    const h = harnessOf({
      broadcast: (value, context) => {
        const state = context.getBroadcastState(NUMBERS);
        for (const key of value.split(" ").map(Number)) if (key < 0) state.remove(-key);
        state.putAll(
          value
            .split(" ")
            .map(Number)
            .filter((key) => key >= 0)
            .map((key) => [key, value]),
        );
      },
      element: (_value, context, out) => out.collect(keysOf(context)),
    });
    // 13 entries make 32 buckets of the 16: 16 lies behind 1 then, and before it in a fresh table.
    h.pushElement2("16 1", 1);
    h.pushElement1("read", 1);
    h.pushElement2("100 101 102 103 104 105 106 107 108 109 110", 1);
    h.pushElement2("-100 -101 -102 -103 -104 -105 -106 -107 -108 -109 -110", 1);
    h.pushElement1("read", 2);
    h.restore();
    h.pushElement1("read", 3);
    expect(formatEvents(h.takeOutput())).toEqual(["16 1@1", "1 16@2", "16 1@3"]);
  });

  it("rule 3.5.i: refuses changes on the side that reads, and descriptors that were not named", () => {
    const other = new MapStateDescriptor<string, string>("other");
    const h = harnessOf({
      broadcast: (value, context) => context.getBroadcastState(NUMBERS).put(Number(value), value),
      element: (value, context) => {
        const state = context.getBroadcastState(NUMBERS);
        if (value === "set") for (const entry of state.immutableEntries()) entry.setValue("x");
        if (value === "other") context.getBroadcastState(other);
        const entries = state.immutableEntries().iterator();
        entries.next();
        entries.remove();
      },
    });
    h.pushElement2("5");
    const refusal = (flinkClass: string) => expect.objectContaining({ flinkClass }) as Error;
    expect(() => h.pushElement1("remove")).toThrow(refusal("UnsupportedOperationException"));
    expect(() => h.pushElement1("set")).toThrow(refusal("UnsupportedOperationException"));
    expect(() => h.pushElement1("other")).toThrow(refusal("IllegalArgumentException"));
    const asking = harnessOf({ broadcast: (_value, context) => context.getBroadcastState(other) });
    expect(() => asking.pushElement2("5")).toThrow(refusal("IllegalArgumentException"));
  });

  it("rules 1.9.c, 3.5.b: no timestamp reads as null here and as MIN on the broadcast side", () => {
    const side = new OutputTag<string>("side");
    const tell = (value: string, context: ReadOnlyBroadcastContext, out: Collector<string>) => {
      out.collect(
        `${value} ${String(context.timestamp())} ${context.currentWatermark()} ${context.currentProcessingTime()}`,
      );
      context.output(side, value);
    };
    const h = harnessOf({ element: tell, broadcast: tell });
    h.pushBothWatermarks(4);
    h.setProcessingTime(9);
    h.pushElement1("a");
    h.pushElement2("b");
    h.pushElement2("c", 3);
    expect(formatEvents(h.takeOutput())).toEqual([
      "w4",
      "a null 4 9@none",
      "side:a@MIN",
      `b ${-(2 ** 63)} 4 9@none`,
      "side:b@MIN",
      "c 3 4 9@3",
      "side:c@3",
    ]);
  });

  it("rule 3.5.e: holds back event time until it has a watermark", () => {
    const h = harnessOf({});
    h.pushWatermark1(100);
    expect(formatEvents(h.takeOutput())).toEqual([]);
    h.pushStatus2("idle");
    expect(formatEvents(h.takeOutput())).toEqual(["w100"]);
  });
});

/** Adds 1 to the sum of the record's key; on the broadcast side does what the record says. */
class Sums extends KeyedBroadcastProcessFunction<string, string, string, string> {
  protected sum!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.sum = context.getState(SUM);
  }
  processElement(_value: string, _context: KeyedReadOnlyBroadcastContext<string>): void {
    this.sum.update((this.sum.value() ?? 0) + 1);
  }
  processBroadcastElement(value: string, context: KeyedBroadcastContext<string>, out: Collector<string>): void {
    if (value === "sum") {
      this.sum.update((this.sum.value() ?? 0) + 10);
      return;
    }
    const visited: string[] = [];
    context.applyToKeyedState(SUM, (key, sum) => {
      visited.push(`${key}${String(sum.value())}`);
      if (value === "clear") sum.clear();
    });
    out.collect(visited.join(" "));
  }
}

function sumsHarness(options: HarnessOptions = {}): TwoInputOperatorHarness<string, string, string> {
  const create = () => new KeyedBroadcastOperator<string, string, string, string>(new Sums(), []);
  return new TwoInputOperatorHarness(create, { keySelector: (value: string) => value, ...options });
}

/** Flink's order by hand: buckets of a table of 128 in turn, in each the newest first. */
function tableOrder(keys: readonly string[]): string[] {
  const bucket = (key: string): number => bitMix(hashString(key) ^ 99) & 127;
  return keys
    .map((key, age) => ({ key, age }))
    .sort((a, b) => bucket(a.key) - bucket(b.key) || b.age - a.age)
    .map(({ key }) => key);
}

describe("keyed state beside a broadcast stream", () => {
  it("rules 3.5.k, 3.5.l: visits all keys in table order, which a restore turns round inside a bucket", () => {
    const h = sumsHarness({ maxParallelism: 1 });
    // "Aa" and "BB" have one hash code, so they share a bucket.
    const keys = ["a", "b", "Aa", "c", "BB", "k1", "k2", "k3"];
    for (const key of keys) h.pushElement1(key, 1);
    h.pushElement2("show");
    h.restore();
    h.pushElement2("show");
    const first = tableOrder(keys);
    const second = tableOrder(first);
    expect(first.indexOf("BB")).toBe(first.indexOf("Aa") - 1);
    expect(second.indexOf("Aa")).toBe(second.indexOf("BB") - 1);
    const texts = (order: readonly string[]) => `${order.map((key) => `${key}1`).join(" ")}@none`;
    expect(formatEvents(h.takeOutput())).toEqual([texts(first), texts(second)]);
  });

  it("rules 3.5.j, 3.5.k: a broadcast record uses the key that was current last; before any it fails", () => {
    const h = sumsHarness();
    expect(() => h.pushElement2("sum")).toThrow(expect.objectContaining({ flinkClass: "NullPointerException" }));
    h.pushElement1("a", 1);
    h.pushElement1("b", 1);
    h.pushElement2("sum");
    // "b" lies in key group 22, "a" in 81: "a" is visited last.
    h.pushElement2("show");
    h.pushElement2("sum");
    h.pushElement2("show");
    h.pushElement2("clear");
    expect(h.stateEntryCount).toBe(0);
    h.pushElement2("show");
    expect(formatEvents(h.takeOutput())).toEqual(["b11 a1@none", "b11 a11@none", "b11 a11@none", "@none"]);
  });
});
