import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExpectedSink, type GradeFacts, gradeOutputs, NO_FACTS, type PlainValue, type SinkRowLike } from "./grade";

const NOON = Date.UTC(2026, 0, 5, 12);

function row(value: PlainValue, step: number, extra: Partial<SinkRowLike> = {}): SinkRowLike {
  return { value, timestamp: null, subtask: 0, step, processingTime: NOON, watermark: null, ...extra };
}

function sink(values: readonly PlainValue[], extra: Partial<ExpectedSink> = {}): ExpectedSink {
  return {
    sink: "counts",
    order: "none",
    identity: ["word", "start"],
    key: ["word"],
    ties: [],
    timeFields: ["start"],
    compareTimestamps: false,
    delivery: "exactly-once",
    rows: values.map((value) => ({ value })),
    ...extra,
  };
}

function count(word: string, start: number, n: number): PlainValue {
  return { word, start: NOON + start * 1000, count: n };
}

function grade(expected: ExpectedSink, rows: readonly SinkRowLike[], facts: GradeFacts = NO_FACTS) {
  return gradeOutputs([expected], [{ sink: "counts", rows }], facts);
}

function classes(expected: ExpectedSink, rows: readonly SinkRowLike[], facts: GradeFacts = NO_FACTS): string[] {
  return grade(expected, rows, facts).sinks.flatMap((verdict) => verdict.rows.map((r) => r.rowClass));
}

describe("gradeOutputs", () => {
  it("passes equal multisets whatever their order and the order of their fields", () => {
    const result = grade(sink([count("a", 0, 1), count("b", 0, 2)]), [
      row({ count: 2, start: NOON, word: "b" }, 5),
      row(count("a", 0, 1), 6),
    ]);
    expect(result.passed).toBe(true);
    expect(result.firstDifference).toBeNull();
    expect(result.sinks[0]?.counts.equal).toBe(2);
  });

  it("says nothing reached a sink that took no row", () => {
    expect(grade(sink([count("a", 9, 1)]), []).firstDifference).toEqual({
      sentence: "Nothing reached `counts`; one row is expected, the first is word a, start 12:00:09, count 1.",
      sink: "counts",
      rowIndex: 0,
      step: null,
    });
  });

  it("names the cell that differs in a row of the same identity", () => {
    const result = grade(sink([count("a", 0, 3)]), [row(count("a", 0, 2), 7)]);
    expect(result.sinks[0]?.rows.map((r) => [r.rowClass, r.differentFields])).toEqual([["different", ["count"]]]);
    expect(result.firstDifference?.sentence).toBe(
      "`counts` has the row word a, start 12:00:00 with count 2 instead of 3; it came at step 7.",
    );
    expect(result.firstDifference?.step).toBe(7);
  });

  it("separates missing and unexpected rows and puts a surplus row after its forerunner", () => {
    const rows = [row(count("a", 0, 1), 3), row(count("c", 0, 9), 4)];
    const expected = sink([count("a", 0, 1), count("b", 0, 2)]);
    expect(classes(expected, rows)).toEqual(["equal", "unexpected", "missing"]);
    expect(grade(expected, rows).firstDifference?.sentence).toBe(
      "`counts` took a row that should not be there at step 4: word c, start 12:00:00, count 9.",
    );
  });

  it("counts missing rows and points at the step where the record was dropped", () => {
    const expected = sink(["x", "y"], { sink: "too-late", identity: [], timeFields: [] });
    const timed = { ...expected, rows: expected.rows.map((r, i) => ({ ...r, timestamp: NOON + i * 1000 })) };
    const facts = {
      restoreSteps: [],
      lateDrops: [{ step: 41, timestamp: NOON, watermark: NOON + 9000, outcome: "dropped" as const }],
    };
    const result = gradeOutputs([timed], [{ sink: "too-late", rows: [row("z", 2)] }], facts);
    expect(result.sinks[0]?.rows.map((r) => r.rowClass)).toEqual(["unexpected", "missing", "missing"]);
    const onlyMissing = gradeOutputs([{ ...timed, rows: timed.rows.slice(0, 1) }], [], facts);
    expect(onlyMissing.firstDifference).toEqual({
      sentence:
        "Nothing reached `too-late`; one row is expected, the first is x of 12:00:00, dropped as late at step 41.",
      sink: "too-late",
      rowIndex: 0,
      step: 41,
    });
  });

  it("recognises a row repeated after a restore, and lets at-least-once pass", () => {
    const rows = [row(count("a", 0, 1), 10), row(count("a", 0, 1), 30)];
    const facts = { restoreSteps: [20], lateDrops: [] };
    expect(classes(sink([count("a", 0, 1)]), rows, facts)).toEqual(["equal", "duplicate-after-restore"]);
    expect(grade(sink([count("a", 0, 1)]), rows, facts).firstDifference?.sentence).toBe(
      "`counts` took the row word a, start 12:00:00, count 1 again at step 30, after the restore at step 20.",
    );
    expect(grade(sink([count("a", 0, 1)], { delivery: "at-least-once" }), rows, facts).passed).toBe(true);
    expect(classes(sink([count("a", 0, 1)]), rows)).toEqual(["equal", "unexpected"]);
  });

  it("asks for order in a key only where the exercise says so", () => {
    const rows = [row(count("a", 10, 1), 1), row(count("b", 0, 1), 2), row(count("a", 0, 1), 3)];
    const values = [count("a", 0, 1), count("a", 10, 1), count("b", 0, 1)];
    expect(classes(sink(values), rows)).toEqual(["equal", "equal", "equal"]);
    expect(classes(sink(values, { order: "per-key" }), rows).filter((c) => c === "misplaced")).toHaveLength(1);
    expect(grade(sink(values, { order: "per-key" }), [...rows].reverse()).passed).toBe(true);
  });

  it("lets ties change places in a total order", () => {
    const values = [count("a", 0, 1), count("b", 0, 1), count("a", 10, 2)];
    const rows = [row(count("b", 0, 1), 1), row(count("a", 0, 1), 2), row(count("a", 10, 2), 3)];
    expect(classes(sink(values, { order: "total" }), rows)).toContain("misplaced");
    expect(grade(sink(values, { order: "total", ties: ["start"] }), rows).passed).toBe(true);
    expect(grade(sink(values, { order: "total", ties: ["start"] }), [...rows].reverse()).passed).toBe(false);
  });

  it("calls a right row too early or too late by the sink's watermark", () => {
    const expected = { ...sink([]), rows: [{ value: count("a", 0, 1), notBeforeWatermark: NOON + 9999 }] };
    expect(grade(expected, [row(count("a", 0, 1), 4, { watermark: NOON + 9999 })]).passed).toBe(true);
    expect(grade(expected, [row(count("a", 0, 1), 4, { watermark: NOON + 4000 })]).firstDifference?.sentence).toBe(
      "`counts` has the right row word a, start 12:00:00, count 1, but too early: it came at step 4, when the watermark was 12:00:04.",
    );
    const late = { ...sink([]), rows: [{ value: count("a", 0, 1), notAfterWatermark: NOON }] };
    expect(classes(late, [row(count("a", 0, 1), 4, { watermark: NOON + 1 })])).toEqual(["too-late"]);
  });

  it("compares event times only where the exercise says so", () => {
    const rows = [row(count("a", 0, 1), 4, { timestamp: NOON + 1 })];
    const expected = { ...sink([]), rows: [{ value: count("a", 0, 1), timestamp: NOON }] };
    expect(grade(expected, rows).passed).toBe(true);
    expect(grade({ ...expected, compareTimestamps: true }, rows).sinks[0]?.rows[0]?.differentFields).toEqual([
      "event time",
    ]);
  });
});

describe("laws of grading", () => {
  const value = fc.record({ word: fc.constantFrom("a", "b"), start: fc.constantFrom(0, 10), count: fc.nat(2) });

  it("shuffling the rows of an unordered sink never changes the verdict", () => {
    const scenario = fc.array(value, { maxLength: 8 }).chain((rows) =>
      fc.record({
        expected: fc.array(value, { maxLength: 8 }),
        rows: fc.constant(rows),
        shuffled: fc.shuffledSubarray(rows, { minLength: rows.length }),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ expected, rows, shuffled }) => {
        const before = grade(
          sink(expected),
          rows.map((value, step) => row(value, step)),
        );
        const after = grade(
          sink(expected),
          shuffled.map((value, step) => row(value, step)),
        );
        expect(after.passed).toBe(before.passed);
        expect(after.sinks[0]?.counts).toEqual(before.sinks[0]?.counts);
      }),
    );
  });

  it("puts every expected and every actual row into exactly one verdict row", () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(value), fc.constantFrom("none", "per-key", "total"), (a, b, order) => {
        const expected = sink(a, { order });
        const rows = b.map((value, step) => row(value, step));
        const verdict = grade(expected, rows).sinks[0]?.rows ?? [];
        expect(verdict.flatMap((r) => (r.expected === null ? [] : [r.expected]))).toEqual(expected.rows);
        const actual = verdict.flatMap((r) => (r.actual === null ? [] : [r.actual]));
        expect(new Set(actual)).toEqual(new Set(rows));
        expect(actual).toHaveLength(rows.length);
      }),
    );
  });
});
