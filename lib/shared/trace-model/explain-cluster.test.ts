/** The sentences about machines, snapshots and the world outside, word for word, on hand-made traces. */
import type { TraceEventBody } from "@tidemark/engine/trace";
import { describe, expect, test } from "vitest";
import { explainStep } from "./explain-step";
import { HandMadeTrace, handMadeOperator, NOON } from "./hand-made-trace";

const OPERATORS = [
  handMadeOperator("clicks", "source", 0),
  handMadeOperator("count", "keyed-process", 1, { parallelism: 2 }),
  handMadeOperator("results", "sink", 2),
];
const count = { operator: 1, subtask: 0 };
const sink = { operator: 2, subtask: 0 };
const record: TraceEventBody = {
  kind: "record-emitted",
  operator: 0,
  subtask: 0,
  record: 1,
  parent: 0,
  timestamp: NOON,
  value: '{user: "u7"}',
  outputTag: "",
};

/** The sentence of a step with these events, behind one in which record 1 is emitted. */
function sentence(...bodies: TraceEventBody[]): string {
  return explainStep(
    new HandMadeTrace(OPERATORS)
      .at(NOON, record)
      .at(NOON, ...bodies)
      .log(),
    2,
  );
}

const outside = (effect: string, more: object = {}): TraceEventBody => ({
  kind: "outside-changed",
  ...sink,
  ...{ system: "kafka", place: "out-0", effect, transaction: "", record: 1, position: 4, value: "u7", visible: true },
  ...more,
});

describe("snapshots, and what is under way", () => {
  const costs = { startDelayMillis: 0, alignmentMillis: 0, syncMillis: 0, asyncMillis: 0 };
  const sizes = { stateBytes: 0, uploadedBytes: 0, inFlightBytes: 0 };
  const acknowledged: TraceEventBody = { kind: "snapshot-acknowledged", ...count, checkpoint: 3, ...costs, ...sizes };

  test.each<[string, TraceEventBody[]]>([
    [
      "Count, subtask 1 of 2 has all barriers of checkpoint 3: it passes the barrier on, takes its snapshot and acknowledges it.",
      [{ kind: "barrier-emitted", ...count, checkpoint: 3, overtaken: 0 }, acknowledged],
    ],
    ["Count, subtask 1 of 2 acknowledges checkpoint 3: all of its snapshot is written.", [acknowledged]],
    [
      "The aligned checkpoint timeout of checkpoint 3 is over while barriers still wait at count, subtask 1 of 2: from now on they overtake, and what they pass becomes a part of the checkpoint.",
      [{ kind: "alignment-timed-out", ...count, checkpoint: 3 }],
    ],
    [
      "A latency marker from clicks has taken 40 ms to count, subtask 1 of 2: it waits in channels behind the records before it, and passes the functions by.",
      [{ kind: "latency-marker", ...count, sourceOperator: 0, sourceSubtask: 0, latencyMillis: 40 }],
    ],
  ])("%s", (expected, bodies) => {
    expect(sentence(...bodies)).toBe(expected);
  });
});

describe("machines and the job", () => {
  test.each<[string, TraceEventBody[]]>([
    [
      "The process of TaskManager 2 dies. Nobody knows yet: the JobManager finds out when something does not answer.",
      [{ kind: "task-manager-stopped", taskManager: 1 }],
    ],
    [
      "The JobManager gives TaskManager 2 up: no heartbeat for 50 s. Its slots are gone, and all tasks in them with their state.",
      [{ kind: "task-manager-lost", taskManager: 1, reason: "no heartbeat for 50 s" }],
    ],
    [
      "TaskManager 2 is lost. Its slots are gone, and all tasks in them with their state.",
      [{ kind: "task-manager-lost", taskManager: 1, reason: "TaskManager 1 was lost." }],
    ],
    [
      "The barrier of checkpoint 3 arrives on channel 2 of count, subtask 1 of 2.",
      [{ kind: "barrier-received", ...count, checkpoint: 3, channel: 1 }],
    ],
    [
      "TaskManagers 1 and 2 register with the JobManager and offer 4 slots.",
      [
        { kind: "task-manager-started", taskManager: 0, slots: 2 },
        { kind: "task-manager-started", taskManager: 1, slots: 2 },
      ],
    ],
    [
      "What has to start again: count and results (the region of count). The other tasks go on.",
      [{ kind: "failover", vertices: "1,2", reason: "the region of count" }],
    ],
    [
      "Count runs with 3 instead of 2: a TaskManager came. Key groups move with their state.",
      [{ kind: "rescaled", vertex: 1, from: 2, to: 3, reason: "a TaskManager came" }],
    ],
    [
      "Count, subtask 1 of 2 is canceled. 1 record in their channels is lost.",
      [
        { kind: "in-flight-lost", ...count, channel: 0, record: 1 },
        { kind: "task-canceled", ...count, attempt: 0 },
      ],
    ],
    [
      "The job becomes FAILING and RESTARTING.",
      [
        { kind: "job-state", state: "FAILING" },
        { kind: "job-state", state: "RESTARTING" },
      ],
    ],
    [
      "Count, subtask 1 of 2 is back-pressured: a channel behind it has no room left, so it takes nothing before its reader does.",
      [{ kind: "back-pressure-started", ...count }],
    ],
    [
      "The metrics are updated. Busiest is count, subtask 1 of 2: busy 250 ms of each second, back-pressured 700 ms, idle 50 ms.",
      [{ kind: "task-times", ...count, busyMillis: 250, backPressuredMillis: 700, idleMillis: 50 }],
    ],
  ])("%s", (expected, bodies) => {
    expect(sentence(...bodies)).toBe(expected);
  });
});

describe("restored state", () => {
  const move = (subtask: number, fromSubtask: number, firstKeyGroup: number, lastKeyGroup: number): TraceEventBody => ({
    kind: "state-assigned",
    ...{ operator: 1, subtask, state: "keyed", fromSubtask, firstKeyGroup, lastKeyGroup, entries: 1 },
  });

  test("key groups that move, and state that nobody takes", () => {
    expect(
      sentence(move(0, 0, 0, 42), move(1, 0, 43, 63), {
        kind: "state-unmapped",
        operatorId: "ab12",
        reason: "no operator has this id",
      }),
    ).toBe(
      "21 key groups move to another subtask, with all state and timers in them. State of operator ab12 is taken by nobody: no operator has this id.",
    );
  });

  test("a run that begins with a savepoint goes back to nothing", () => {
    expect(sentence({ kind: "restore", attempt: 0, checkpoint: 1 }, move(0, 0, 0, 63), move(1, 1, 64, 127))).toBe(
      "The job starts from snapshot 1 of an earlier run: every operator takes its state from there, and the sources go on at the positions stored there. Every subtask gets back the key groups that it had.",
    );
  });

  test("is told besides the restore itself", () => {
    expect(sentence({ kind: "restore", attempt: 1, checkpoint: 3 }, move(0, 0, 0, 63), move(1, 1, 64, 127))).toBe(
      "The job starts again from checkpoint 3: state is what it was at its barrier, and the sources rewind to the positions stored there, so what came after is read once more. Every subtask gets back the key groups that it had.",
    );
  });
});

describe("snapshots", () => {
  test.each<[string, TraceEventBody[]]>([
    [
      "Count, subtask 1 of 2 puts record u7 of 12:00:00 into checkpoint 3: the barrier has overtaken it, so it belongs to it.",
      [{ kind: "in-flight-captured", ...count, checkpoint: 3, side: "input", channel: 0, record: 1 }],
    ],
    [
      "Count, subtask 1 of 2 gets record u7 of 12:00:00 back into its channels, before anything new.",
      [{ kind: "in-flight-restored", ...count, side: "input", channel: 0, record: 1 }],
    ],
    [
      "Count, subtask 1 of 2 declines checkpoint 3: the disk is full.",
      [{ kind: "snapshot-declined", ...count, checkpoint: 3, reason: "the disk is full" }],
    ],
    [
      "Results hears that checkpoint 3 is complete: whoever has something to commit outside does it now.",
      [{ kind: "checkpoint-notified", ...sink, checkpoint: 3 }],
    ],
    [
      "Checkpoint 3 writes 1 file of count, subtask 1 of 2, and shares 1 file that an earlier one wrote.",
      [
        { kind: "state-file", ...count, checkpoint: 3, file: "2.sst", bytes: 10, entries: 1, shared: false },
        { kind: "state-file", ...count, checkpoint: 3, file: "1.sst", bytes: 10, entries: 1, shared: true },
      ],
    ],
  ])("%s", (expected, bodies) => {
    expect(sentence(...bodies)).toBe(expected);
  });
});

describe("the world outside", () => {
  test.each<[string, TraceEventBody[]]>([
    [
      "Results appends u7 at out-0 4, without a transaction: every reader sees it at once, and nothing can take it back.",
      [outside("appended")],
    ],
    [
      "Results writes u7 at out-0 4 in transaction t-1: a read_committed reader does not see it yet.",
      [outside("written", { transaction: "t-1", visible: false })],
    ],
    [
      "Results commits transaction t-1: 1 row becomes visible to read_committed readers.",
      [outside("committed", { transaction: "t-1" }), { kind: "checkpoint-notified", ...sink, checkpoint: 3 }],
    ],
    [
      "Transaction t-1 is aborted: 2 rows stay invisible to read_committed readers for good.",
      [
        outside("aborted", { transaction: "t-1", visible: false }),
        outside("aborted", { transaction: "t-1", position: 5, visible: false }),
      ],
    ],
  ])("%s", (expected, bodies) => {
    expect(sentence(...bodies)).toBe(expected);
  });
});
