/** The sentences, word for word, on the hand-made traces. */
import { describe, expect, test } from "vitest";
import { explainStep } from "./explain-step";
import {
  countWithFailure,
  HandMadeTrace,
  handMadeOperator,
  joinedSessions,
  lateReadings,
  NOON,
} from "./hand-made-trace";
import { recordLife } from "./record-life";
import { transcript } from "./transcript";

describe("windows and lateness", () => {
  const trace = lateReadings();
  test.each([
    [
      2,
      "Record a·3 of 12:00:02 opens window [00, 10) of key a. It fires when the watermark reaches 12:00:09.999; no watermark has come yet.",
    ],
    [3, "The first watermark of sum is 11:59:56.999. No window or timer is due yet."],
    [5, "The watermark of sum rises from 11:59:56.999 to 11:59:58.999. No window or timer is due yet."],
    [
      8,
      "Record a·2 of 12:00:07 joins window [00, 10) of key a. It fires when the watermark reaches 12:00:09.999; the watermark stands at 12:00:03.999.",
    ],
    [
      12,
      "The watermark reaches 12:00:10.999 and so passes 12:00:09.999, the last instant of window [00, 10): it fires for keys a and b.",
    ],
    [
      13,
      "Record b·1 of 12:00:08 is late, but not too late: the watermark stands at 12:00:10.999, past the end of its window [00, 10). The allowed lateness still keeps it, so the record counts and the window fires again with the corrected result.",
    ],
    [
      17,
      "The watermark reaches 12:00:16.999: the allowed lateness of window [00, 10) is over, so its state is cleared. A record for it is too late from now on.",
    ],
    [
      18,
      "Record a·2 of 12:00:09 is too late. Its window [00, 10) fired when the watermark passed 12:00:09.999 and was kept for late records until 12:00:14.999; the watermark stands at 12:00:16.999. Nothing takes the record, so it is dropped.",
    ],
    [
      24,
      "Record b·2 of 12:00:24 is late: the watermark stands at 12:00:25.999. But its window [20, 30) has not fired yet, so the record still counts in it.",
    ],
  ])("step %i", (step, sentence) => {
    expect(explainStep(trace, step)).toBe(sentence);
  });

  test("a step between two is explained by the one before it", () => {
    expect(explainStep(trace, 18.5)).toBe(explainStep(trace, 18));
    expect(explainStep(trace, 1_000)).toBe(explainStep(trace, 26));
  });

  test("too late without allowed lateness, to a side output", () => {
    const at = { operator: 0, subtask: 0 };
    const late = new HandMadeTrace([handMadeOperator("sum", "window", 0)])
      .at(
        0,
        { kind: "record-received", ...at, record: 1, channel: 0, timestamp: NOON, key: "a", value: "7" },
        {
          kind: "record-late",
          ...at,
          key: "a",
          start: NOON,
          end: NOON + 10_000,
          record: 1,
          timestamp: NOON,
          watermark: NOON + 9_999,
          allowedLateness: 0,
          outcome: "side-output",
        },
        { kind: "record-emitted", ...at, record: 2, parent: 1, timestamp: NOON, value: "7", outputTag: "too-late" },
      )
      .log();
    expect(explainStep(late, 1)).toBe(
      "Record a·7 of 12:00:00 is too late. Its window [00, 10) was due when the watermark passed 12:00:09.999, and no lateness is allowed; the watermark stands at 12:00:09.999. The side output too-late takes it.",
    );
  });

  test("the life of a record", () => {
    expect(recordLife(trace, 7)).toBe(
      'Record 7, {sensor: "b", value: 1} of time 12:00:08, was emitted by readings. sum took it, although it came behind the watermark, into window [00, 10) of key b; the window fired again at watermark 12:00:10.999 and emitted nothing.',
    );
    expect(recordLife(trace, 10)).toBe(
      'Record 10, {sensor: "a", value: 2} of time 12:00:09, was emitted by readings. sum dropped it, since its window [00, 10) was over: the watermark stood at 12:00:16.999 and 5000 ms of lateness are allowed.',
    );
    expect(recordLife(trace, 99)).toBe("");
  });
});

describe("channels, checkpoints, failures", () => {
  const trace = countWithFailure();
  test.each([
    [
      1,
      "Record a of 12:00:01 arrives at count, subtask 1 of 2; no watermark has come yet. State count of key a becomes 1.",
    ],
    [
      3,
      "Channel 1 of count, subtask 1 of 2 brings watermark 12:00:04. Another channel has not brought any yet, so the operator has no watermark.",
    ],
    [
      4,
      "The first watermark of count, subtask 1 of 2 is 12:00:02: the smallest over its 2 channels. No window or timer is due yet.",
    ],
    [5, "Checkpoint 1 is triggered: the sources take their snapshots and send a barrier down every channel."],
    [
      6,
      "The barrier of checkpoint 1 arrives on channel 1 of count, subtask 1 of 2. The channel waits there until the barriers of the other channels have come.",
    ],
    [
      8,
      "Count, subtask 1 of 2 has all barriers of checkpoint 1: it passes the barrier on, takes its snapshot and acknowledges it.",
    ],
    [9, "Checkpoint 1 is complete: every task has acknowledged its snapshot. A failure from now on goes back to here."],
    [
      12,
      "TaskManager 1 is lost, and the state of its tasks with it. The last complete checkpoint is 1; a restart goes back to it.",
    ],
    [13, "The job restarts in 1 s, as attempt 2."],
    [
      14,
      "The job starts again from checkpoint 1: state is what it was at its barrier, and the sources rewind to the positions stored there, so what came after is read once more.",
    ],
  ])("step %i", (step, sentence) => {
    expect(explainStep(trace, step)).toBe(sentence);
  });
});

test("sessions that merge say why", () => {
  expect(explainStep(joinedSessions(), 3)).toBe(
    "Record a·1 of 12:00:08 joins window [00, 25) of key a. Sessions [00, 10) and [15, 25) merge into [00, 25), because less than a gap lies between. It fires when the watermark reaches 12:00:24.999; no watermark has come yet.",
  );
  expect(explainStep(joinedSessions(), 4)).toBe(
    "The watermark reaches 12:00:31 and so passes 12:00:24.999, the last instant of window [00, 25): it fires for key a and is cleaned up.",
  );
});

test("the transcript has one line for each step, or for a range of them", () => {
  const trace = lateReadings();
  expect(transcript(trace).map((line) => line.step)).toEqual(Array.from({ length: 26 }, (_, i) => i + 1));
  expect(transcript(trace, { from: 2, to: 4 })).toEqual([
    { step: 3, sentence: explainStep(trace, 3) },
    { step: 4, sentence: explainStep(trace, 4) },
  ]);
});
