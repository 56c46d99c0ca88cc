/** The sentences about patterns, word for word, on hand-made traces. */
import { describe, expect, test } from "vitest";
import { explainStep } from "./explain-step";
import { HandMadeTrace, handMadeOperator, NOON } from "./hand-made-trace";

const at = { operator: 1, subtask: 0 };
const nothing = { ...at, key: '"u7"', reason: "" };

function received(record: number, timestamp: number) {
  return { kind: "record-received", ...at, record, channel: 0, timestamp, key: '"u7"', value: '{user: "u7"}' } as const;
}

describe("partial matches", () => {
  const operators = [handMadeOperator("payments", "source", 0), handMadeOperator("fraud", "cep", 1)];
  const began = {
    kind: "partial-match-began",
    ...nothing,
    record: 1,
    events: "1 as small",
    waitsFor: "large",
  } as const;
  const trace = new HandMadeTrace(operators)
    .at(NOON, received(1, NOON), began)
    .at(NOON + 1, received(2, NOON + 5_000), {
      kind: "partial-match-advanced",
      ...nothing,
      record: 2,
      events: "1 as small, 2 as large",
      waitsFor: "",
    })
    .at(NOON + 2, { ...began, kind: "partial-match-ended", record: 0, reason: "its window was over" })
    .at(NOON + 3, began, began)
    .at(NOON + 4, { ...began, kind: "partial-match-ended", record: 2, reason: "record 2 came and ended it" })
    .log();

  test.each([
    [1, "Fraud begins the partial match of u7 of 12:00:00 as small, which waits for large."],
    [2, "Fraud finds the match of u7 of 12:00:00 as small and u7 of 12:00:05 as large."],
    [3, "At fraud the window is over for the partial match of u7 of 12:00:00 as small."],
    [4, "Fraud begins 2 partial matches."],
    [5, "Fraud gives up the partial match of u7 of 12:00:00 as small: an event came and ended it."],
  ])("step %i", (step, sentence) => {
    expect(explainStep(trace, step)).toBe(sentence);
  });
});
