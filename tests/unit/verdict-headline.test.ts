import { expect, test } from "vitest";
import { headlineOf } from "@/components/verdict/verdict-status";
import { verdictText } from "@/components/verdict/verdict-text";
import type { CaseVerdict, RunVerdict, SinkVerdict, VerdictRow } from "@/lib/shared/exercises/verdict";

const NOON = Date.UTC(2026, 0, 5, 12);

const EQUAL: VerdictRow = {
  rowClass: "equal",
  wrong: false,
  expected: { value: { word: "tide", count: 2 } },
  actual: {
    value: { word: "tide", count: 2 },
    timestamp: NOON,
    subtask: 0,
    step: 7,
    processingTime: NOON,
    watermark: null,
  },
  differentFields: [],
  step: 7,
};

const MISSING: VerdictRow = {
  rowClass: "missing",
  wrong: true,
  expected: { value: { word: "moon", count: 1 } },
  actual: null,
  differentFields: [],
  step: null,
};

function caseOf(changes: Partial<CaseVerdict>): CaseVerdict {
  return {
    ...{
      caseId: "plain",
      title: "In order",
      visible: true,
      status: "passed",
      sentence: "All rows came.",
      advice: null,
    },
    ...{ step: null, firstDifference: null, sinks: [], line: null, column: null },
    run: {
      ...{
        outcome: { kind: "finished" },
        outputs: [],
        printed: [],
        printedDropped: 0,
        savepoints: [],
        plan: null,
        trace: null,
      },
      metrics: {
        ...{ steps: 9, recordsEmitted: 2, lateRecordsDropped: 0, checkpointsCompleted: 0, restarts: 0 },
        ...{ stateEntries: 0, processingTimeMillis: 0, wallClockMillis: 0 },
      },
    },
    ...changes,
  };
}

function verdictOf(...cases: CaseVerdict[]): RunVerdict {
  const passedCount = cases.filter((each) => each.status === "passed").length;
  const caseCount = cases.length;
  return { passed: passedCount === caseCount, passedCount, caseCount, sentence: "Said.", cases, wallClockMillis: 41 };
}

test("the first failing case leads, with its sentence and advice", () => {
  const verdict = verdictOf(
    caseOf({}),
    caseOf({ status: "differs", sentence: "One row never reached `counts`.", advice: "Look at the key." }),
    caseOf({ status: "failed", sentence: "Later." }),
  );
  expect(headlineOf({ kind: "judged", by: "run", verdict })).toEqual({
    tone: "fail",
    lead: "Case 2 of 3 differs",
    text: "One row never reached `counts`. Look at the key.",
  });
});

test("a pass of the visible cases sends on to Submit, a pass of all opens the solution", () => {
  const verdict = verdictOf(caseOf({}), caseOf({}));
  expect(headlineOf({ kind: "judged", by: "run", verdict })).toEqual({
    tone: "ok",
    lead: "All 2 cases pass.",
    text: "Submit to try the hidden ones too.",
  });
  expect(headlineOf({ kind: "judged", by: "submit", verdict }).text).toBe(
    "The exercise is solved; its solution and discussion are open now.",
  );
});

test("the first type error is said in a sentence with its line", () => {
  const first = { line: 4, column: 2, message: "Cannot find name 'fetch'" };
  expect(headlineOf({ kind: "problems", problems: [first] })).toEqual({
    tone: "fail",
    lead: "Line 4 does not compile, so nothing ran.",
    text: "Cannot find name 'fetch'.",
  });
  expect(headlineOf({ kind: "problems", problems: [first, first, first] }).text).toBe(
    "Cannot find name 'fetch'. 2 more places are marked in the editor.",
  );
});

test("the verdict as text has every row with its number, sign and word", () => {
  const sink: SinkVerdict = {
    ...{ sink: "counts", order: "none", columns: ["word", "count"], timeFields: [], rows: [EQUAL, MISSING] },
    counts: {
      ...{ equal: 1, missing: 1, unexpected: 0, different: 0, misplaced: 0 },
      ...{ "duplicate-after-restore": 0, "too-early": 0, "too-late": 0 },
    },
    passed: false,
  };
  const verdict = verdictOf(caseOf({ status: "differs", sentence: "One row is missing.", sinks: [sink] }));
  expect(verdictText(verdict)).toBe(
    [
      "Said.",
      "",
      "In order: One row is missing.",
      "  counts",
      "    1 = equal: tide 2, event time 12:00:00, step 7",
      "    2 − missing: expected moon 1 | actual none",
      "",
    ].join("\n"),
  );
});
