import { describe, expect, it } from "vitest";
import {
  type Collector,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type JobClient,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type LocalEnvironmentOptions,
  type OnTimerContext,
  RestartStrategies,
  type RuntimeContext,
  type Savepoint,
  SavepointFormatType,
  type SavepointFuture,
  type SourceContext,
  type SourceFunction,
  type SourcePause,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";
import type { TraceEventKind } from "../trace/index";
import { eventsOf, ofKind } from "./traced-events.contract";

type Order = { readonly shop: string; readonly amount: number; readonly at: number };

class Running extends KeyedProcessFunction<string, Order, string> {
  #sum!: ValueState<number>;
  override open(context: RuntimeContext): void {
    this.#sum = context.getState(new ValueStateDescriptor<number>("sum"));
  }
  processElement(order: Order, context: KeyedProcessContext<string>, out: Collector<string>): void {
    const sum = (this.#sum.value() ?? 0) + order.amount;
    this.#sum.update(sum);
    context.timerService().registerEventTimeTimer(order.at + 450);
    out.collect(`${order.shop} ${sum}`);
  }
  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} timer ${timestamp}`);
  }
}

type Options = LocalEnvironmentOptions & {
  readonly checkpointMillis?: number;
  /** A sink that a former job has written to: the world outside stays when a job goes. */
  readonly sums?: CollectingSink<string>;
};

/**
 * 40 orders, one each 100 ms of the clock and of event time, 5 shops in turn: running sums with timers, and sums of windows
 * of a second. With checkpoints the sums come exactly once.
 */
function program({ checkpointMillis = 0, sums: given, ...options }: Options) {
  const env = createLocalEnvironment({ trace: true, ...options }).setParallelism(2);
  if (checkpointMillis > 0) env.enableCheckpointing(checkpointMillis);
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 10));
  const guarantee = checkpointMillis > 0 ? "exactly-once" : "at-least-once";
  const sums = given ?? new CollectingSink<string>({ guarantee });
  const windows = new CollectingSink<string>();
  const orders = Array.from({ length: 40 }, (_, i) => ({ shop: `s${i % 5}`, amount: i + 1, at: i * 100 }));
  const source = createScriptedSource<Order>(orders.map((value, i) => ({ value, arrivalMillis: i * 100 })));
  const times = WatermarkStrategy.forMonotonousTimestamps<Order>().withTimestampAssigner((order) => order.at);
  const byShop = env
    .fromSource(source, times, "orders")
    .uid("orders")
    .keyBy((order) => order.shop);
  byShop.process(new Running()).uid("running").sinkTo(sums).uid("sums");
  byShop
    .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
    .reduce((a, b) => ({ ...a, amount: a.amount + b.amount }))
    .uid("windows")
    .map((order) => `${order.shop} ${order.amount}`)
    .uid("texts")
    .sinkTo(windows)
    .uid("window sums");
  return { job: env.execute("orders"), sums, windows };
}

const sorted = (...values: readonly (readonly string[])[]) => values.flat().sort();
const through = (savepoint: Savepoint): Savepoint => JSON.parse(JSON.stringify(savepoint)) as Savepoint;
const stepTimes = (job: JobClient, steps: number): void => void Array.from({ length: steps }, () => job.step(1));

const kinds = <K extends TraceEventKind>(job: JobClient, ...wanted: K[]) => ofKind(eventsOf(job), ...wanted);

const whole = (() => {
  const { job, sums, windows } = program({});
  job.runToEnd();
  return { sums: sorted(sums.values), windows: sorted(windows.values), steps: job.step(0).step };
})();

describe("stop with savepoint", () => {
  it("suspend: whatever the step, the rest goes on exactly behind it (rules 5.5.d, 5.5.f, 5.6.a, 5.6.e)", () => {
    // Windows of a second: s0 has 1 + 6, then 11 + 16, ...: sums of two orders each, 4 windows for 5 shops.
    expect(whole.windows).toHaveLength(20);
    expect(whole.windows).toContain("s0 7");
    for (let steps = 0; steps < whole.steps; steps += 17) {
      const first = program({});
      stepTimes(first.job, steps);
      const future = first.job.stopWithSavepoint(false);
      const savepoint = future.get();
      expect([future.isDone(), first.job.status]).toEqual([true, "FINISHED"]);
      const second = program({ savepoint: structuredClone(through(savepoint)), startProcessingTime: 77 });
      second.job.runToEnd();
      expect(sorted(first.sums.values, second.sums.values), `step ${steps}`).toEqual(whole.sums);
      expect(sorted(first.windows.values, second.windows.values), `step ${steps}`).toEqual(whole.windows);
    }
  });

  it("drain: event time ends, windows fire with what they have, and again when the job goes on (rule 5.5.e)", () => {
    const first = program({ actions: [{ kind: "stop-with-savepoint", afterStep: 150, drain: true }] });
    first.job.runToEnd();
    const read = first.sums.values.filter((text) => !text.includes("timer")).length;
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThan(40);
    // Every order has set a timer, and all of them have fired.
    expect(first.sums.values).toHaveLength(2 * read);
    const maxima = kinds(first.job, "watermark-emitted").filter(({ watermark }) => watermark === 2 ** 63);
    expect(maxima.length).toBeGreaterThan(0);
    // Order i is in window i div 10 of shop i mod 5: the last window has what has been read of it.
    const sumOf = (from: number, to: number) => {
      const sums = new Map<string, number>();
      for (let i = from; i < to; i++) {
        const window = `s${i % 5} ${Math.floor(i / 10)}`;
        sums.set(window, (sums.get(window) ?? 0) + i + 1);
      }
      return [...sums].map(([window, sum]) => `${window.split(" ")[0]} ${sum}`);
    };
    expect(sorted(first.windows.values)).toEqual(sorted(sumOf(0, read)));
    const [future] = first.job.savepoints;
    const second = program({ savepoint: through((future as NonNullable<typeof future>).get()) });
    second.job.runToEnd();
    expect(sorted(second.windows.values)).toEqual(sorted(sumOf(read, 40)));
  });

  it("commits what its savepoint holds, and nothing else follows (rule 5.5.g)", () => {
    const first = program({ checkpointMillis: 10_000 });
    stepTimes(first.job, 200);
    expect(first.sums.values).toEqual([]);
    const savepoint = first.job.stopWithSavepoint(false).get();
    expect(first.sums.values.length).toBeGreaterThan(20);
    program({ checkpointMillis: 10_000, savepoint, sums: first.sums }).job.runToEnd();
    expect(sorted(first.sums.values)).toEqual(whole.sums);
    const notified = kinds(first.job, "checkpoint-triggered", "checkpoint-notified", "savepoint-completed");
    expect(new Set(notified.map(({ kind, checkpoint }) => `${kind} ${checkpoint}`))).toEqual(
      new Set(["checkpoint-triggered 1", "savepoint-completed 1", "checkpoint-notified 1"]),
    );
  });

  it("that fails makes the job recover, and it goes on (rule 5.5.h)", () => {
    const { job, sums } = program({
      checkpointMillis: 1_000,
      faults: [{ kind: "fail-snapshot", checkpoint: 3, operator: "running", subtask: 0 }],
    });
    while (kinds(job, "checkpoint-completed").length < 2 && job.step(1).reason === "budget");
    const future = job.stopWithSavepoint(false);
    expect(() => future.get()).toThrow(expect.objectContaining({ flinkClass: "CheckpointException" }) as Error);
    expect([future.isCompletedExceptionally(), future.savepoint]).toEqual([true, null]);
    job.runToEnd();
    const [restore] = kinds(job, "restore");
    expect(restore).toMatchObject({ attempt: 1, checkpoint: 2 });
    expect(sorted(sums.values)).toEqual(whole.sums);
    expect(job.status).toBe("FINISHED");
  });

  it("is refused while another one ends the job, and when the job is over", () => {
    const { job } = program({});
    stepTimes(job, 50);
    const [first, second] = [job.stopWithSavepoint(false), job.stopWithSavepoint(true)];
    expect([first.failure, second.failure]).toEqual([null, "The job is being stopped with a savepoint already."]);
    first.get();
    expect(job.triggerSavepoint().failure).toBe("The job is finished: it takes no savepoint any more.");
  });
});

describe("a plain savepoint (rules 5.5.a, 5.5.i)", () => {
  it("leaves the job as it was: nothing is committed, no task is told, a failure goes back to a checkpoint", () => {
    const { job, sums } = program({
      checkpointMillis: 1_000,
      actions: [{ kind: "savepoint", afterStep: 260, format: SavepointFormatType.NATIVE }],
    });
    while (job.savepoints[0]?.isDone() !== true && job.step(1).reason === "budget");
    const savepoint = (job.savepoints[0] as SavepointFuture).get();
    expect(savepoint).toMatchObject({
      path: `savepoint-${savepoint.checkpointId}`,
      kind: "savepoint",
      format: "NATIVE",
      stateBackend: "hashmap",
      jobName: "orders",
    });
    const notified = kinds(job, "checkpoint-notified").map(({ checkpoint }) => checkpoint);
    expect(notified).not.toContain(savepoint.checkpointId);
    expect(kinds(job, "savepoint-completed")).toMatchObject([{ checkpoint: savepoint.checkpointId, format: "NATIVE" }]);
    const visible = [...sums.values];
    job.runToEnd();
    expect(sorted(sums.values)).toEqual(whole.sums);
    // A job that starts from the savepoint commits what was in it: nothing of that had been committed by it.
    const again = program({ checkpointMillis: 1_000, savepoint: through(savepoint) });
    again.job.runToEnd();
    const missing = whole.sums.filter((text) => !again.sums.values.includes(text));
    expect(missing.every((text) => visible.includes(text))).toBe(true);
  });

  it("is no point of recovery: a job without checkpoints starts from scratch all the same", () => {
    const { job, sums } = program({
      actions: [{ kind: "savepoint", afterStep: 100 }],
      faults: [{ kind: "kill-task-manager", afterStep: 200, taskManager: 0 }],
    });
    job.runToEnd();
    expect(job.savepoints[0]?.savepoint).not.toBeNull();
    expect(kinds(job, "restore")).toMatchObject([{ attempt: 1, checkpoint: 0 }]);
    expect(sums.values.length).toBeGreaterThan(whole.sums.length);
  });

  it("has the directory in its path, and ids go on behind it after a restore", () => {
    const first = program({ checkpointMillis: 500 });
    stepTimes(first.job, 300);
    const future = first.job.triggerSavepoint("s3://bucket/savepoints/");
    const savepoint = future.get();
    expect(savepoint.path).toBe(`s3://bucket/savepoints/savepoint-${savepoint.checkpointId}`);
    const second = program({ checkpointMillis: 500, savepoint });
    second.job.runToEnd();
    expect(kinds(second.job, "restore")).toMatchObject([{ attempt: 0, checkpoint: savepoint.checkpointId }]);
    expect(kinds(second.job, "checkpoint-triggered")[0]?.checkpoint).toBe(savepoint.checkpointId + 1);
  });

  it("is what a failure goes back to while nothing newer is complete", () => {
    const first = program({ checkpointMillis: 10_000 });
    stepTimes(first.job, 150);
    const savepoint = first.job.stopWithSavepoint(false).get();
    const faults = [{ kind: "kill-task-manager", afterStep: 60, taskManager: 0 }] as const;
    const second = program({ checkpointMillis: 10_000, savepoint, faults, sums: first.sums });
    second.job.runToEnd();
    expect(kinds(second.job, "restore").map(({ checkpoint }) => checkpoint)).toEqual([1, 1]);
    expect(sorted(first.sums.values)).toEqual(whole.sums);
  });
});

describe("a canceled job", () => {
  it("processes nothing more; a checkpoint that it retained starts another (rule 5.6.g)", () => {
    const env = createLocalEnvironment({ trace: true });
    env.enableCheckpointing(1_000).getCheckpointConfig().setExternalizedCheckpointRetention("RETAIN_ON_CANCELLATION");
    const numbers = createScriptedSource(Array.from({ length: 50 }, (_, i) => ({ value: i, arrivalMillis: i * 100 })));
    const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
    const build = (environment: typeof env) => {
      environment
        .fromSource(numbers, WatermarkStrategy.noWatermarks<number>(), "numbers")
        .keyBy((n) => n % 3)
        .reduce((a, b) => a + b)
        .sinkTo(sink);
      return environment.execute("sums");
    };
    const first = build(env);
    while (sink.values.length < 20 && first.step(1).reason === "budget");
    first.cancel();
    expect([first.status, first.step(100).reason, first.step(100).stepsTaken]).toEqual(["CANCELED", "canceled", 0]);
    const [checkpoint, ...others] = first.retainedCheckpoints();
    expect(others).toEqual([]);
    expect(checkpoint).toMatchObject({ kind: "checkpoint", format: "NATIVE" });
    const next = createLocalEnvironment({ savepoint: through(checkpoint as Savepoint) });
    next.enableCheckpointing(1_000);
    build(next).runToEnd();
    // Running sums of 0, 3, 6, ...; 1, 4, 7, ...; 2, 5, 8, ...: 50 results, each once.
    const expected = Array.from({ length: 50 }, (_, n) => {
      let sum = 0;
      for (let i = n % 3; i <= n; i += 3) sum += i;
      return sum;
    });
    expect(sink.values.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
  });
});

describe("a source that had finished (rule 5.6.f)", () => {
  it("is restored as finished: it reads nothing again, and event time does not wait for it", () => {
    const build = (savepoint?: Savepoint) => {
      const env = createLocalEnvironment({ trace: true, savepoint });
      const numbers = (name: string, count: number) =>
        env
          .fromSource(
            createScriptedSource(Array.from({ length: count }, (_, i) => ({ value: i, arrivalMillis: i * 100 }))),
            WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) => n * 100),
            name,
          )
          .uid(name);
      const sink = new CollectingSink<string>();
      numbers("short", 5)
        .union(numbers("long", 30))
        .keyBy((n) => n % 2)
        .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
        .reduce((a, b) => a + b)
        .uid("windows")
        .map((n) => `${n}`)
        .sinkTo(sink);
      return { job: env.execute(), sink };
    };
    const first = build();
    while (first.sink.values.length < 2 && first.job.step(1).reason === "budget");
    const savepoint = through(first.job.stopWithSavepoint(false).get());
    expect(savepoint.operators.filter(({ subtasks }) => subtasks[0]?.finished).map(({ uid }) => uid)).toEqual([
      "short",
    ]);
    const second = build(savepoint);
    second.job.runToEnd();
    const { index } = second.job.plan.operators.find(({ uid }) => uid === "short") ?? { index: -1 };
    expect(kinds(second.job, "record-emitted").filter(({ operator }) => operator === index)).toEqual([]);
    // Evens and odds below 10, 20, 30; 0 to 4 came twice: 0 + 2 + 4 and 1 + 3 more in the first second.
    expect(sorted(first.sink.values, second.sink.values)).toEqual(sorted(["26", "29", "70", "75", "120", "125"]));
  });
});

describe("an unaligned checkpoint that was retained", () => {
  it("brings back what was in flight", () => {
    const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
    const build = (savepoint?: Savepoint) => {
      const env = createLocalEnvironment({
        trace: true,
        savepoint,
        channelCapacity: 8,
        costs: { records: [{ operator: "slow", millis: 40 }] },
      });
      env.enableCheckpointing(200);
      env.getCheckpointConfig().enableUnalignedCheckpoints();
      env.getCheckpointConfig().setExternalizedCheckpointRetention("RETAIN_ON_CANCELLATION");
      env
        .fromSequence(1, 40)
        .uid("numbers")
        .rebalance()
        .map((n) => `${n}`)
        .name("slow")
        .uid("slow")
        .sinkTo(sink)
        .uid("sink");
      return env.execute();
    };
    const first = build();
    while (kinds(first, "checkpoint-completed").length < 3 && first.step(1).reason === "budget");
    first.cancel();
    const [checkpoint] = first.retainedCheckpoints();
    const inFlight = checkpoint?.operators.flatMap(({ subtasks }) => subtasks.map(({ channelState }) => channelState));
    expect(inFlight?.some((state) => state !== undefined)).toBe(true);
    const second = build(through(checkpoint as Savepoint));
    second.runToEnd();
    expect(kinds(second, "in-flight-restored").length).toBeGreaterThan(0);
    expect(sorted(sink.values)).toEqual(sorted(Array.from({ length: 40 }, (_, i) => `${i + 1}`)));
  });
});

describe("claim modes (rule 5.5.j)", () => {
  const first = program({ checkpointMillis: 500 });
  stepTimes(first.job, 300);
  const savepoint = first.job.triggerSavepoint().get();
  const start = (options: Options) => program({ checkpointMillis: 500, savepoint, ...options }).job;
  const retained = (job: JobClient) => job.retainedCheckpoints().map(({ checkpointId }) => checkpointId);

  it("unclaimed, it stays its owner's; claimed, it is one of the job's checkpoints until a newer one is complete", () => {
    const claimed = start({ claimMode: "CLAIM" });
    expect(retained(claimed)).toEqual([savepoint.checkpointId]);
    while (kinds(claimed, "checkpoint-completed").length === 0 && claimed.step(1).reason === "budget");
    expect(retained(claimed)).toEqual([savepoint.checkpointId + 1]);
    expect(retained(start({}))).toEqual([]);
  });

  it("the first checkpoint shares no file with what the job started from", () => {
    const job = start({ stateBackend: { type: "rocksdb", incremental: true } });
    while (kinds(job, "checkpoint-completed").length < 2 && job.step(1).reason === "budget");
    const files = kinds(job, "state-file");
    const firstId = savepoint.checkpointId + 1;
    const shared = (id: number) => files.filter(({ checkpoint }) => checkpoint === id).map((file) => file.shared);
    expect(shared(firstId).length).toBeGreaterThan(0);
    expect(shared(firstId)).not.toContain(true);
    expect(shared(firstId + 1)).toContain(true);
  });
});

describe("a source of the old kind", () => {
  class Numbers implements SourceFunction<number> {
    canceled = false;
    *run(context: SourceContext<number>): Generator<SourcePause, void, void> {
      for (let n = 0; n < 5; n++) {
        context.collect(n);
        yield 100;
      }
    }
    cancel(): void {
      this.canceled = true;
    }
  }

  it("stops with the savepoint; having no position, it begins anew, while the state behind it goes on", () => {
    const build = (savepoint?: Savepoint) => {
      const env = createLocalEnvironment({ savepoint });
      const sink = new CollectingSink<number>();
      env
        .addSource(new Numbers())
        .uid("numbers")
        .keyBy((n) => n % 1)
        .reduce((a, b) => a + b)
        .uid("sum")
        .sinkTo(sink);
      return { job: env.execute(), sink };
    };
    const first = build();
    while (first.sink.values.length < 3 && first.job.step(1).reason === "budget");
    const savepoint = through(first.job.stopWithSavepoint(false).get());
    expect([first.job.status, first.sink.values]).toEqual(["FINISHED", [0, 1, 3]]);
    const second = build(savepoint);
    second.job.runToEnd();
    expect(second.sink.values).toEqual([3, 4, 6, 9, 13]);
  });
});
