import { describe, expect, it } from "vitest";
import { NO_TIMESTAMP } from "../core/index";
import { ValueStateDescriptor, type ValueState } from "../state/index";
import { createKeyedOperatorHarness, OperatorHarness } from "../testing/index";
import {
  type Collector,
  FilterOperator,
  FlatMapOperator,
  KeyedProcessFunction,
  type KeyedProcessContext,
  KeyedProcessOperator,
  MapOperator,
  type OnTimerContext,
  OutputTag,
  type ProcessContext,
  ProcessFunction,
  ProcessOperator,
  ReduceOperator,
  type RuntimeContext,
  UserCodeError,
} from "./index";

function thrownBy(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
}

describe("MapOperator, FilterOperator, FlatMapOperator", () => {
  it("map keeps the timestamp, and its absence", () => {
    const harness = new OperatorHarness<number, string>(() => new MapOperator((value: number) => `v${value}`));
    harness.pushElement(1, 10);
    harness.pushElement(2);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "v1", timestamp: 10 },
      { kind: "record", value: "v2", timestamp: NO_TIMESTAMP },
    ]);
  });

  it("filter passes what the predicate takes, unchanged", () => {
    const harness = new OperatorHarness<number, number>(() => new FilterOperator((value: number) => value > 1));
    harness.pushElement(1, 10);
    harness.pushElement(2, 11);
    expect(harness.takeOutput()).toEqual([{ kind: "record", value: 2, timestamp: 11 }]);
  });

  it("flatMap emits any number with the record's timestamp", () => {
    const create = () =>
      new FlatMapOperator<string, string>((line, out) => {
        for (const word of line.split(" ").filter((part) => part !== "")) out.collect(word);
      });
    const harness = new OperatorHarness(create);
    harness.pushElement("a b", 5);
    harness.pushElement("", 6);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a", timestamp: 5 },
      { kind: "record", value: "b", timestamp: 5 },
    ]);
  });

  it("forwards watermarks, equal ones too, and statuses", () => {
    const harness = new OperatorHarness<number, number>(() => new MapOperator((value: number) => value));
    harness.pushWatermark(7);
    harness.pushWatermark(7);
    harness.pushStatus("idle");
    harness.pushStatus("active");
    expect(harness.takeOutput()).toEqual([
      { kind: "watermark", watermark: 7 },
      { kind: "watermark", watermark: 7 },
      { kind: "status", idle: true },
      { kind: "status", idle: false },
    ]);
  });

  it("opens and closes rich functions", () => {
    const calls: string[] = [];
    const mapper = {
      open: (context: RuntimeContext) => calls.push(`open ${context.taskName}`),
      map: (value: number) => value,
      close: () => calls.push("close"),
    };
    const harness = new OperatorHarness(() => new MapOperator<number, number>(mapper), {
      operatorName: "Map",
    });
    harness.close();
    expect(calls).toEqual(["open Map", "close"]);
  });
});

describe("user code that fails", () => {
  it("is told with operator, subtask, record and cause", () => {
    const cause = new TypeError("x is undefined");
    const create = () =>
      new MapOperator<number, number>(() => {
        throw cause;
      });
    const harness = new OperatorHarness(create, { operatorName: "Map", subtaskIndex: 2 });
    const error = thrownBy(() => harness.pushElement(42));
    expect(error).toBeInstanceOf(UserCodeError);
    const failure = error as UserCodeError;
    expect(failure.site.operatorName).toBe("Map");
    expect(failure.site.subtaskIndex).toBe(2);
    expect(failure.record).toBe(42);
    expect(failure.cause).toBe(cause);
    expect(failure.message).toBe('A function of operator "Map" failed at the record 42: TypeError: x is undefined');
    expect(harness.takeOutput()).toEqual([]);
  });
});

describe("ReduceOperator", () => {
  it("emits the first record of a key as it is, then every reduction, and keeps it over a restore", () => {
    const harness = createKeyedOperatorHarness<string, readonly [string, number], readonly [string, number]>(
      () => new ReduceOperator((a, b) => [a[0], a[1] + b[1]] as const),
      (record) => record[0],
    );
    harness.pushElement(["a", 1], 1);
    harness.pushElement(["b", 10], 2);
    harness.restore();
    harness.pushElement(["a", 2], 3);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: ["a", 1], timestamp: 1 },
      { kind: "record", value: ["b", 10], timestamp: 2 },
      { kind: "record", value: ["a", 3], timestamp: 3 },
    ]);
    expect(harness.stateEntryCount).toBe(2);
  });
});

const LATE = new OutputTag<string>("late");

class Route extends ProcessFunction<string, string> {
  processElement(value: string, context: ProcessContext, out: Collector<string>): void {
    const timestamp = context.timestamp();
    if (timestamp !== null && timestamp <= context.timerService().currentWatermark()) context.output(LATE, value);
    else out.collect(value);
  }
}

class SetTimer extends ProcessFunction<string, string> {
  processElement(_value: string, context: ProcessContext): void {
    context.timerService().registerEventTimeTimer(1);
  }
}

describe("ProcessOperator", () => {
  it("sees timestamp and watermark and emits to side outputs", () => {
    const harness = new OperatorHarness<string, string>(() => new ProcessOperator(new Route()));
    harness.pushElement("a", 5);
    harness.pushWatermark(5);
    harness.pushElement("b", 5);
    harness.pushElement("c");
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a", timestamp: 5 },
      { kind: "watermark", watermark: 5 },
      { kind: "side-output", tag: "late", value: "b", timestamp: 5 },
      { kind: "record", value: "c", timestamp: NO_TIMESTAMP },
    ]);
  });

  it("refuses timers, since there is no key (rule 3.3.8)", () => {
    const harness = new OperatorHarness<string, string>(() => new ProcessOperator(new SetTimer()));
    const error = thrownBy(() => harness.pushElement("a", 5)) as UserCodeError;
    expect(error.flinkClass).toBe("UnsupportedOperationException");
  });
});

/** Counts the records of a key; tells how many after a minute of event time without any. */
class QuietKeys extends KeyedProcessFunction<string, string, string> {
  #count!: ValueState<number>;
  #timer!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.#count = context.getState(new ValueStateDescriptor<number>("count"));
    this.#timer = context.getState(new ValueStateDescriptor<number>("timer"));
  }

  processElement(_value: string, context: KeyedProcessContext<string>): void {
    this.#count.update((this.#count.value() ?? 0) + 1);
    const former = this.#timer.value();
    if (former !== null) context.timerService().deleteEventTimeTimer(former);
    const next = (context.timestamp() ?? 0) + 60;
    this.#timer.update(next);
    context.timerService().registerEventTimeTimer(next);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} ${this.#count.value()} ${context.timeDomain()} ${timestamp}`);
    this.#count.update(null);
    this.#timer.update(null);
  }
}

describe("KeyedProcessOperator", () => {
  it("fires timers per key before the watermark goes on, and leaves nothing behind (rule 3.3.9)", () => {
    const harness = createKeyedOperatorHarness(
      () => new KeyedProcessOperator(new QuietKeys()),
      (value: string) => value,
    );
    harness.pushElement("a", 100);
    harness.pushElement("b", 130);
    harness.pushElement("a", 120);
    expect(harness.stateEntryCount).toBe(4);
    expect(harness.eventTimeTimerCount).toBe(2);
    harness.restore();
    harness.pushWatermark(180);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "a 2 EVENT_TIME 180", timestamp: 180 },
      { kind: "watermark", watermark: 180 },
    ]);
    harness.pushWatermark(190);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: "b 1 EVENT_TIME 190", timestamp: 190 },
      { kind: "watermark", watermark: 190 },
    ]);
    expect(harness.stateEntryCount).toBe(0);
    expect(harness.eventTimeTimerCount).toBe(0);
  });
});
