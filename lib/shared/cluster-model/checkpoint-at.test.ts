/** A checkpoint step by step, on a run made by hand: durations and sums are reckoned from its events. */
import { expect, test } from "vitest";
import { NOON } from "../trace-model/hand-made-trace";
import { checkpointAt, checkpointsAt } from "./checkpoint-at";
import { clusterIndexOf, positionAt } from "./cluster-index";
import { at, COUNT, deployedCluster, SOURCE } from "./hand-made-cluster";
import { keyGroupBands } from "./key-group-bands";
import { reduceAssignments } from "./reduce-assignments";
import { timersAt } from "./timers-at";
import { indexOf } from "../trace-model/trace-index";

const COSTS = {
  startDelayMillis: 100,
  alignmentMillis: 200,
  syncMillis: 0,
  asyncMillis: 50,
  stateBytes: 500,
  uploadedBytes: 20,
  inFlightBytes: 3,
};
const count = at(COUNT, 0);

function run() {
  return deployedCluster()
    .at(NOON, { kind: "checkpoint-triggered", checkpoint: 1, type: "checkpoint", unaligned: false })
    .at(
      NOON + 100,
      { kind: "barrier-received", ...count, checkpoint: 1, channel: 0 },
      { kind: "channel-blocked", ...count, checkpoint: 1, channel: 0 },
    )
    .at(
      NOON + 300,
      { kind: "barrier-received", ...count, checkpoint: 1, channel: 1 },
      { kind: "channel-unblocked", ...count, checkpoint: 1, channel: 0 },
      { kind: "barrier-emitted", ...count, checkpoint: 1, overtaken: 2 },
      { kind: "snapshot-taken", ...count, checkpoint: 1 },
    )
    .at(NOON + 350, { kind: "snapshot-acknowledged", ...count, checkpoint: 1, ...COSTS })
    .at(NOON + 400, { kind: "checkpoint-completed", checkpoint: 1 })
    .at(NOON + 410, { kind: "checkpoint-notified", ...count, checkpoint: 1 })
    .log();
}

test("a task's way through a checkpoint, as far as it has come", () => {
  const index = clusterIndexOf(run());
  const seen = (step: number) => {
    const position = positionAt(index.trace, step);
    const [checkpoint] = checkpointsAt(index, position);
    if (checkpoint === undefined) return null;
    const now = checkpointAt(index, checkpoint, position);
    const task = now.tasks.find(({ vertex, subtask }) => vertex === COUNT && subtask === 0);
    return {
      state: `${now.state}, ${now.acknowledged} of ${now.tasks.length}`,
      stretches: task?.stretches.map(
        ({ kind, from, to }) => `${kind} ${from.time - NOON} to ${to === null ? "now" : to.time - NOON}`,
      ),
      blocked: task?.blocked.length,
      sizes: [now.stateBytes, now.uploadedBytes, now.inFlightBytes],
      notified: task?.notified !== null,
    };
  };
  const nothing = { sizes: [0, 0, 0], notified: false };
  const open = { state: "in progress, 0 of 5", ...nothing };
  expect(seen(1)).toBeNull();
  expect(seen(2)).toEqual({ ...open, stretches: ["start delay 0 to now"], blocked: 0 });
  expect(seen(3)).toEqual({ ...open, stretches: ["start delay 0 to 100", "alignment 100 to now"], blocked: 1 });
  const aligned = ["start delay 0 to 100", "alignment 100 to 300", "sync 300 to 300"];
  expect(seen(4)).toEqual({ ...open, stretches: [...aligned, "async 300 to now"], blocked: 1 });
  const done = { stretches: [...aligned, "async 300 to 350"], blocked: 1, sizes: [500, 20, 3] };
  expect(seen(5)).toEqual({ ...done, state: "in progress, 1 of 5", notified: false });
  expect(seen(6)).toEqual({ ...done, state: "completed, 1 of 5", notified: false });
  expect(seen(7)).toEqual({ ...done, state: "completed, 1 of 5", notified: true });
});

test("key groups from two subtasks to three, as bands", () => {
  const move = (subtask: number, fromSubtask: number, firstKeyGroup: number, lastKeyGroup: number) =>
    ({
      kind: "state-assigned",
      ...at(COUNT, subtask),
      ...{ state: "keyed", fromSubtask, firstKeyGroup, lastKeyGroup, entries: 1 },
    }) as const;
  const trace = deployedCluster()
    .at(NOON, { kind: "restore", attempt: 1, checkpoint: 1 }, move(0, 0, 0, 42), move(1, 0, 43, 63))
    .at(NOON, move(1, 1, 64, 85), move(2, 1, 86, 127))
    .log();
  const [assignment] = reduceAssignments(indexOf(trace));
  expect(assignment === undefined ? [] : keyGroupBands(assignment)).toEqual([
    {
      operator: COUNT,
      before: [
        { subtask: 0, first: 0, last: 63 },
        { subtask: 1, first: 64, last: 127 },
      ],
      after: [
        { subtask: 0, first: 0, last: 42 },
        { subtask: 1, first: 43, last: 85 },
        { subtask: 2, first: 86, last: 127 },
      ],
      moves: [
        { operator: COUNT, fromSubtask: 0, toSubtask: 0, first: 0, last: 42, entries: 1 },
        { operator: COUNT, fromSubtask: 0, toSubtask: 1, first: 43, last: 63, entries: 1 },
        { operator: COUNT, fromSubtask: 1, toSubtask: 1, first: 64, last: 85, entries: 1 },
        { operator: COUNT, fromSubtask: 1, toSubtask: 2, first: 86, last: 127, entries: 1 },
      ],
    },
  ]);
});

test("timers wait until they fire; a restore takes back what came after the snapshot", () => {
  const timer = (kind: "timer-set" | "timer-fired", key: string, second: number) =>
    ({ kind, ...count, domain: "event-time", key, namespace: "", timestamp: NOON + second * 1_000 }) as const;
  const trace = deployedCluster()
    .at(NOON, timer("timer-set", "a", 5))
    .at(NOON, { kind: "barrier-emitted", ...count, checkpoint: 1, overtaken: 0 })
    .at(NOON, timer("timer-set", "b", 3))
    .at(NOON, timer("timer-fired", "a", 5))
    .at(NOON, { kind: "restore", attempt: 1, checkpoint: 1 })
    .log();
  const index = indexOf(trace);
  const keys = (step: number) => timersAt(index, COUNT, 0, positionAt(index, step)).map(({ key }) => key);
  expect([2, 4, 5, 6].map(keys)).toEqual([["a"], ["b", "a"], ["b"], ["a"]]);
  expect(timersAt(index, SOURCE, 0, positionAt(index, 6))).toEqual([]);
});
