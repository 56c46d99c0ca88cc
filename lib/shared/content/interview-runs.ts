/**
 * The runs that interview answers show: a watermark that fires a window, and a checkpoint with a lost TaskManager.
 * The engine runs each once for each process.
 */
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  type JobClient,
  type ScriptedElement,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "@tidemark/engine";
import { decodeTrace, type TraceEvent, type TraceLog } from "@tidemark/engine/trace";
import type { InterviewRun } from "../interview/rung-schema";

type Event = { readonly key: string; readonly value: number; readonly at: number };

/** Ten o'clock of a day in UTC, in milliseconds. */
const TEN = Date.UTC(2026, 2, 4, 10);
const MINUTE = 60_000;

/** Arrival in seconds since the start, key, value, event time in minutes after ten, partition. */
type Row = readonly [arrivalSeconds: number, key: string, value: number, minute: number, partition: number];

function script(rows: readonly Row[]): ScriptedElement<Event>[] {
  return rows.map(([arrivalSeconds, key, value, minute, partition]) => ({
    value: { key, value, at: TEN + minute * MINUTE },
    arrivalMillis: arrivalSeconds * 1_000,
    partition,
  }));
}

/** Five-minute windows, a bound of one minute, one partition: the record of 10:06:10 fires the first window. */
function watermarkFiresWindow(): JobClient {
  const env = createLocalEnvironment({ trace: true });
  const rows: Row[] = [
    [1, "a", 1, 0.5, 0],
    [2, "b", 1, 2, 0],
    [3, "a", 1, 1.25, 0],
    [4, "a", 1, 4.5, 0],
    [5, "b", 1, 5.5, 0],
    [6, "b", 1, 4.75, 0],
    [7, "a", 1, 6.1666, 0],
    [8, "b", 1, 4.9, 0],
    [9, "a", 1, 8, 0],
    [10, "b", 1, 11.1, 0],
  ];
  env
    .fromSource(createScriptedSource(script(rows)), strategy(Duration.ofMinutes(1)), "events")
    .keyBy((event) => event.key)
    .window(TumblingEventTimeWindows.of(Duration.ofMinutes(5)))
    .sum("value")
    .name("count")
    .sinkTo(new CollectingSink<Event>())
    .name("results");
  return env.execute("a window fires");
}

/** The same kind of job over two partitions and two subtasks, with checkpoints; a TaskManager is lost. */
function barrierKillRestore(): JobClient {
  const env = createLocalEnvironment({
    trace: true,
    taskManagers: 2,
    slotsPerTaskManager: 1,
    faults: [{ kind: "kill-task-manager", afterStep: LOSS_AFTER_STEP, taskManager: 1 }],
  });
  env.setParallelism(2);
  env.enableCheckpointing(Duration.ofSeconds(3));
  const rows: Row[] = Array.from({ length: 20 }, (_, index): Row => {
    const second = 0.6 * (index + 1);
    return [second, index % 3 === 0 ? "a" : "b", 1, second * 0.8, index % 2];
  });
  env
    .fromSource(createScriptedSource(script(rows)), strategy(Duration.ofSeconds(20)), "events")
    .keyBy((event) => event.key)
    .window(TumblingEventTimeWindows.of(Duration.ofMinutes(4)))
    .sum("value")
    .name("count")
    .sinkTo(new CollectingSink<Event>({ guarantee: "exactly-once" }))
    .name("results");
  return env.execute("a barrier travels");
}

/** While the second checkpoint is under way: it is aborted, and the job goes back to the first. */
const LOSS_AFTER_STEP = 120;

function strategy(bound: Duration): WatermarkStrategy<Event> {
  return WatermarkStrategy.forBoundedOutOfOrderness<Event>(bound).withTimestampAssigner((event) => event.at);
}

const RUNS: Record<InterviewRun, () => JobClient> = {
  "watermark-fires-window": watermarkFiresWindow,
  "barrier-kill-restore": barrierKillRestore,
};

const recorded = new Map<InterviewRun, TraceLog>();

/** What each run is about, as the kind of event at which its figure first stands. */
const MOMENTS: Record<InterviewRun, TraceEvent["kind"]> = {
  "watermark-fires-window": "window-fired",
  "barrier-kill-restore": "failure",
};

/** The step at which the figure of a run first stands: the moment that the answer is about. */
export function interviewRunStartStep(name: InterviewRun): number {
  const moment = interviewRun(name).events.find((event) => event.kind === MOMENTS[name]);
  if (moment === undefined) throw new Error(`The run ${name} has no ${MOMENTS[name]}.`);
  return moment.step;
}

/** The trace of one of the runs; the same for everybody. */
export function interviewRun(name: InterviewRun): TraceLog {
  const known = recorded.get(name);
  if (known !== undefined) return known;
  const job = RUNS[name]();
  job.runToEnd();
  const columns = job.trace();
  if (columns === null) throw new Error(`The run ${name} was not recorded.`);
  const trace = decodeTrace(columns);
  recorded.set(name, trace);
  return trace;
}
