/**
 * Grades a run: compares the rows that its sinks took with the rows that the exercise expects, as streams are
 * compared. Pure; the expected rows come from the exercise's oracle, never from this engine.
 *
 * Laws: shuffling the rows of a sink with order `none` never changes `passed`; every expected and every actual
 * row is in exactly one verdict row.
 */
import { matchRows } from "./grade-match";
import { columnsOf, type SinkRowLike } from "./grade-row";
import { differenceSentence } from "./grade-sentence";
import type { ExpectedSink, FirstDifference, Grade, GradeFacts, RowClass, SinkVerdict } from "./grade-types";

export { cellOf, describeCell, formatTimeOfDay, type PlainValue, type SinkRowLike } from "./grade-row";
export {
  type ExpectedRow,
  type ExpectedSink,
  type FirstDifference,
  type Grade,
  type GradeFacts,
  type LateDrop,
  type RowClass,
  type RowOrder,
  type SinkVerdict,
  TIMESTAMP_COLUMN,
  type VerdictRow,
} from "./grade-types";

/** The facts of a run without trace. */
export const NO_FACTS: GradeFacts = { restoreSteps: [], lateDrops: [] };

/**
 * Compares all sinks of a run.
 * @param expected the exercise's sinks; output of other sinks is not looked at
 * @param outputs what each sink took, in order; a sink that is not there took nothing
 */
export function gradeOutputs(
  expected: readonly ExpectedSink[],
  outputs: readonly { readonly sink: string; readonly rows: readonly SinkRowLike[] }[],
  facts: GradeFacts = NO_FACTS,
): Grade {
  const sinks = expected.map((sink) => gradeSink(sink, outputs.find((o) => o.sink === sink.sink)?.rows ?? [], facts));
  return {
    passed: sinks.every((sink) => sink.passed),
    sinks,
    firstDifference: firstDifference(expected, sinks, facts),
  };
}

/** Compares one sink. */
export function gradeSink(sink: ExpectedSink, rows: readonly SinkRowLike[], facts: GradeFacts): SinkVerdict {
  const verdictRows = matchRows(sink, rows, facts);
  const counts: Record<RowClass, number> = {
    equal: 0,
    missing: 0,
    unexpected: 0,
    different: 0,
    misplaced: 0,
    "duplicate-after-restore": 0,
    "too-early": 0,
    "too-late": 0,
  };
  for (const row of verdictRows) counts[row.rowClass] += 1;
  const columns = new Set<string>();
  for (const row of sink.rows) for (const column of columnsOf(row.value)) columns.add(column);
  for (const row of rows) for (const column of columnsOf(row.value)) columns.add(column);
  return {
    sink: sink.sink,
    order: sink.order,
    columns: [...columns],
    timeFields: sink.timeFields,
    rows: verdictRows,
    counts,
    passed: verdictRows.every((row) => !row.wrong),
  };
}

/** The first wrong row in table order, of the first sink that has one. */
function firstDifference(
  expected: readonly ExpectedSink[],
  verdicts: readonly SinkVerdict[],
  facts: GradeFacts,
): FirstDifference | null {
  for (const [index, verdict] of verdicts.entries()) {
    const rowIndex = verdict.rows.findIndex((row) => row.wrong);
    const row = verdict.rows[rowIndex];
    const sink = expected[index];
    if (row === undefined || sink === undefined) continue;
    return { sentence: differenceSentence(sink, verdict, row, facts), sink: sink.sink, rowIndex, step: row.step };
  }
  return null;
}
