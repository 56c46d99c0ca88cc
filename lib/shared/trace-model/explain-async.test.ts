/** The sentences about requests and alignment, word for word, on hand-made traces. */
import { describe, expect, test } from "vitest";
import { explainStep } from "./explain-step";
import { HandMadeTrace, handMadeOperator, NOON } from "./hand-made-trace";

const at = { operator: 1, subtask: 0 };

/** Record 1, from the source: a click of user 7. */
const EMITTED = {
  kind: "record-emitted",
  operator: 0,
  subtask: 0,
  record: 1,
  parent: 0,
  timestamp: NOON,
  value: '{user: "u7"}',
  outputTag: "",
} as const;

describe("an asynchronous request", () => {
  const lookup = [handMadeOperator("clicks", "source", 0), handMadeOperator("lookup", "async-wait", 1)];
  const request = { kind: "async-request", ...at, record: 1 } as const;
  const queue = { ...at, record: 1, where: "async queue" } as const;
  const trace = new HandMadeTrace(lookup)
    .at(
      NOON,
      EMITTED,
      { kind: "record-received", ...at, record: 1, channel: 0, timestamp: NOON, key: "", value: EMITTED.value },
      { kind: "record-held", ...queue, key: "", timestamp: NOON, until: NOON + 5_000 },
      { ...request, event: "invoked", attempt: 1, at: NOON },
    )
    .at(NOON + 1_000, { ...request, event: "retry-scheduled", attempt: 2, at: NOON + 2_000 })
    .at(NOON + 2_000, { ...request, event: "invoked", attempt: 2, at: NOON + 2_000 })
    .at(NOON + 3_000, { ...request, event: "completed", attempt: 0, at: NOON + 3_000 })
    .at(NOON + 4_000, { ...request, event: "timed-out", attempt: 0, at: NOON + 4_000 })
    .at(NOON + 4_000, { ...request, event: "failed", attempt: 0, at: NOON + 4_000 })
    .at(
      NOON + 5_000,
      { ...request, event: "completed", attempt: 0, at: NOON + 5_000 },
      { kind: "record-released", ...queue, reason: "its turn" },
    )
    .log();

  test.each([
    [
      1,
      "Lookup asks for record u7 of 12:00:00. The result comes later; the record stays in the queue until 12:00:05 at the latest, and the operator goes on.",
    ],
    [2, "What came back for record u7 of 12:00:00 is to be asked for again: attempt 2 follows at 12:00:02."],
    [
      3,
      "Lookup asks for record u7 of 12:00:00 again, attempt 2. The result comes later; the record stays in the queue until 12:00:05 at the latest, and the operator goes on.",
    ],
    [4, "The result of lookup for record u7 of 12:00:00 is there, but not its turn: it waits in the queue."],
    [
      5,
      "The request of lookup for record u7 of 12:00:00 has taken longer than its timeout: at 12:00:04 its function decides what becomes of it.",
    ],
    [6, "The request of lookup for record u7 of 12:00:00 fails for good, and with it the job."],
    [7, "The result of lookup for record u7 of 12:00:00 is there and leaves the queue at once: it is its turn."],
  ])("step %i", (step, sentence) => {
    expect(explainStep(trace, step)).toBe(sentence);
  });
});

describe("watermark alignment", () => {
  const ahead = { ...at, watermark: NOON + 9_000, limit: NOON + 5_000 };
  const caughtUp = { ...at, watermark: NOON + 9_000, limit: NOON + 9_000 };
  const trace = new HandMadeTrace([handMadeOperator("others", "source", 0), handMadeOperator("clicks", "source", 1)])
    .at(NOON, EMITTED)
    .at(NOON, { kind: "alignment-reported", ...at, watermark: NOON + 9_000 })
    .at(NOON, { kind: "alignment-announced", ...at, limit: NOON + 5_000 })
    .at(NOON, { kind: "alignment-announced", ...at, limit: NOON + 5_000 }, { kind: "source-waits", ...ahead })
    .at(NOON, { kind: "source-reads", ...caughtUp })
    .at(NOON, { kind: "split-paused", ...ahead, split: "partition-0" })
    .at(NOON, { kind: "split-resumed", ...caughtUp, split: "partition-0" })
    .log();

  test.each([
    [2, "Clicks reports its watermark 12:00:09 to the coordinator of its alignment group."],
    [3, "Clicks hears from its coordinator that watermarks up to 12:00:05 are allowed."],
    [4, "Clicks stops reading: its watermark 12:00:09 is past 12:00:05, the most that its alignment group allows now."],
    [5, "Clicks reads again: its alignment group now allows watermarks up to 12:00:09."],
    [
      6,
      "Clicks pauses its split partition-0: its watermark 12:00:09 is past 12:00:05, the most that its alignment group allows now.",
    ],
    [7, "Clicks reads its split partition-0 again: its alignment group now allows watermarks up to 12:00:09."],
  ])("step %i", (step, sentence) => {
    expect(explainStep(trace, step)).toBe(sentence);
  });
});
