/**
 * Streams that follow the slots: the adaptive scheduler and reactive mode. Whatever comes and goes, results are those of
 * a run with all slots from the start.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  type Fault,
  type LocalEnvironmentOptions,
  type ScriptedElement,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "../index";
import type { TraceEvent } from "../trace/index";
import { eventsOf, ofKind } from "./traced-events.contract";

const KEYS = ["ada", "bob", "eve", "dan", "joe", "kim", "lea"];

/** A key a second for three minutes, in four partitions. */
const CLICKS: readonly ScriptedElement<string>[] = Array.from({ length: 180 }, (_, index) => ({
  value: KEYS[index % KEYS.length] as string,
  arrivalMillis: index * 1_000,
  partition: index % 4,
}));

/** Each key counted up: 180 clicks over 7 keys are 26 for the first five, 25 for the others. */
const COUNTS = KEYS.flatMap((key, index) =>
  Array.from({ length: index < 180 % 7 ? 26 : 25 }, (_, count) => `${key} ${count + 1}`),
).sort();

type Configure = (env: StreamExecutionEnvironment) => void;

const ADAPTIVE: Configure = (env) => env.configure({ "jobmanager.scheduler": "Adaptive" });
const REACTIVE: Configure = (env) => env.configure({ "scheduler-mode": "reactive" });

/** Counts clicks by key with parallelism 3 and a checkpoint every five seconds. */
function start(
  configure: Configure,
  options: LocalEnvironmentOptions,
  sink = new CollectingSink<string>({ guarantee: "exactly-once" }),
) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, trace: true, ...options });
  env.setParallelism(3).setMaxParallelism(8).enableCheckpointing(5_000);
  configure(env);
  env
    .fromSource(createScriptedSource(CLICKS), WatermarkStrategy.noWatermarks<string>(), "clicks")
    .map((key) => ({ key, count: 1 }))
    .keyBy("key")
    .sum("count")
    .map(({ key, count }) => `${key} ${count}`)
    .sinkTo(sink);
  return { job: env.execute(), sink };
}

function run(configure: Configure, faults: readonly Fault[], options: LocalEnvironmentOptions = {}) {
  const { job, sink } = start(configure, { faults, ...options });
  job.runToEnd();
  return { events: eventsOf(job), values: [...sink.values].sort(), status: job.status };
}

/** When which vertex went from which parallelism to which. */
const rescales = (events: readonly TraceEvent[]) =>
  ofKind(events, "rescaled").map(({ processingTime, vertex, from, to }) => ({ processingTime, vertex, from, to }));

const both = (processingTime: number, from: number, to: number) => [
  { processingTime, vertex: 0, from, to },
  { processingTime, vertex: 1, from, to },
];

/** How many subtasks of the keyed vertex were started at each instant. */
function keyedSubtasks(events: readonly TraceEvent[]): Map<number, number> {
  const [keyed] = ofKind(events, "state-written");
  const counts = new Map<number, number>();
  for (const { operator, processingTime } of ofKind(events, "task-deployed")) {
    if (operator === keyed?.operator) counts.set(processingTime, (counts.get(processingTime) ?? 0) + 1);
  }
  return counts;
}

describe("rule 5.9.k: the adaptive scheduler", () => {
  test("with all slots it starts at once, and nothing is rescaled", () => {
    const { events, values } = run(ADAPTIVE, [], { taskManagers: 3 });
    expect(rescales(events)).toEqual([]);
    expect(ofKind(events, "task-deployed")[0]?.processingTime).toBe(0);
    expect(ofKind(events, "job-state").map(({ state }) => state)).toEqual(["CREATED", "RUNNING", "FINISHED"]);
    expect(values).toEqual(COUNTS);
  });

  test("with fewer it waits until they have been there for ten seconds", () => {
    const { events, values } = run(ADAPTIVE, [], { taskManagers: 2 });
    expect(rescales(events)).toEqual(both(10_000, 3, 2));
    expect(keyedSubtasks(events)).toEqual(new Map([[10_000, 2]]));
    expect(values).toEqual(COUNTS);
  });

  test("a TaskManager that comes while it waits is waited for no longer", () => {
    const faults = [{ kind: "add-task-manager", atMillis: 4_000 }] as const;
    const { events, values } = run(ADAPTIVE, faults, { taskManagers: 2 });
    expect(rescales(events)).toEqual([]);
    expect(keyedSubtasks(events)).toEqual(new Map([[4_000, 3]]));
    expect(values).toEqual(COUNTS);
  });

  test("without any slot it gives up after five minutes", () => {
    const { job } = start(ADAPTIVE, { taskManagers: 0, faults: [] });
    expect(job.step(Number.POSITIVE_INFINITY)).toMatchObject({ reason: "failed", processingTime: 300_000 });
    expect(job.error).toMatchObject({ flinkClass: "NoResourceAvailableException" });
  });

  test("a slot that comes is used after the next checkpoint, with the state of that checkpoint", () => {
    const faults = [{ kind: "add-task-manager", atMillis: 62_000 }] as const;
    const { events, values } = run(ADAPTIVE, faults, { taskManagers: 2 });
    // It started at 10 s with two slots; the cooldown is over at 40 s. The third slot comes at 62 s, a checkpoint at 65 s.
    expect(rescales(events)).toEqual([...both(10_000, 3, 2), ...both(65_000, 2, 3)]);
    expect(keyedSubtasks(events)).toEqual(
      new Map([
        [10_000, 2],
        [65_000, 3],
      ]),
    );
    const restored = ofKind(events, "restore").at(-1);
    const before = restored === undefined ? [] : events.slice(0, events.indexOf(restored));
    expect(restored?.checkpoint).toBe(ofKind(before, "checkpoint-completed").at(-1)?.checkpoint);
    expect(values).toEqual(COUNTS);
  });

  test("one that comes during the cooldown is used when that is over", () => {
    const faults = [{ kind: "add-task-manager", atMillis: 12_000 }] as const;
    const { events, values } = run(ADAPTIVE, faults, { taskManagers: 2 });
    expect(rescales(events)).toEqual([...both(10_000, 3, 2), ...both(40_000, 2, 3)]);
    expect(values).toEqual(COUNTS);
  });

  test("a lost TaskManager that nobody replaces leaves the job with fewer slots", () => {
    const faults = [{ kind: "remove-task-manager", taskManager: 1, atMillis: 62_500 }] as const;
    const { events, values } = run(ADAPTIVE, faults, { taskManagers: 3 });
    // The failure is restarted a second later; two slots are not what it wants, so it waits ten seconds for the third.
    expect(rescales(events)).toEqual(both(73_500, 3, 2));
    expect(ofKind(events, "job-state").map(({ state }) => state)).toEqual([
      "CREATED",
      "RUNNING",
      "RESTARTING",
      "CREATED",
      "RUNNING",
      "FINISHED",
    ]);
    expect(values).toEqual(COUNTS);
  });

  test("one that is replaced is waited for", () => {
    const faults = [{ kind: "kill-task-manager", taskManager: 1, afterStep: 200 }] as const;
    const { events, values } = run(ADAPTIVE, faults, { taskManagers: 3, replacement: { afterMillis: 5_000 } });
    expect(rescales(events)).toEqual([]);
    const lost = ofKind(events, "task-manager-lost")[0]?.processingTime ?? 0;
    expect(ofKind(events, "restore").map(({ processingTime }) => processingTime)).toEqual([lost + 5_000]);
    expect(values).toEqual(COUNTS);
  });

  test("two checkpoints that fail trigger what a completed one would have", () => {
    // Checkpoints come at 15 s, 20 s, ...: those at 65 s and 70 s are the eleventh and the twelfth.
    const failing: Configure = (env) => {
      ADAPTIVE(env);
      env.getCheckpointConfig().setTolerableCheckpointFailureNumber(5);
    };
    const failed = [11, 12, 13].map(
      (checkpoint) => ({ kind: "fail-snapshot", checkpoint, operator: "Source: clicks", subtask: 0 }) as const,
    );
    const faults = [...failed, { kind: "add-task-manager", atMillis: 62_000 } as const];
    const { events, values } = run(failing, faults, { taskManagers: 2 });
    expect(rescales(events)).toEqual([...both(10_000, 3, 2), ...both(70_000, 2, 3)]);
    expect(ofKind(events, "restore").map(({ checkpoint }) => checkpoint)).toEqual([10]);
    expect(values).toEqual(COUNTS);
  });

  test("a savepoint of a job that was rescaled holds the state of all its subtasks", () => {
    const first = start(REACTIVE, { taskManagers: 5 });
    while (first.job.step(1).processingTime < 60_000);
    const savepoint = first.job.stopWithSavepoint(false).get();
    start(ADAPTIVE, { taskManagers: 2, savepoint, startProcessingTime: 60_000 }, first.sink).job.runToEnd();
    expect([...first.sink.values].sort()).toEqual(COUNTS);
  });

  test("settings of one's own", () => {
    const eager: Configure = (env) =>
      env.configure({
        "jobmanager.scheduler": "Adaptive",
        "jobmanager.adaptive-scheduler.submission.resource-stabilization-timeout": 1_000,
        "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling": 0,
        "jobmanager.adaptive-scheduler.rescale-trigger.max-delay": 0,
      });
    const { events, values } = run(eager, [{ kind: "add-task-manager", atMillis: 62_000 }], { taskManagers: 2 });
    expect(rescales(events)).toEqual([...both(1_000, 3, 2), ...both(62_000, 2, 3)]);
    expect(values).toEqual(COUNTS);
  });
});

describe("rule 5.9.l: reactive mode", () => {
  test("the job is as parallel as slots and key groups allow, whatever it asks for", () => {
    const { events, values } = run(REACTIVE, [], { taskManagers: 5 });
    expect(rescales(events)).toEqual(both(0, 3, 5));
    expect(values).toEqual(COUNTS);
  });

  test("it follows slots that come, one after the other, and slots that go", () => {
    const faults = [
      { kind: "add-task-manager", atMillis: 62_000 },
      { kind: "add-task-manager", atMillis: 64_000 },
      { kind: "remove-task-manager", taskManager: 0, atMillis: 140_500 },
    ] as const;
    const { events, values } = run(REACTIVE, faults, { taskManagers: 2 });
    // It wants eight slots and never has them: a change is acted upon a minute after the first one. What is lost is
    // gone at once: a second for the restart strategy, none to wait for more.
    expect(rescales(events)).toEqual([...both(0, 3, 2), ...both(122_000, 2, 4), ...both(141_500, 4, 3)]);
    expect(values).toEqual(COUNTS);
  });

  test("without slots it waits without end", () => {
    const { events, values } = run(REACTIVE, [{ kind: "add-task-manager", atMillis: 900_000 }], { taskManagers: 0 });
    expect(rescales(events)).toEqual(both(900_000, 3, 1));
    expect(values).toEqual(COUNTS);
  });

  test("whenever a TaskManager goes and another one comes, results are the same", () => {
    const { step: steps } = start(REACTIVE, { taskManagers: 3, trace: false }).job.runToEnd();
    for (let afterStep = 0; afterStep < steps; afterStep += 37) {
      const faults = [
        { kind: "remove-task-manager", taskManager: 2, afterStep },
        { kind: "add-task-manager", afterStep: afterStep + 25 },
        { kind: "kill-task", operator: "clicks", afterStep: afterStep + 60 },
      ] as const;
      const { job, sink } = start(REACTIVE, { taskManagers: 3, faults, trace: false });
      job.runToEnd();
      expect([...sink.values].sort(), `after step ${afterStep}`).toEqual(COUNTS);
    }
  });
});
