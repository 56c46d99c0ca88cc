/**
 * Whole jobs on each state backend: the same results, also across a failure, and the files that views show.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  type Configuration,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  KeyedProcessFunction,
  type KeyedProcessContext,
  type Collector,
  type LocalEnvironmentOptions,
  ListStateDescriptor,
  MapStateDescriptor,
  type OnTimerContext,
  RestartStrategies,
  type RuntimeContext,
  TumblingEventTimeWindows,
  Types,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";
import type { TraceEvent } from "../trace/index";
import { eventsOf } from "./traced-events.contract";

type Order = { readonly customer: string; readonly item: number; readonly at: number };

const CUSTOMERS = ["ada", "bob", "cleo", "dan", "eve"];

/** 60 orders, one every 100 ms. */
const ORDERS: readonly Order[] = Array.from({ length: 60 }, (_, index) => ({
  customer: CUSTOMERS[(index * 7) % 5] as string,
  item: index % 4,
  at: index * 100,
}));

const BACKENDS: Readonly<Record<string, Configuration>> = {
  hashmap: { "state.backend.type": "hashmap" },
  rocksdb: { "state.backend.type": "rocksdb", "state.backend.rocksdb.writebuffer.size": 300 },
  "rocksdb, incremental": {
    "state.backend.type": "rocksdb",
    "execution.checkpointing.incremental": true,
    "state.backend.rocksdb.writebuffer.size": 300,
    "state.backend.rocksdb.compaction.level.max-size-level-base": 1_000,
  },
  "hashmap with changelog": {
    "state.changelog.enabled": true,
    "state.changelog.periodic-materialize.interval": Duration.ofSeconds(2),
  },
  "rocksdb with changelog": { "state.backend.type": "rocksdb", "state.changelog.enabled": true },
};

/** Counts items, keeps the last three orders, and tells both after a second without order. */
class Baskets extends KeyedProcessFunction<string, Order, string> {
  #items = new MapStateDescriptor<number, number>("items", Types.LONG);
  #last = new ListStateDescriptor<Order>("last");
  #due = new ValueStateDescriptor<number>("due");
  #context!: RuntimeContext;

  override open(context: RuntimeContext): void {
    this.#context = context;
  }

  processElement(order: Order, context: KeyedProcessContext<string>): void {
    const items = this.#context.getMapState(this.#items);
    items.put(order.item, (items.get(order.item) ?? 0) + 1);
    const last = this.#context.getListState(this.#last);
    last.add(order);
    last.update([...last.get()].slice(-3));
    const due = this.#context.getState(this.#due);
    const before = due.value();
    if (before !== null) context.timerService().deleteEventTimeTimer(before);
    due.update(order.at + 1_000);
    context.timerService().registerEventTimeTimer(order.at + 1_000);
  }

  override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
    const items = [...this.#context.getMapState(this.#items).entries()].map(({ key, value }) => `${key}:${value}`);
    const last = [...this.#context.getListState(this.#last).get()].map(({ at }) => at);
    out.collect(`${timestamp} ${context.getCurrentKey()} ${items.sort().join(" ")} last ${last.join(" ")}`);
  }
}

function run(configuration: Configuration, options: LocalEnvironmentOptions = {}) {
  const env = createLocalEnvironment(options);
  env.setParallelism(2).enableCheckpointing(500);
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 100));
  env.configure(configuration);
  const source = createScriptedSource(ORDERS.map((value) => ({ value, arrivalMillis: value.at })));
  const strategy = WatermarkStrategy.forMonotonousTimestamps<Order>().withTimestampAssigner(({ at }) => at);
  const orders = env.fromSource(source, strategy, "orders").setParallelism(1);
  const baskets = new CollectingSink<string>({ guarantee: "exactly-once" });
  const totals = new CollectingSink<string>({ guarantee: "exactly-once" });
  orders
    .keyBy(({ customer }) => customer, Types.STRING)
    .process(new Baskets())
    .name("baskets")
    .sinkTo(baskets);
  orders
    .keyBy(({ customer }) => customer, Types.STRING)
    .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
    .aggregate(
      {
        createAccumulator: () => ({ count: 0, items: [] as number[] }),
        add: ({ item }, accumulator) => {
          accumulator.count += 1;
          accumulator.items.push(item);
          return accumulator;
        },
        getResult: ({ count, items }) => `${count} of ${items.join(",")}`,
      },
      (key, window, results, out: Collector<string>) => {
        for (const result of results) out.collect(`${window.getStart()} ${key} ${result}`);
      },
    )
    .name("totals")
    .sinkTo(totals);
  const job = env.execute("orders");
  return { job, results: () => [[...baskets.values].sort(), [...totals.values].sort()] };
}

describe("a job on each state backend", () => {
  const plain = run({});
  plain.job.runToEnd();
  const expected = plain.results();

  test("the results are there at all", () => {
    expect(expected.map((results) => results.length)).toEqual([5, 30]);
  });

  test.each(Object.entries(BACKENDS))(
    "%s: the same results, whatever is killed (rules 5.7.m, 5.7.q)",
    (_, settings) => {
      const straight = run(settings);
      straight.job.runToEnd();
      expect(straight.results()).toEqual(expected);
      for (const afterStep of [120, 260, 333, 420]) {
        const killed = run(settings, { faults: [{ kind: "kill-task", operator: "baskets", subtask: 1, afterStep }] });
        killed.job.runToEnd();
        expect(killed.results()).toEqual(expected);
      }
    },
  );

  test.each(Object.entries(BACKENDS))("%s: the same trace each time, and tracing changes nothing", (_, settings) => {
    const traces = [0, 1].map(() => {
      const { job } = run(settings, { trace: true, seed: 7 });
      job.runToEnd();
      return eventsOf(job);
    });
    expect(traces[0]).toEqual(traces[1]);
    const silent = run(settings, { seed: 7 });
    const traced = run(settings, { trace: true, seed: 7 });
    expect(traced.job.runToEnd().step).toBe(silent.job.runToEnd().step);
    expect(traced.results()).toEqual(silent.results());
  });

  test("state can be listed on every backend", () => {
    const listings = Object.values(BACKENDS).map((settings) => {
      const { job } = run(settings);
      job.step(300);
      return job
        .inspectState()
        .map(({ state, key, value }) => `${state} ${key} ${value.replace(/^Map \{.*\}$/, "a map")}`)
        .sort();
    });
    expect(listings[0]?.length).toBeGreaterThan(10);
    for (const listing of listings) expect(listing).toEqual(listings[0]);
  });

  test("timers of one time fire in one order on all of them (rule 5.7.p)", () => {
    const orders = Object.values(BACKENDS).map((settings) => {
      const { job } = run(settings, { trace: true });
      job.runToEnd();
      return eventsOf(job).flatMap((event) =>
        event.kind === "timer-fired" ? [`${event.subtask} ${event.timestamp} ${event.key} ${event.namespace}`] : [],
      );
    });
    for (const order of orders) expect(order).toEqual(orders[0]);
  });
});

describe("incremental checkpoints in the trace", () => {
  test("name the files, say which were there, and which are needed no more (rules 5.7.j, 5.7.l)", () => {
    const settings = BACKENDS["rocksdb, incremental"] as Configuration;
    const { job } = run(settings, { trace: true });
    job.runToEnd();
    const events = eventsOf(job);
    const filesBy = new Map<number, { shared: Set<string>; all: Set<string> }>();
    for (const event of events) {
      if (event.kind !== "state-file") continue;
      const files = filesBy.get(event.checkpoint) ?? { shared: new Set(), all: new Set() };
      filesBy.set(event.checkpoint, files);
      files.all.add(event.file);
      if (event.shared) files.shared.add(event.file);
    }
    const completed = events.flatMap((event) => (event.kind === "checkpoint-completed" ? [event.checkpoint] : []));
    expect(completed.length).toBeGreaterThan(5);
    let sharedCount = 0;
    for (const [index, checkpoint] of completed.entries()) {
      const before = index === 0 ? new Set<string>() : filesBy.get(completed[index - 1] as number)?.all;
      const { shared = new Set<string>(), all = new Set<string>() } = filesBy.get(checkpoint) ?? {};
      // Shared is exactly what the checkpoint before had: the last one that was confirmed.
      expect([...all].filter((file) => before?.has(file) === true)).toEqual([...shared]);
      sharedCount += shared.size;
    }
    expect(sharedCount).toBeGreaterThan(10);
    const alive = new Set<string>();
    for (const event of events) {
      if (event.kind === "state-file") alive.add(event.file);
      if (event.kind !== "backend-work" || event.event !== "discarded") continue;
      expect(alive.delete(event.files)).toBe(true);
    }
    const last = filesBy.get(completed.at(-1) as number)?.all ?? new Set<string>();
    expect([...alive].sort()).toEqual([...last].sort());
    const work = new Set(events.flatMap((event) => (event.kind === "backend-work" ? [event.event] : [])));
    expect([...work].sort()).toEqual(["compacted", "discarded", "flushed"]);
  });

  test("a task says how large its state is, and how much of it was new", () => {
    const { job } = run(BACKENDS["rocksdb, incremental"] as Configuration, { trace: true });
    job.runToEnd();
    const events = eventsOf(job);
    for (const event of events) {
      if (event.kind !== "snapshot-acknowledged") continue;
      const files = events.filter(
        (file) =>
          file.kind === "state-file" &&
          file.checkpoint === event.checkpoint &&
          file.operator === event.operator &&
          file.subtask === event.subtask,
      ) as Extract<TraceEvent, { kind: "state-file" }>[];
      if (files.length === 0) continue;
      const shared = files.filter((file) => file.shared).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(event.stateBytes - event.uploadedBytes).toBe(shared);
      expect(event.stateBytes).toBeGreaterThanOrEqual(files.reduce((sum, { bytes }) => sum + bytes, 0));
    }
  });
});

describe("options of the state backend", () => {
  test("are refused as Flink refuses them", () => {
    const refused = (configuration: object) => () => createLocalEnvironment().configure(configuration);
    const parse = expect.objectContaining({ flinkClass: "IllegalArgumentException" }) as Error;
    expect(refused({ "state.backend.type": "forst" })).toThrow(parse);
    expect(refused({ "execution.checkpointing.incremental": 1 })).toThrow(parse);
    expect(refused({ "state.changelog.periodic-materialize.interval": "soon" })).toThrow(parse);
    expect(refused({ "state.backend.rocksdb.writebuffer.size": 0 })).toThrow(parse);
  });

  test("of a run are the cluster's defaults, which a program overrides", () => {
    const worksOf = (configuration: Configuration) => {
      const { job } = run(configuration, { trace: true, stateBackend: { type: "rocksdb" } });
      job.runToEnd();
      return eventsOf(job).some(({ kind }) => kind === "backend-work");
    };
    expect([worksOf({}), worksOf({ "state.backend.type": "hashmap" })]).toEqual([true, false]);
  });
});
