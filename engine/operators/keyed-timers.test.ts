import { describe, expect, it } from "vitest";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../core/index";
import { createKeyedOperatorHarness } from "../testing/index";
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  KeyedProcessOperator,
  type OnTimerContext,
  OutputTag,
} from "./index";

type Step = (context: KeyedProcessContext<string> | OnTimerContext<string>, out: Collector<string>) => void;
type Plan = { readonly key: string; readonly now?: Step; readonly onTimer?: Step };

const SIDE = new OutputTag<string>("side");

/** Does what its records say, and on a timer what the last record of the key said. */
class Planned extends KeyedProcessFunction<string, Plan, string> {
  readonly #onTimer = new Map<string, Step>();

  processElement(plan: Plan, context: KeyedProcessContext<string>, out: Collector<string>): void {
    if (plan.onTimer !== undefined) this.#onTimer.set(plan.key, plan.onTimer);
    plan.now?.(context, out);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} ${context.timeDomain()} ${timestamp}`);
    this.#onTimer.get(context.getCurrentKey())?.(context, out);
  }
}

function open() {
  return createKeyedOperatorHarness(
    () => new KeyedProcessOperator(new Planned()),
    (plan: Plan) => plan.key,
  );
}

function values(harness: ReturnType<typeof open>): unknown[] {
  return harness.takeOutput().flatMap((event) => (event.kind === "record" ? [event.value] : []));
}

const register =
  (...times: number[]): Step =>
  (context) => {
    for (const time of times) context.timerService().registerEventTimeTimer(time);
  };

describe("event-time timers of a function", () => {
  it("are one for each key and time, and their domains are apart (rule 3.3.1)", () => {
    const harness = open();
    harness.pushElement({ key: "a", now: register(10, 10, 11) });
    harness.pushElement({ key: "b", now: register(10) });
    harness.pushElement({ key: "a", now: (context) => context.timerService().registerProcessingTimeTimer(10) });
    expect([harness.eventTimeTimerCount, harness.processingTimeTimerCount]).toEqual([3, 1]);
  });

  it("fire in the running pass when a timer set them, else with the next watermark (rule 3.3.2)", () => {
    const harness = open();
    const onTimer: Step = (context, out) => {
      if (context.timestamp() === 10) register(5, 12, 13)(context, out);
    };
    harness.pushElement({ key: "a", now: register(10), onTimer });
    harness.pushWatermark(12);
    expect(values(harness)).toEqual(["a EVENT_TIME 10", "a EVENT_TIME 5", "a EVENT_TIME 12"]);
    harness.pushElement({ key: "b", now: register(3) });
    expect(values(harness)).toEqual([]);
    harness.pushWatermark(12);
    expect([values(harness), harness.eventTimeTimerCount]).toEqual([["b EVENT_TIME 3"], 1]);
  });

  it("see the watermark of the pass, emit with their own time (rules 3.3.3, 3.3.4)", () => {
    const harness = open();
    const seen: unknown[] = [];
    const onTimer: Step = (context) => {
      seen.push([context.timerService().currentWatermark(), context.timestamp()]);
      context.output(SIDE, "side");
    };
    harness.pushElement({ key: "a", now: register(10), onTimer }, 1);
    harness.pushWatermark(25);
    expect(seen).toEqual([[25, 10]]);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a EVENT_TIME 10", timestamp: 10 },
      { kind: "side-output", tag: "side", value: "side", timestamp: 10 },
      { kind: "watermark", watermark: 25 },
    ]);
  });

  it("that are deleted do not fire, also in the pass; others are left alone (rule 3.3.5)", () => {
    const harness = open();
    const remove =
      (time: number): Step =>
      (context) =>
        context.timerService().deleteEventTimeTimer(time);
    harness.pushElement({ key: "a", now: remove(10) });
    harness.pushElement({ key: "a", now: register(10, 20, 30), onTimer: remove(20) });
    harness.pushWatermark(30);
    expect(values(harness)).toEqual(["a EVENT_TIME 10", "a EVENT_TIME 30"]);
  });

  it("that set themselves again fire again in the same pass, up to a bound (rule 3.3.a)", () => {
    const harness = open();
    harness.pushElement({ key: "a", now: register(10), onTimer: register(10) });
    expect(() => harness.pushWatermark(10)).toThrow(expect.objectContaining({ code: "budget-timers" }) as Error);
  });
});

describe("processing-time timers of a function", () => {
  it("emit without timestamp, to side outputs with the timer's (rule 3.4.c)", () => {
    const harness = open();
    harness.pushElement({
      key: "a",
      now: (context) => context.timerService().registerProcessingTimeTimer(7),
      onTimer: (context) => context.output(SIDE, "side"),
    });
    harness.setProcessingTime(9);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a PROCESSING_TIME 7", timestamp: NO_TIMESTAMP },
      { kind: "side-output", tag: "side", value: "side", timestamp: 7 },
    ]);
  });

  it("for the past wait for the next time the harness sets, and overdue ones for it after a restore (rules 3.4.a, 3.4.d)", () => {
    const harness = open();
    harness.setProcessingTime(100);
    harness.pushElement({ key: "a", now: (context) => context.timerService().registerProcessingTimeTimer(7) });
    harness.restore();
    expect(values(harness)).toEqual([]);
    harness.setProcessingTime(100);
    expect(values(harness)).toEqual(["a PROCESSING_TIME 7"]);
  });
});

it("a record without timestamp reads null, and its side output has MIN (rule 3.3.b)", () => {
  const harness = open();
  harness.pushElement({
    key: "a",
    now: (context, out) => {
      out.collect(String(context.timestamp()));
      context.output(SIDE, "side");
    },
  });
  expect(harness.takeOutput()).toEqual([
    { kind: "record", value: "null", timestamp: NO_TIMESTAMP },
    { kind: "side-output", tag: "side", value: "side", timestamp: MIN_TIMESTAMP },
  ]);
});
