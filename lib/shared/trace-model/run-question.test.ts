/** The question that a run answers, the thinning of large runs, and a restart within one step. */
import { describe, expect, test } from "vitest";
import { buildPlaneModel } from "./build-plane-model";
import { explainStep } from "./explain-step";
import {
  countWithFailure,
  HandMadeTrace,
  handMadeOperator,
  joinedSessions,
  lateReadings,
  NOON,
} from "./hand-made-trace";
import { latenessQuestion } from "./run-question";
import { DENSE_RECORDS, isDense, thinModel } from "./thin-model";

describe("the question of lateness", () => {
  test("is worded from the run: the late record that counted, the one that was lost, and the numbers between", () => {
    const question = latenessQuestion(lateReadings());
    expect(question.prompt).toBe(
      "Reading b·1 of 12:00:08 came late and still counted. Reading a·2 of 12:00:09 came late too, and was lost. What made the difference?",
    );
    expect(question.startStep).toBe(13);
    expect(question.options.map(({ text, right, step }) => [text, right, step])).toEqual([
      ["Its event time was behind the watermark.", false, 13],
      ["The watermark had passed 12:00:14.999.", true, 18],
      ["A window that has fired takes no more records.", false, 13],
    ]);
    expect(question.options[1]?.reply).toBe(
      "Yes. Window [00, 10) fired when the watermark passed 12:00:09.999 and lived on for the allowed lateness of 5 s, until 12:00:14.999. When the reading came, the watermark stood at 12:00:16.999 and the window was gone.",
    );
  });

  test("cannot be put where nothing was lost", () => {
    expect(() => latenessQuestion(joinedSessions())).toThrow("needs a late record that counts");
  });
});

describe("large runs", () => {
  const at = { operator: 0, subtask: 0 };
  const trace = new HandMadeTrace([handMadeOperator("sum", "window", 0)]);
  for (let i = 0; i <= DENSE_RECORDS; i++) {
    const record = i + 1;
    const timestamp = NOON + i * 1_000;
    trace.at(i, { kind: "record-received", ...at, record, channel: 0, timestamp, key: "a", value: "1" });
    if (i % 100 === 0) {
      const late = {
        record,
        timestamp,
        watermark: timestamp + 60_000,
        allowedLateness: 0,
        outcome: "dropped" as const,
      };
      trace.at(i, { kind: "record-late", ...at, key: "a", start: timestamp, end: timestamp + 1, ...late });
    }
  }
  const model = buildPlaneModel(trace.log());
  const drawn = thinModel(model).subtasks[0]?.records ?? [];

  test("become density, but for the records that are lost", () => {
    expect(isDense(model)).toBe(true);
    expect(drawn.map((mark) => mark.recordClass)).toEqual(Array(21).fill("dropped"));
    expect(drawn.map((mark) => mark.record)).toEqual(Array.from({ length: 21 }, (_, i) => 100 * i + 1));
  });

  test("of many timers 240 are drawn, evenly chosen", () => {
    const timed = new HandMadeTrace([handMadeOperator("ring", "process", 0)]);
    const timer = { ...at, domain: "event-time", key: "a", namespace: "" } as const;
    for (let i = 0; i < 720; i++) timed.at(i, { kind: "timer-set", ...timer, timestamp: NOON + i });
    const timers = thinModel(buildPlaneModel(timed.log())).subtasks[0]?.timers ?? [];
    expect(timers.map(({ due }) => due - NOON)).toEqual(Array.from({ length: 240 }, (_, i) => 3 * i));
  });

  test("small ones stay as they are", () => {
    const small = buildPlaneModel(lateReadings());
    expect(thinModel(small)).toBe(small);
  });
});

test("a failure and the restart in one step lie apart, and are told together", () => {
  const trace = countWithFailure();
  const events = trace.events.map((event) => ({
    ...event,
    step: event.step > 11 && event.step < 15 ? 12 : event.step,
  }));
  const together = { ...trace, events };
  const model = buildPlaneModel(together);
  expect(model.failures.map((failure) => failure.x)).toEqual([6_000]);
  expect(model.restores.map((restore) => restore.x)).toEqual([7_000]);
  expect(explainStep(together, 12)).toBe(
    "TaskManager 1 is lost, and the state of its tasks with it. The last complete checkpoint is 1; a restart goes back to it. The job starts again from checkpoint 1: state is what it was at its barrier, and the sources rewind to the positions stored there, so what came after is read once more.",
  );
});
