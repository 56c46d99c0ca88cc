/** The plane's model against hand calculations; the traces are those of `hand-made-trace.ts`. */
import { describe, expect, test } from "vitest";
import { buildPlaneModel, timeRelevantOperator } from "./build-plane-model";
import {
  countWithFailure,
  HandMadeTrace,
  handMadeOperator,
  joinedSessions,
  lateReadings,
  NOON,
} from "./hand-made-trace";
import { axisX, stepNear } from "./plane-axis";

const second = (n: number) => NOON + n * 1_000;

describe("a windowed job with late records", () => {
  const model = buildPlaneModel(lateReadings());
  const plane = model.subtasks[0];

  test("the operator with windows is the one that is drawn", () => {
    expect(timeRelevantOperator(lateReadings())).toBe(1);
    expect(model.operatorName).toBe("sum");
    expect(model.subtasks).toHaveLength(1);
  });

  test("every record has its place, its shape, its label and its class", () => {
    expect(plane?.records.map((m) => [m.x, m.eventTime, m.label, m.shape, m.recordClass])).toEqual([
      [1_000, second(2), "a·3", "circle", "on-time"],
      [2_000, second(4), "a·1", "circle", "on-time"],
      [3_000, second(9), "b·4", "square", "on-time"],
      [4_200, second(7), "a·2", "circle", "out-of-order"],
      [5_500, second(12), "b·5", "square", "on-time"],
      [6_400, second(16), "a·3", "circle", "on-time"],
      [7_200, second(8), "b·1", "square", "late-counted"],
      [8_500, second(19), "a·2", "circle", "on-time"],
      [9_600, second(22), "b·6", "square", "on-time"],
      [10_600, second(9), "a·2", "circle", "dropped"],
      [11_800, second(27), "b·1", "square", "on-time"],
      [13_000, second(6), "a·3", "circle", "dropped"],
      [14_000, second(31), "a·4", "circle", "on-time"],
      [15_000, second(24), "b·2", "square", "late-counted"],
      [16_200, second(36), "b·1", "square", "on-time"],
    ]);
  });

  test("the watermark is five seconds and a millisecond behind the latest reading", () => {
    const stairs = plane?.staircases.find((s) => s.channel === -1);
    expect(stairs?.points.map((p) => [p.x, p.watermark - NOON])).toEqual([
      [1_000, -3_001],
      [2_000, -1_001],
      [3_000, 3_999],
      [5_500, 6_999],
      [6_400, 10_999],
      [8_500, 13_999],
      [9_600, 16_999],
      [11_800, 21_999],
      [14_000, 25_999],
      [16_200, 30_999],
    ]);
    expect(stairs?.endX).toBe(16_200 * 1.04);
    expect(plane?.idle).toEqual([]);
  });

  test("the windows of both keys are one band: opened, fired, corrected, kept, closed", () => {
    expect(
      plane?.windows.map((w) => ({
        from: w.start - NOON,
        keys: w.keys,
        openedX: w.openedX,
        firings: w.firings.map((f) => [f.x, f.late, f.keys.join("")]),
        keptFromX: w.keptFromX,
        closedX: w.closedX,
        closedBy: w.closedBy,
      })),
    ).toEqual([
      {
        from: 0,
        keys: ["a", "b"],
        openedX: 1_000,
        firings: [
          [6_400, false, "ab"],
          [7_200, true, "b"],
        ],
        keptFromX: 6_400,
        closedX: 9_600,
        closedBy: "cleanup",
      },
      {
        from: 10_000,
        keys: ["b", "a"],
        openedX: 5_500,
        firings: [[11_800, false, "ba"]],
        keptFromX: 11_800,
        closedX: 14_000,
        closedBy: "cleanup",
      },
      {
        from: 20_000,
        keys: ["b"],
        openedX: 9_600,
        firings: [[16_200, false, "b"]],
        keptFromX: 16_200,
        closedX: null,
        closedBy: null,
      },
      { from: 30_000, keys: ["a", "b"], openedX: 14_000, firings: [], keptFromX: null, closedX: null, closedBy: null },
    ]);
  });

  test("the range of event time is that of the windows, and firings are where the brackets go", () => {
    expect(model.eventTime).toEqual({ min: second(0), max: second(40) });
    expect(model.firingSteps).toEqual([12, 13, 20, 26]);
  });

  test("the axis maps steps to processing time and back, a step without own event to the one before", () => {
    expect(axisX(model.axis, 12)).toBe(6_400);
    expect(axisX(model.axis, 0)).toBe(0);
    expect(stepNear(model.axis, 6_500)).toBe(12);
    expect(stepNear(model.axis, 10_500)).toBe(18);
    expect(stepNear(model.axis, -5)).toBe(1);
    expect(stepNear(model.axis, 99_999)).toBe(26);
  });
});

describe("a job that fails after a checkpoint", () => {
  const model = buildPlaneModel(countWithFailure());
  const [first, other] = model.subtasks;

  test("what the task did after its barrier is undone, and is done again after the restore", () => {
    expect(first?.records.map((m) => [m.record, m.x, m.undone])).toEqual([
      [1, 0, false],
      [3, 5_000, true],
      [4, 7_500, false],
    ]);
    expect(first?.stateWrites.map((w) => [w.x, w.key, w.undone])).toEqual([
      [0, "a", false],
      [5_000, "a", true],
      [7_500, "a", false],
    ]);
    expect(other?.records.map((m) => [m.record, m.undone])).toEqual([
      [2, false],
      [5, false],
    ]);
  });

  test("the combined watermark is the smaller channel's, breaks at the failure, and its undone part is marked", () => {
    const combined = first?.staircases.filter((s) => s.channel === -1);
    expect(combined).toEqual([
      { channel: -1, points: [{ step: 4, x: 2_000, watermark: second(2) }], endX: 4_000, undone: false },
      {
        channel: -1,
        points: [
          { step: 8, x: 4_000, watermark: second(2) },
          { step: 11, x: 5_500, watermark: second(4) },
        ],
        endX: 6_000,
        undone: true,
      },
      { channel: -1, points: [{ step: 16, x: 8_000, watermark: second(4) }], endX: 8_500 * 1.04, undone: false },
    ]);
    expect(first?.staircases.filter((s) => s.channel === 1 && !s.undone).map((s) => s.points.length)).toEqual([1, 1]);
  });

  test("the checkpoint: trigger, alignment, acknowledgements, completion", () => {
    expect(model.checkpoints).toEqual([
      { checkpoint: 1, step: 5, x: 2_500, completedStep: 9, completedX: 4_500, abortedReason: null },
    ]);
    expect(first?.barriers).toEqual([
      {
        checkpoint: 1,
        arrivedX: 3_000,
        emittedX: 4_000,
        acknowledgedX: 4_000,
        acknowledgedStep: 8,
        blocked: [{ channel: 0, fromX: 3_000, toX: 4_000 }],
      },
    ]);
    expect(other?.barriers[0]?.blocked).toEqual([]);
    expect(other?.barriers[0]?.acknowledgedX).toBe(3_500);
  });

  test("failure and restore stand in the model once for all subtasks", () => {
    expect(model.failures).toEqual([
      { step: 12, x: 6_000, cause: "task-manager-lost", message: "TaskManager 1 was killed" },
    ]);
    expect(model.restores).toEqual([{ step: 14, x: 7_000, attempt: 1, checkpoint: 1 }]);
  });
});

test("sessions end in the one they merge into", () => {
  const windows = buildPlaneModel(joinedSessions()).subtasks[0]?.windows;
  expect(
    windows?.map((w) => [w.start - NOON, w.end - NOON, w.openedX, w.closedX, w.closedBy, w.firings.length]),
  ).toEqual([
    [0, 10_000, 0, 2_000, "merge", 0],
    [15_000, 25_000, 1_000, 2_000, "merge", 0],
    [0, 25_000, 2_000, 3_000, "cleanup", 1],
  ]);
  expect(windows?.[2]?.keptFromX).toBeNull();
});

test("arrivals at one instant are drawn by the order of their steps", () => {
  const trace = lateReadings();
  const events = trace.events.map((event) => ({ ...event, processingTime: 0 }));
  const model = buildPlaneModel({ ...trace, events });
  expect(model.axis.unit).toBe("step");
  expect(model.subtasks[0]?.records.map((m) => m.x)).toEqual([1, 3, 5, 7, 8, 10, 12, 13, 15, 17, 18, 20, 21, 23, 24]);
});

test("records without any event time are drawn by key", () => {
  const trace = new HandMadeTrace([handMadeOperator("count", "keyed-process", 0)])
    .at(0, {
      kind: "record-received",
      operator: 0,
      subtask: 0,
      record: 1,
      channel: 0,
      timestamp: -(2 ** 63),
      key: "a",
      value: "1",
    })
    .log();
  const model = buildPlaneModel(trace);
  expect([model.timed, model.keys, model.subtasks[0]?.records[0]?.eventTime]).toEqual([
    false,
    [{ key: "a", shape: "circle" }],
    null,
  ]);
  expect(buildPlaneModel(lateReadings()).timed).toBe(true);
});

test("a run in which nothing happened has an empty plane", () => {
  const model = buildPlaneModel({ version: 1, operators: [], events: [], droppedEvents: 0 });
  expect(model.subtasks.map((plane) => plane.records)).toEqual([[]]);
  expect(model.firingSteps).toEqual([]);
});
