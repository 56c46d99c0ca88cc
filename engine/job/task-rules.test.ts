/** The life of a task, what it does next, and where its records go: the rules of `docs/semantics/tasks.md`. */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  type DataStream,
  Duration,
  type LocalEnvironmentOptions,
  OutputTag,
  type ProcessContext,
  ProcessFunction,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";
import { AbstractStreamOperator } from "../operators/index";
import { eventsOf } from "./traced-events.contract";

/** An operator that passes records on and notes what it is told. */
class NotingOperator extends AbstractStreamOperator<number, number> {
  readonly #name: string;
  readonly #notes: string[];

  constructor(name: string, notes: string[]) {
    super();
    this.#name = name;
    this.#notes = notes;
  }

  #note(what: string): void {
    this.#notes.push(`${what} ${this.#name}`);
  }

  override initializeState(): void {
    this.#note("initialize");
  }
  override open(): void {
    this.#note("open");
  }
  override prepareSnapshotPreBarrier(): void {
    this.#note("before the barrier");
  }
  override snapshotState(): void {
    this.#note("snapshot");
  }
  override notifyCheckpointComplete(): void {
    this.#note("complete");
  }
  override endInput(): void {
    this.#note("end of input");
  }
  override finish(): void {
    this.#note("finish");
  }
  override close(): void {
    this.#note("close");
  }
  processElement(value: number, timestamp: number): void {
    this.#note("record");
    this.output.collect(value, timestamp);
  }
}

function noting(stream: DataStream<number>, name: string, notes: string[]): DataStream<number> {
  return stream.transform<number>(name, "map", () => new NotingOperator(name, notes));
}

function numbers(env: StreamExecutionEnvironment, elements: readonly ScriptedElement<number>[]): DataStream<number> {
  return env.fromSource(createScriptedSource(elements), WatermarkStrategy.noWatermarks<number>(), "numbers");
}

function at(arrivalMillis: number, value: number): ScriptedElement<number> {
  return { arrivalMillis, value };
}

/** The chain a, b of one task: the source is apart from it. */
function runNotedChain(checkpoints: boolean): string[] {
  const notes: string[] = [];
  const env = createLocalEnvironment();
  if (checkpoints) env.enableCheckpointing(50);
  const input = numbers(env, [at(0, 1), at(60, 2)]).rebalance();
  noting(noting(input, "a", notes), "b", notes).sinkTo(new CollectingSink<number>());
  env.execute().runToEnd();
  return notes;
}

describe("the life of a task", () => {
  test("rule 4.6.a: opened tail to head, finished head to tail, closed tail to head", () => {
    expect(runNotedChain(false)).toEqual([
      ...["initialize b", "open b", "initialize a", "open a"],
      ...["record a", "record b", "record a", "record b"],
      ...["end of input a", "finish a", "end of input b", "finish b"],
      ...["close b", "close a"],
    ]);
  });

  test("rule 4.6.b: hooks before the barrier head to tail; snapshots and notifications tail to head", () => {
    const notes = runNotedChain(true);
    const checkpoint = ["before the barrier a", "before the barrier b", "snapshot b", "snapshot a"];
    const first = notes.indexOf("before the barrier a");
    expect(notes.slice(first, first + 6)).toEqual([...checkpoint, "complete b", "complete a"]);
    const notified = notes.filter((note) => note.startsWith("complete"));
    expect(notified.length).toBeGreaterThan(2);
    expect(notified).toEqual(notified.map((_, index) => (index % 2 === 0 ? "complete b" : "complete a")));
  });
});

describe("what a task does next", () => {
  /** Which task moves in each step, by what it receives or emits first. */
  function runTwoInputs(options: LocalEnvironmentOptions) {
    const env = createLocalEnvironment(options);
    const order: number[] = [];
    const first = numbers(
      env,
      [1, 2, 3].map((value) => at(0, value)),
    );
    const second = numbers(
      env,
      [-1, -2, -3].map((value) => at(0, value)),
    );
    first
      .connect(second)
      .map<number>({ map1: (value) => value, map2: (value) => value })
      .map((value) => {
        order.push(value);
        return value;
      })
      .sinkTo(new CollectingSink<number>());
    return { job: env.execute(), order };
  }

  test("rule 4.7.c: two inputs take turns element by element, the first one first", () => {
    const { job, order } = runTwoInputs({});
    job.runToEnd();
    expect(order).toEqual([1, -1, 2, -2, 3, -3]);
  });

  test("rules 4.7.b and 4.9.a: any seed keeps the order of each channel, and the same seed the whole order", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const [one, other] = [runTwoInputs({ seed }), runTwoInputs({ seed })];
      one.job.runToEnd();
      other.job.runToEnd();
      expect(one.order).toEqual(other.order);
      expect(one.order.filter((value) => value > 0)).toEqual([1, 2, 3]);
      expect(one.order.filter((value) => value < 0)).toEqual([-1, -2, -3]);
    }
  });

  test("rules 4.7.a and 4.9.b: a step is one mail or one record through the whole chain, and mails come first", () => {
    const env = createLocalEnvironment({ trace: true });
    env.enableCheckpointing(10);
    numbers(env, [at(0, 1), at(10, 2), at(10, 3)])
      .rebalance()
      .flatMap<number>((value, out) => {
        out.collect(value);
        out.collect(-value);
      })
      .map((value) => value)
      .sinkTo(new CollectingSink<number>());
    const job = env.execute();
    job.runToEnd();
    const events = eventsOf(job);
    const received = events.filter((event) => event.kind === "record-received");
    for (const { step } of received) {
      const inStep = events.filter((event) => event.step === step);
      const heads = inStep.filter((event) => event.kind === "record-received" && event.operator === 1);
      expect(heads).toHaveLength(1);
      expect(inStep.filter((event) => event.kind === "record-received").length).toBe(5);
      expect(inStep.some((event) => event.kind === "barrier-emitted")).toBe(false);
    }
    // At 10 ms the records 2 and 3 and the trigger of the first checkpoint are due: the source takes the mail first.
    const barrier = events.findIndex((event) => event.kind === "barrier-emitted");
    const two = events.findIndex((event) => event.kind === "record-emitted" && event.value === "2");
    expect(barrier).toBeGreaterThan(-1);
    expect(events[barrier]?.processingTime).toBe(10);
    expect(barrier).toBeLessThan(two);
  });

  test("rule 4.9.c: the clock stands still while anything can run, and jumps to the next instant that is due", () => {
    const env = createLocalEnvironment({ trace: true });
    env.getConfig().setAutoWatermarkInterval(0);
    numbers(env, [at(7, 1), at(7, 2), at(1_000, 3)])
      .rebalance()
      .map((value) => value)
      .sinkTo(new CollectingSink<number>());
    const job = env.execute();
    job.runToEnd();
    const times = new Set(eventsOf(job).map(({ processingTime }) => processingTime));
    expect([...times]).toEqual([0, 7, 1_000]);
  });

  test("rule 4.9.d: a watermark's step holds its firings, what they emit, and then the watermark", () => {
    const env = createLocalEnvironment({ trace: true });
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((value) => value);
    env
      .fromSource(createScriptedSource([at(0, 1), at(0, 2)]), strategy, "numbers")
      .keyBy((value) => value % 2)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
      .reduce((a) => a)
      .sinkTo(new CollectingSink<number>());
    const job = env.execute();
    job.runToEnd();
    const events = eventsOf(job);
    const [fired] = events.filter((event) => event.kind === "window-fired");
    const told = events
      .filter((event) => event.step === fired?.step && "operator" in event && event.operator === 1)
      .map(({ kind }) => kind)
      .filter((kind) => ["window-fired", "record-emitted", "watermark-emitted"].includes(kind));
    expect(told).toEqual(["window-fired", "record-emitted", "window-fired", "record-emitted", "watermark-emitted"]);
  });

  test("rule 4.9.e: a full channel makes its producer wait, which loses and reorders nothing", () => {
    const values = Array.from({ length: 40 }, (_, index) => index);
    for (const channelCapacity of [1, 2, 32]) {
      const env = createLocalEnvironment({ channelCapacity });
      const sink = new CollectingSink<number>();
      numbers(
        env,
        values.map((value) => at(0, value)),
      )
        .rebalance()
        .flatMap<number>((value, out) => [value, value].forEach((each) => out.collect(each)))
        .rebalance()
        .sinkTo(sink);
      env.execute().runToEnd();
      expect(sink.values).toEqual(values.flatMap((value) => [value, value]));
    }
  });
});

describe("side outputs", () => {
  class Sorting extends ProcessFunction<number, number> {
    processElement(value: number, context: ProcessContext, out: { collect(value: number): void }): void {
      if (value % 2 === 0) out.collect(value);
      else context.output(new OutputTag<number>(value % 3 === 0 ? "threes" : "odd"), value);
    }
  }

  test("rule 4.8.a: a tagged record goes to all consumers of an equal tag, and to nobody else", () => {
    const env = createLocalEnvironment();
    const [main, odd, again] = [1, 2, 3].map(() => new CollectingSink<number>());
    const sorted = numbers(
      env,
      [1, 2, 3, 4, 5].map((value) => at(0, value)),
    ).process(new Sorting());
    sorted.sinkTo(main as CollectingSink<number>);
    sorted.getSideOutput(new OutputTag<number>("odd")).sinkTo(odd as CollectingSink<number>);
    sorted.getSideOutput(new OutputTag<number>("odd")).sinkTo(again as CollectingSink<number>);
    env.execute().runToEnd();
    expect([main?.values, odd?.values, again?.values]).toEqual([
      [2, 4],
      [1, 5],
      [1, 5],
    ]);
  });

  test("rule 4.8.b: watermarks reach the consumers of a side output as all others", () => {
    const env = createLocalEnvironment({ trace: true });
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((value) => value);
    const sorted = env
      .fromSource(createScriptedSource([at(0, 1), at(0, 5), at(500, 7)]), strategy, "numbers")
      .process(new Sorting());
    const windows = sorted
      .getSideOutput(new OutputTag<number>("odd"))
      .keyBy(() => 0)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(2)));
    const sink = new CollectingSink<number>();
    windows.reduce((a, b) => a + b).sinkTo(sink);
    const job = env.execute();
    job.runToEnd();
    expect(sink.values).toEqual([1, 5, 7]);
    // The tick at 200 ms gives the watermark 4, behind [0, 2); the rest fires with the end of the input.
    const fired = eventsOf(job).filter((event) => event.kind === "window-fired");
    expect(fired.map(({ processingTime }) => processingTime)).toEqual([200, 500, 500]);
  });
});
