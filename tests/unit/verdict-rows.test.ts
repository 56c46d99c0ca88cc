import { describe, expect, test } from "vitest";
import { cellText, timeText } from "@/components/verdict/cell-text";
import { foldedWords, groupRows, type RowGroup } from "@/components/verdict/row-groups";
import type { RowClass, VerdictRow } from "@/lib/shared/exercises/verdict";

function rowsOf(...classes: RowClass[]): VerdictRow[] {
  return classes.map((rowClass) => ({
    rowClass,
    wrong: rowClass !== "equal",
    expected: null,
    actual: null,
    differentFields: [],
    step: null,
  }));
}

function shapeOf(groups: readonly RowGroup[]): string[] {
  return groups.map((group) =>
    group.kind === "row" ? `${group.number} ${group.row.rowClass}` : `fold ${group.firstNumber}+${group.rows.length}`,
  );
}

describe("rows of a verdict", () => {
  test("the first wrong row stands between one row of context on each side; the rest is folded", () => {
    const rows = rowsOf("equal", "equal", "equal", "missing", "equal", "equal", "different");
    expect(shapeOf(groupRows(rows))).toEqual(["fold 1+2", "3 equal", "4 missing", "5 equal", "fold 6+2"]);
  });

  test("a single row is never folded", () => {
    const rows = rowsOf("equal", "equal", "missing", "equal", "unexpected");
    expect(shapeOf(groupRows(rows))).toEqual(["1 equal", "2 equal", "3 missing", "4 equal", "5 unexpected"]);
  });

  test("a wrong row at the very start or end", () => {
    expect(shapeOf(groupRows(rowsOf("missing", "equal", "equal", "equal")))).toEqual([
      "1 missing",
      "2 equal",
      "fold 3+2",
    ]);
    expect(shapeOf(groupRows(rowsOf("equal", "equal", "equal", "missing")))).toEqual([
      "fold 1+2",
      "3 equal",
      "4 missing",
    ]);
  });

  test("with nothing wrong the first three rows stand", () => {
    expect(shapeOf(groupRows(rowsOf("equal", "equal", "equal", "equal", "equal")))).toEqual([
      "1 equal",
      "2 equal",
      "3 equal",
      "fold 4+2",
    ]);
    expect(groupRows([])).toEqual([]);
  });

  test("a fold says how much in it is wrong", () => {
    expect(foldedWords(rowsOf("equal", "equal"))).toBe("2 equal rows");
    expect(foldedWords(rowsOf("equal", "missing"))).toBe("2 rows, 1 of them is wrong too");
    expect(foldedWords(rowsOf("equal", "missing", "missing"))).toBe("3 rows, 2 of them are wrong too");
    expect(foldedWords(rowsOf("missing", "missing"))).toBe("2 more rows that are wrong");
  });
});

describe("cells of a verdict", () => {
  // 12:00:09 UTC on 5 January 2026.
  const at = Date.UTC(2026, 0, 5, 12, 0, 9);

  test("fields, lists and plain values", () => {
    const sink = { timeFields: ["start"] };
    expect(cellText({ word: " a ", start: at, count: 3 }, "word", sink)).toBe(" a ");
    expect(cellText({ word: " a ", start: at, count: 3 }, "start", sink)).toBe("12:00:09");
    expect(cellText({ word: " a ", start: at, count: 3 }, "count", sink)).toBe("3");
    expect(cellText({ word: "a" }, "count", sink)).toBe("");
    expect(cellText(["a", 7], "1", sink)).toBe("7");
    expect(cellText(null, "value", sink)).toBe("null");
  });

  test("times show milliseconds only where there are some; the ends of Flink's range are infinite", () => {
    expect(timeText(at)).toBe("12:00:09");
    expect(timeText(at + 250)).toBe("12:00:09.250");
    expect(timeText(null)).toBe("none");
    expect(timeText(-(2 ** 63))).toBe("−∞");
    expect(timeText(2 ** 63)).toBe("+∞");
  });
});
