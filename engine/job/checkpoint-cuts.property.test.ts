/**
 * Every snapshot of any job is a consistent cut: it holds exactly the records in front of the barriers, each once, as
 * processed or as in flight. Against a naive oracle: what the sources' positions say was emitted must be what the next
 * operator has seen, plus what was captured on the way; and so on from operator to operator.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { StreamExecutionEnvironment } from "../api/index";
import { type CompletedCheckpoint, createBarrierAlignment, type CreateBarrierAlignment } from "../checkpoint/index";
import {
  CollectingSink,
  createScriptedSource,
  type DataStream,
  type Fault,
  ListStateDescriptor,
  type OperatorStateStore,
  ProcessFunction,
  RestartStrategies,
  type ScriptedElement,
  Types,
  WatermarkStrategy,
} from "../index";
import type { ListState } from "../state/index";
import { LocalExecutor } from "./index";

type Exchange = "hash" | "rebalance" | "shuffle" | "forward" | "rescale" | "broadcast" | "global";
type Scenario = {
  readonly seed: number;
  readonly partitions: number;
  readonly parallelism: readonly [source: number, first: number, second: number];
  readonly exchanges: readonly [Exchange, Exchange];
  readonly mode: "EXACTLY_ONCE" | "AT_LEAST_ONCE";
  readonly unaligned: boolean;
  readonly alignedTimeoutMillis: number;
  readonly maxConcurrent: number;
  readonly channelCapacity: number;
  readonly costs: readonly [first: number, second: number, sync: number, upload: number, acknowledgement: number];
  /** A TaskManager is lost after that many steps; 0: none. */
  readonly killAfter: number;
  /** How long elements take from the first source subtask to the first one behind it. */
  readonly slowMillis: number;
  /** Whether channels are made of network buffers, here of 64 bytes, in place of credits for elements. */
  readonly buffers: boolean;
  /** What goes wrong with the fifth checkpoint, which then fails or expires. */
  readonly wrong: "nothing" | "fail-snapshot" | "lose-acknowledgement";
};

const RECORDS = 40;

/** Hands records on, and keeps all that it has seen as operator state. */
class Recorder extends ProcessFunction<number, number> {
  #seen: ListState<number> | null = null;

  initializeState(store: OperatorStateStore): void {
    this.#seen = store.getListState(new ListStateDescriptor("seen", Types.LONG));
  }

  override processElement(value: number, _context: never, out: { collect(value: number): void }): void {
    this.#seen?.add(value);
    out.collect(value);
  }
}

function exchanged(stream: DataStream<number>, exchange: Exchange): DataStream<number> {
  return exchange === "hash" ? stream.keyBy((value) => value % 7) : stream[exchange]();
}

type Outcome = { readonly cuts: readonly CompletedCheckpoint[]; readonly ids: readonly string[]; values: number[] };

function run(scenario: Scenario, createAlignment?: CreateBarrierAlignment): Outcome {
  const cuts: CompletedCheckpoint[] = [];
  const [first, second, snapshotSyncMillis, upload, acknowledgementMillis] = scenario.costs;
  const [sources, firsts, seconds] = scenario.parallelism;
  const fault: Fault = { kind: "kill-task-manager", afterStep: scenario.killAfter, taskManager: 0 };
  const slow: Fault = {
    kind: "slow-channel",
    from: { operator: "Source: source", subtask: 0 },
    to: { operator: "first", subtask: 0 },
    delayMillis: scenario.slowMillis,
  };
  const executor = new LocalExecutor(
    {
      seed: scenario.seed,
      slotsPerTaskManager: 2,
      channelCapacity: scenario.channelCapacity,
      faults: [
        ...(scenario.killAfter === 0 ? [] : [fault]),
        ...(scenario.slowMillis === 0 || scenario.buffers ? [] : [slow]),
        ...(scenario.wrong === "nothing"
          ? []
          : [{ kind: scenario.wrong, checkpoint: 5, operator: "first", subtask: 0 }]),
      ],
      limits: { stepsMax: 50_000 },
      ...(scenario.buffers ? { network: { bufferBytes: 64, floatingBuffersPerGate: 1 } } : {}),
      costs: {
        records: [
          { operator: "first", millis: first },
          { operator: "second", millis: second },
        ],
        snapshotSyncMillis,
        acknowledgementMillis,
        ...(upload === 0 ? {} : { uploadBytesPerMilli: upload }),
      },
    },
    {
      onTasksStarted: () => undefined,
      onCheckpointCompleted: (checkpoint) => cuts.push(checkpoint),
      ...(createAlignment === undefined ? {} : { createBarrierAlignment: createAlignment }),
    },
  );
  const env = new StreamExecutionEnvironment(executor);
  env.setParallelism(sources).disableOperatorChaining();
  env.setRestartStrategy(RestartStrategies.fixedDelayRestart(5, 1));
  env.configure({
    "execution.checkpointing.interval": 10,
    "execution.checkpointing.mode": scenario.mode,
    "execution.checkpointing.unaligned.enabled": scenario.unaligned,
    "execution.checkpointing.aligned-checkpoint-timeout": scenario.alignedTimeoutMillis,
    "execution.checkpointing.max-concurrent-checkpoints": scenario.unaligned ? 1 : scenario.maxConcurrent,
    "execution.checkpointing.tolerable-failed-checkpoints": 1_000,
    "execution.checkpointing.timeout": 1_000,
  });
  const script: ScriptedElement<number>[] = Array.from({ length: RECORDS }, (_, index) => ({
    value: index,
    arrivalMillis: index * 2,
    partition: index % scenario.partitions,
  }));
  const sink = new CollectingSink<number>({ guarantee: "exactly-once" });
  const source = env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "source");
  const one = exchanged(source, scenario.exchanges[0]).process(new Recorder()).name("first").setParallelism(firsts);
  const two = exchanged(one, scenario.exchanges[1]).process(new Recorder()).name("second").setParallelism(seconds);
  two.sinkTo(sink).setParallelism(seconds);
  const job = env.execute("cuts");
  job.runToEnd();
  return { cuts, ids: job.plan.operators.map(({ id }) => id), values: [...sink.values] };
}

function count(values: Iterable<number>): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What a checkpoint says each operator had seen or, of the source, emitted, and what lay between two of them. */
function readCut(cut: CompletedCheckpoint, ids: readonly string[], { partitions }: Scenario) {
  const states = ids.map((id) => cut.operators.get(id) ?? []);
  const lists = (operator: number) =>
    (states[operator] ?? []).flatMap((state) => state.operatorState.lists.flatMap((list) => list.elements));
  const emitted = (lists(0) as { partition: number; position: number }[]).flatMap(({ partition, position }) =>
    Array.from({ length: position }, (_, index) => index * partitions + partition),
  );
  const between = (operator: number) => [
    ...(states[operator] ?? []).flatMap(({ channelState }) => channelState?.outputs ?? []),
    ...(states[operator + 1] ?? []).flatMap(({ channelState }) => channelState?.inputs ?? []),
  ];
  const inFlight = (operator: number) =>
    between(operator).flatMap(({ elements }) =>
      elements.flatMap(({ kind, value }) => (kind === 0 ? [value as number] : [])),
    );
  const seen = (operator: number) => lists(operator) as number[];
  return { emitted, seenByFirst: seen(1), seenBySecond: seen(2), toFirst: inFlight(0), toSecond: inFlight(1) };
}

function times(values: readonly number[], copies: number): number[] {
  return Array.from({ length: copies }, () => values).flat();
}

/** What of a cut is inconsistent; null: nothing. A task that has finished leaves no state behind, only that it has. */
function flawOf(cut: CompletedCheckpoint, ids: readonly string[], scenario: Scenario): string | null {
  if (ids.slice(1).some((id) => cut.operators.get(id)?.some(({ isFinished }) => isFinished))) return null;
  const { emitted, seenByFirst, seenBySecond, toFirst, toSecond } = readCut(cut, ids, scenario);
  const [firstExchange, secondExchange] = scenario.exchanges;
  const sentToFirst = count(times(emitted, firstExchange === "broadcast" ? scenario.parallelism[1] : 1));
  const sentToSecond = count(times(seenByFirst, secondExchange === "broadcast" ? scenario.parallelism[2] : 1));
  const hadByFirst = count([...seenByFirst, ...toFirst]);
  const hadBySecond = count([...seenBySecond, ...toSecond]);
  const exactly = scenario.mode === "EXACTLY_ONCE";
  for (const [sent, had, where] of [
    [sentToFirst, hadByFirst, "first"],
    [sentToSecond, hadBySecond, "second"],
  ] as const) {
    for (const value of new Set([...sent.keys(), ...had.keys()])) {
      const [before, after] = [sent.get(value) ?? 0, had.get(value) ?? 0];
      if (exactly ? before !== after : before > after) {
        return `checkpoint ${cut.checkpointId}: record ${value} was sent to ${where} ${before} times, and is there ${after} times`;
      }
    }
  }
  return null;
}

const subtasks = fc.integer({ min: 1, max: 3 });
const exchange = fc.constantFrom<Exchange>("hash", "rebalance", "shuffle", "forward", "rescale", "broadcast", "global");
const cost = fc.constantFrom(0, 0, 1, 3, 8);

const SCENARIOS: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    partitions: subtasks,
    parallelism: fc.tuple(subtasks, subtasks, subtasks),
    exchanges: fc.tuple(exchange, exchange),
    mode: fc.constantFrom("EXACTLY_ONCE" as const, "EXACTLY_ONCE" as const, "AT_LEAST_ONCE" as const),
    unaligned: fc.boolean(),
    alignedTimeoutMillis: fc.constantFrom(0, 0, 1, 5, 20),
    maxConcurrent: fc.integer({ min: 1, max: 3 }),
    channelCapacity: fc.integer({ min: 1, max: 6 }),
    costs: fc.tuple(cost, cost, cost, fc.constantFrom(0, 2, 20), cost),
    killAfter: fc.constantFrom(0, 0, 20, 60, 100, 150, 200),
    slowMillis: fc.constantFrom(0, 0, 3, 25),
    buffers: fc.constantFrom(false, false, true),
    wrong: fc.constantFrom("nothing" as const, "fail-snapshot" as const, "lose-acknowledgement" as const),
  })
  .map((scenario) => ({ ...scenario, parallelism: withForwardEdges(scenario.parallelism, scenario.exchanges) }));

/** A forward edge connects equal numbers of subtasks. */
function withForwardEdges(
  [source, first, second]: Scenario["parallelism"],
  [one, two]: Scenario["exchanges"],
): Scenario["parallelism"] {
  const firsts = one === "forward" ? source : first;
  return [source, firsts, two === "forward" ? firsts : second];
}

it("rules 5.2.a, 5.2.b, 5.3.b, 5.3.c: every completed checkpoint is a consistent cut, and what it restores is all there is", () => {
  let [cutCount, inFlightCount] = [0, 0];
  fc.assert(
    fc.property(SCENARIOS, (scenario) => {
      const { cuts, ids, values } = run(scenario);
      cutCount += cuts.length;
      for (const cut of cuts) {
        const { toFirst, toSecond } = readCut(cut, ids, scenario);
        inFlightCount += toFirst.length + toSecond.length;
        expect(flawOf(cut, ids, scenario)).toBeNull();
      }
      const copies = scenario.exchanges.reduce(
        (product, kind, index) =>
          kind === "broadcast" ? product * (scenario.parallelism[index + 1] as number) : product,
        1,
      );
      const all = Array.from({ length: RECORDS }, (_, index) => index);
      if (scenario.mode === "EXACTLY_ONCE") expect(count(values)).toEqual(count(times(all, copies)));
      else
        for (const [value, least] of count(times(all, copies)))
          expect(count(values).get(value)).toBeGreaterThanOrEqual(least);
    }),
    { numRuns: 200, seed: 5 },
  );
  // The property would say little if nothing was ever in flight.
  expect(cutCount).toBeGreaterThan(500);
  expect(inFlightCount).toBeGreaterThan(500);
}, 120_000);

it("notices an alignment that does not block", () => {
  const scenario: Scenario = {
    seed: 3,
    partitions: 3,
    parallelism: [3, 2, 1],
    exchanges: ["hash", "rebalance"],
    mode: "EXACTLY_ONCE",
    unaligned: false,
    alignedTimeoutMillis: 0,
    maxConcurrent: 1,
    channelCapacity: 4,
    costs: [3, 8, 0, 0, 0],
    killAfter: 0,
    slowMillis: 0,
    buffers: false,
    wrong: "nothing",
  };
  const counting: CreateBarrierAlignment = (settings, channels) =>
    createBarrierAlignment({ ...settings, mode: "AT_LEAST_ONCE" }, channels);
  const broken = run(scenario, counting);
  const healthy = run(scenario);
  expect(healthy.cuts.map((cut) => flawOf(cut, healthy.ids, scenario)).filter((flaw) => flaw !== null)).toEqual([]);
  expect(broken.cuts.some((cut) => flawOf(cut, broken.ids, scenario) !== null)).toBe(true);
});
