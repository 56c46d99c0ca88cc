import { describe, expect, it } from "vitest";
import {
  type CheckpointedFunction,
  type Collector,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  explainRestore,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type ListState,
  ListStateDescriptor,
  type OnTimerContext,
  type OperatorStateStore,
  type RuntimeContext,
  type Savepoint,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";
import { decodeTrace } from "../trace/index";

type Entry = readonly [key: string, amount: number];

/**
 * The key groups of these keys out of 128: e 4, b 22, c 62, d 64, a 81, user-1 121.
 *   2 subtasks: 0 to 63, 64 to 127      3 subtasks: 0 to 42, 43 to 85, 86 to 127
 */
const SCRIPT: readonly Entry[] = [
  ["a", 1],
  ["b", 2],
  ["c", 3],
  ["d", 4],
  ["e", 5],
  ["a", 10],
  ["b", 20],
  ["user-1", 7],
  ["c", 30],
];

/** What each subtask found in its operator state when it started. */
type Found = { readonly seen: string[]; readonly names: string[] };

/** Sums by key, a timer for each record; a split list of the keys seen by the subtask, a union list of who started first. */
function sumsInto(found: Found[]): KeyedProcessFunction<string, Entry, string> {
  return new (class Sums extends KeyedProcessFunction<string, Entry, string> implements CheckpointedFunction {
    #sum!: ValueState<number>;
    #seen!: ListState<string>;
    #names!: ListState<string>;
    #isFirstStart = false;

    initializeState(operatorState: OperatorStateStore): void {
      this.#seen = operatorState.getListState(new ListStateDescriptor<string>("seen"));
      this.#names = operatorState.getUnionListState(new ListStateDescriptor<string>("names"));
      this.#isFirstStart = [...this.#names.get()].length === 0;
    }
    override open(context: RuntimeContext): void {
      const subtask = context.getTaskInfo().getIndexOfThisSubtask();
      found[subtask] = { seen: [...this.#seen.get()], names: [...this.#names.get()] };
      if (this.#isFirstStart) this.#names.add(["zero", "one"][subtask] as string);
      this.#sum = context.getState(new ValueStateDescriptor<number>("sum"));
    }
    processElement([key, amount]: Entry, context: KeyedProcessContext<string>, out: Collector<string>): void {
      const sum = (this.#sum.value() ?? 0) + amount;
      this.#sum.update(sum);
      this.#seen.add(key);
      context.timerService().registerEventTimeTimer(1_000 + amount);
      out.collect(`${key} ${sum}`);
    }
    override onTimer(timestamp: number, context: OnTimerContext<string>, out: Collector<string>): void {
      out.collect(`${context.getCurrentKey()} ${this.#sum.value()} at ${timestamp}`);
    }
  })();
}

function start(parallelism: number, savepoint?: Savepoint) {
  const found: Found[] = [];
  const env = createLocalEnvironment({ trace: true, savepoint });
  const sink = new CollectingSink<string>();
  const source = createScriptedSource(SCRIPT.map((value, i) => ({ value, arrivalMillis: i * 100 })));
  env
    .fromSource(source, WatermarkStrategy.noWatermarks<Entry>(), "entries")
    .setParallelism(1)
    .uid("entries")
    .keyBy(([key]) => key)
    .process(sumsInto(found))
    .uid("sums")
    .setParallelism(parallelism)
    .sinkTo(sink)
    .setParallelism(parallelism);
  return { job: env.execute("sums"), sink, found };
}

type Started = ReturnType<typeof start>;

/** Steps until so many results are there, then stops with a savepoint, which goes through JSON. */
function stopAfter({ job, sink }: Started, results: number): Savepoint {
  while (sink.values.length < results && job.step(1).reason === "budget");
  return JSON.parse(JSON.stringify(job.stopWithSavepoint(false).get())) as Savepoint;
}

function movesOf({ job }: Started, name: string) {
  const { index } = job.plan.operators.find((operator) => operator.name === name) ?? { index: -1 };
  const columns = job.trace();
  const events = columns === null ? [] : decodeTrace(columns).events;
  return events.flatMap((event) => {
    if (event.kind !== "state-assigned" || event.operator !== index) return [];
    const { state, subtask, fromSubtask, firstKeyGroup, lastKeyGroup, entries } = event;
    return [{ state, subtask, fromSubtask, firstKeyGroup, lastKeyGroup, entries }];
  });
}

const resultsOf = ({ sink }: Started) => sink.results.map(({ value, subtask }) => `${subtask}: ${value}`).toSorted();

describe("2, then 3, then 1 subtask (rules 5.6.a, 5.6.e, 3.7.a, 3.7.c)", () => {
  const two = start(2);
  const first = stopAfter(two, 5);
  const three = start(3, first);
  const second = stopAfter(three, 3);
  const one = start(1, second);
  one.job.runToEnd();

  it("processes every record once, each where its key group is", () => {
    expect(resultsOf(two)).toEqual(["0: b 2", "0: c 3", "0: e 5", "1: a 1", "1: d 4"]);
    expect(resultsOf(three)).toEqual(["0: b 22", "1: a 11", "2: user-1 7"]);
    expect(one.sink.values[0]).toBe("c 33");
  });

  it("fires every timer once, with the state of its key, in the order of time", () => {
    expect(one.sink.values.slice(1)).toEqual([
      "a 11 at 1001",
      "b 22 at 1002",
      "c 33 at 1003",
      "d 4 at 1004",
      "e 5 at 1005",
      "user-1 7 at 1007",
      "a 11 at 1010",
      "b 22 at 1020",
      "c 33 at 1030",
    ]);
  });

  it("deals out the split list and gives the union list to everybody", () => {
    expect(two.found).toEqual([
      { seen: [], names: [] },
      { seen: [], names: [] },
    ]);
    // Subtask 0 had seen b, c, e, subtask 1 a, d: 5 over 3 is 2, 2, 1.
    const names = ["zero", "one"];
    expect(three.found).toEqual([
      { seen: ["b", "c"], names },
      { seen: ["e", "a"], names },
      { seen: ["d"], names },
    ]);
    // Since then each has seen one more; the union list has grown with the restore.
    expect(one.found).toEqual([
      { seen: ["b", "c", "b", "e", "a", "a", "d", "user-1"], names: [...names, ...names, ...names] },
    ]);
  });

  it("tells which key groups and elements moved, as it explained before", () => {
    const keyed = (
      subtask: number,
      fromSubtask: number,
      firstKeyGroup: number,
      lastKeyGroup: number,
      entries: number,
    ) => {
      return { state: "keyed", subtask, fromSubtask, firstKeyGroup, lastKeyGroup, entries };
    };
    const elements = (state: string, subtask: number, fromSubtask: number, entries: number) => {
      return { state, subtask, fromSubtask, firstKeyGroup: -1, lastKeyGroup: -1, entries };
    };
    // For each key a value and a timer: b and e below 43; c up to 63; d and a from 64 on.
    const expected = [
      keyed(0, 0, 0, 42, 4),
      elements("list", 0, 0, 2),
      elements("union", 0, 0, 1),
      elements("union", 0, 1, 1),
      keyed(1, 0, 43, 63, 2),
      keyed(1, 1, 64, 85, 4),
      elements("list", 1, 0, 1),
      elements("list", 1, 1, 1),
      elements("union", 1, 0, 1),
      elements("union", 1, 1, 1),
      keyed(2, 1, 86, 127, 0),
      elements("list", 2, 1, 1),
      elements("union", 2, 0, 1),
      elements("union", 2, 1, 1),
    ];
    expect(movesOf(three, "KeyedProcess")).toEqual(expected);
    const explained = explainRestore(first, three.job.plan);
    const sums = explained.operators.find(({ uid }) => uid === "sums");
    expect(sums?.moves).toEqual(expected);
    expect(sums?.text).toBe("KeyedProcess takes its state by its uid, handed out from 2 to 3 subtasks.");
    expect([explained.unmapped, explained.problems]).toEqual([[], []]);
  });
});
