/** The state of the cluster at a step, on a cluster made by hand: every expected value is counted off the events above it. */
import { expect, test } from "vitest";
import { NOON } from "../trace-model/hand-made-trace";
import { indexOf } from "../trace-model/trace-index";
import { undoneRanges } from "../trace-model/undone";
import { MIN_TIME } from "../trace-model/time-format";
import { type ClusterMoment, clusterAt } from "./cluster-at";
import { at, COUNT, deployedCluster, deployment, emitted, received, SINK, SOURCE } from "./hand-made-cluster";

function task(moment: ClusterMoment, vertex: number, subtask: number) {
  return moment.tasks.find((each) => each.vertex === vertex && each.subtask === subtask);
}

function contents(moment: ClusterMoment, key: string): string[] | undefined {
  return moment.channels.find((each) => each.key === key)?.elements.map(({ kind, id }) => `${kind} ${id}`);
}

test("tasks, slots and channels of a deployed job", () => {
  const moment = clusterAt(deployedCluster().log(), 1);
  expect(moment.jobState).toBe("RUNNING");
  expect(moment.tasks.map(({ vertex, subtask, state }) => `${vertex}/${subtask} ${state}`)).toEqual([
    "0/0 RUNNING",
    "0/1 RUNNING",
    "1/0 RUNNING",
    "1/1 RUNNING",
    "2/0 RUNNING",
  ]);
  expect(
    moment.taskManagers.map(({ taskManager, state, slots }) => ({
      taskManager,
      state,
      slots: slots.map((tasks) => tasks.map(({ vertex, subtask }) => `${vertex}/${subtask}`)),
    })),
  ).toEqual([
    { taskManager: 0, state: "running", slots: [["0/0", "1/0", "2/0"]] },
    { taskManager: 1, state: "running", slots: [["0/1", "1/1"]] },
  ]);
  expect(
    moment.channels.map(({ key, from, capacity }) => `${key} from ${from?.vertex}/${from?.subtask}, ${capacity}`),
  ).toEqual([
    "1/0/0 from 0/0, 3",
    "1/0/1 from 0/1, 3",
    "1/1/0 from 0/0, 3",
    "1/1/1 from 0/1, 3",
    "2/0/0 from 1/0, 3",
    "2/0/1 from 1/1, 3",
  ]);
});

test("an element is in its channel from its emission until it is received", () => {
  const trace = deployedCluster()
    .at(NOON, emitted(SOURCE, 0, 1, 0))
    .at(NOON, emitted(SOURCE, 0, 2, 1), { kind: "watermark-emitted", ...at(SOURCE, 0), watermark: NOON + 500 })
    .at(NOON, { kind: "barrier-emitted", ...at(SOURCE, 0), checkpoint: 1, overtaken: 0 })
    .at(NOON, received(COUNT, 0, 1, 0))
    .at(NOON, received(COUNT, 1, 2, 0))
    .at(NOON, { kind: "watermark-received", ...at(COUNT, 0), channel: 0, watermark: NOON + 500 })
    .at(NOON, { kind: "barrier-received", ...at(COUNT, 0), channel: 0, checkpoint: 1 })
    .log();
  const first = (step: number) => contents(clusterAt(trace, step), "1/0/0");
  const watermark = `watermark ${NOON + 500}`;
  expect([2, 3, 4, 5, 6, 7, 8].map(first)).toEqual([
    ["record 1"],
    ["record 1", watermark],
    ["record 1", watermark, "barrier 1"],
    [watermark, "barrier 1"],
    [watermark, "barrier 1"],
    ["barrier 1"],
    [],
  ]);
  expect([3, 4, 5, 6].map((step) => contents(clusterAt(trace, step), "1/1/0"))).toEqual([
    ["record 2"],
    ["record 2"],
    ["record 2"],
    [],
  ]);
});

test("a barrier that overtakes stands before what it went past", () => {
  const trace = deployedCluster()
    .at(NOON, emitted(SOURCE, 0, 1, 0), emitted(SOURCE, 0, 2, 0))
    .at(NOON, { kind: "barrier-emitted", ...at(SOURCE, 0), checkpoint: 1, overtaken: 2 })
    .at(NOON, { kind: "barrier-received", ...at(COUNT, 0), channel: 0, checkpoint: 1 })
    .at(NOON, received(COUNT, 0, 1, 0))
    .at(NOON, received(COUNT, 0, 2, 0))
    .log();
  expect([2, 3, 4, 5].map((step) => contents(clusterAt(trace, step), "1/0/0"))).toEqual([
    ["record 1", "record 2"],
    ["barrier 1", "record 1", "record 2"],
    ["record 1", "record 2"],
    ["record 2"],
  ]);
});

test("what a channel held is lost with its reader, and a restored element is in it again", () => {
  const trace = deployedCluster()
    .at(NOON, emitted(SOURCE, 0, 1, 0))
    .at(NOON, { kind: "in-flight-lost", ...at(COUNT, 1), channel: 0, record: 1 })
    .at(NOON, { kind: "restore", attempt: 1, checkpoint: 1 }, ...deployment(1))
    .at(NOON, { kind: "in-flight-restored", ...at(COUNT, 1), side: "input", channel: 0, record: 1 })
    .at(NOON, received(COUNT, 1, 1, 0))
    .log();
  expect([2, 3, 4, 5, 6].map((step) => contents(clusterAt(trace, step), "1/1/0"))).toEqual([
    ["record 1"],
    [],
    [],
    ["record 1"],
    [],
  ]);
});

test("the smallest watermark holds the task's back; an idle channel does not count", () => {
  const wm = (channel: number, second: number) =>
    ({ kind: "watermark-received", ...at(COUNT, 0), channel, watermark: NOON + second * 1_000 }) as const;
  const trace = deployedCluster()
    .at(NOON, wm(0, 9))
    .at(NOON, wm(1, 5), { kind: "watermark-advanced", ...at(COUNT, 0), watermark: NOON + 5_000 })
    .at(
      NOON,
      { kind: "watermark-status", ...at(COUNT, 0), channel: 1, idle: true },
      { kind: "watermark-advanced", ...at(COUNT, 0), watermark: NOON + 9_000 },
    )
    .log();
  const seen = (step: number) => {
    const { watermark, heldBackBy } = task(clusterAt(trace, step), COUNT, 0) ?? {};
    return { watermark, heldBackBy };
  };
  expect([1, 2, 3, 4].map(seen)).toEqual([
    { watermark: MIN_TIME, heldBackBy: [] },
    { watermark: MIN_TIME, heldBackBy: [1] },
    { watermark: NOON + 5_000, heldBackBy: [1] },
    { watermark: NOON + 9_000, heldBackBy: [] },
  ]);
});

test("a machine dies, is found lost, and the job restarts", () => {
  const trace = deployedCluster()
    .at(NOON, { kind: "task-manager-stopped", taskManager: 1 })
    .at(
      NOON + 50_000,
      { kind: "task-manager-lost", taskManager: 1, reason: "no heartbeat for 50 s" },
      {
        kind: "failure",
        ...at(-1, -1),
        cause: "task-manager-lost",
        taskManager: 1,
        record: 0,
        message: "lost",
      },
      { kind: "job-state", state: "RESTARTING" },
      { kind: "restart-scheduled", attempt: 1, at: NOON + 51_000 },
    )
    .at(
      NOON + 51_000,
      { kind: "restore", attempt: 1, checkpoint: 0 },
      { kind: "job-state", state: "RUNNING" },
      ...deployment(1),
    )
    .log();
  const seen = (step: number) => {
    const moment = clusterAt(trace, step);
    return {
      job: `${moment.jobState} ${moment.attempt}`,
      managers: moment.taskManagers.map(({ state, reason }) => `${state} ${reason}`.trim()),
      tasks: moment.tasks.map(({ state }) => state),
      restartDue: moment.restartDue,
    };
  };
  const running = Array<string>(5).fill("RUNNING");
  expect([2, 3, 4].map(seen)).toEqual([
    { job: "RUNNING 0", managers: ["running", "stopped"], tasks: running, restartDue: null },
    {
      job: "RESTARTING 0",
      managers: ["running", "lost no heartbeat for 50 s"],
      tasks: ["CANCELED", "FAILED", "CANCELED", "FAILED", "CANCELED"],
      restartDue: NOON + 51_000,
    },
    { job: "RUNNING 1", managers: ["running", "running"], tasks: running, restartDue: null },
  ]);
});

test("only the vertices of a failover are thrown away", () => {
  const trace = deployedCluster()
    .at(
      NOON,
      { kind: "failure", ...at(SINK, 0), cause: "user-code", taskManager: -1, record: 0, message: "no" },
      { kind: "failover", vertices: "2", reason: "the region of results" },
      { kind: "restart-scheduled", attempt: 1, at: NOON + 1 },
    )
    .log();
  expect(clusterAt(trace, 2).failover).toEqual([2]);
  expect(clusterAt(trace, 2).tasks.map(({ state }) => state)).toEqual([
    "RUNNING",
    "RUNNING",
    "RUNNING",
    "RUNNING",
    "FAILED",
  ]);
});

test("what the time of a task goes into, and whether it is stopped by a full channel", () => {
  const trace = deployedCluster()
    .at(
      NOON,
      { kind: "task-works", ...at(SINK, 0), until: NOON + 300 },
      { kind: "back-pressure-started", ...at(COUNT, 0) },
    )
    .at(NOON + 100, {
      kind: "task-times",
      ...at(COUNT, 0),
      busyMillis: 250,
      idleMillis: 50,
      backPressuredMillis: 700,
    })
    .at(NOON + 300, { kind: "back-pressure-ended", ...at(COUNT, 0) })
    .log();
  const seen = (step: number) => {
    const moment = clusterAt(trace, step);
    return [task(moment, SINK, 0)?.worksUntil, task(moment, COUNT, 0)?.backPressured, task(moment, COUNT, 0)?.times];
  };
  const times = { busyMillis: 250, idleMillis: 50, backPressuredMillis: 700 };
  expect([1, 2, 3, 4].map(seen)).toEqual([
    [null, false, null],
    [NOON + 300, true, null],
    [NOON + 300, true, times],
    [null, false, times],
  ]);
});

test("where a region is one subtask of each vertex, only what is canceled stops, and only that is undone", () => {
  const trace = deployedCluster()
    .at(
      NOON,
      { kind: "failure", ...at(COUNT, 0), cause: "user-code", taskManager: -1, record: 0, message: "no" },
      { kind: "failover", vertices: "0,1", reason: "region" },
      { kind: "task-canceled", ...at(SOURCE, 0), attempt: 0 },
      { kind: "restart-scheduled", attempt: 1, at: NOON + 1 },
    )
    .at(
      NOON + 1,
      { kind: "restore", attempt: 1, checkpoint: 0 },
      { kind: "task-deployed", ...at(SOURCE, 0), taskManager: 0, slot: 0, attempt: 1 },
      { kind: "task-deployed", ...at(COUNT, 0), taskManager: 0, slot: 0, attempt: 1 },
    )
    .log();
  expect(clusterAt(trace, 2).tasks.map(({ state }) => state)).toEqual([
    "CANCELED",
    "RUNNING",
    "FAILED",
    "RUNNING",
    "RUNNING",
  ]);
  expect(clusterAt(trace, 3).tasks.map(({ state }) => state)).toEqual(Array(5).fill("RUNNING"));
  const undone = (operator: number, subtask: number) => undoneRanges(indexOf(trace), operator, subtask).length;
  expect([undone(SOURCE, 0), undone(SOURCE, 1), undone(COUNT, 0), undone(COUNT, 1)]).toEqual([1, 0, 1, 0]);
});

test("a step of which only the first events are known", () => {
  const before = deployedCluster().log();
  const trace = deployedCluster()
    .at(
      NOON,
      { kind: "channel-blocked", ...at(COUNT, 0), checkpoint: 1, channel: 0 },
      { kind: "job-state", state: "FAILING" },
    )
    .log();
  const last = trace.events.at(-1)?.step ?? 0;
  const seen = [0, 1, 2].map((more) => clusterAt(trace, last, before.events.length + more));
  expect(seen.map(({ channels }) => channels.filter(({ blockedBy }) => blockedBy > 0).length)).toEqual([0, 1, 1]);
  expect(seen.map(({ jobState }) => jobState)).toEqual(["RUNNING", "RUNNING", "FAILING"]);
});

test("a failure goes back to the latest complete checkpoint, to no savepoint, and at first to what the run began with", () => {
  const triggered = (checkpoint: number, type: "checkpoint" | "savepoint") =>
    ({ kind: "checkpoint-triggered", checkpoint, type, unaligned: false }) as const;
  const trace = deployedCluster()
    .at(NOON, { kind: "restore", attempt: 0, checkpoint: 7 })
    .at(NOON, triggered(8, "savepoint"))
    .at(NOON, { kind: "checkpoint-completed", checkpoint: 8 })
    .at(NOON, triggered(9, "checkpoint"))
    .at(NOON, { kind: "checkpoint-completed", checkpoint: 9 })
    .log();
  const last = trace.events.at(-1)?.step ?? 0;
  const words = [5, 4, 2, 1, 0].map((before) => clusterAt(trace, last - before).goesBackTo);
  const start = "snapshot 7 of an earlier run";
  expect(words).toEqual([null, start, start, start, "checkpoint 9"]);
});
