/**
 * The first difference in one plain sentence: what is wrong, with which row, and at which step.
 */
import { cellOf, columnsOf, describeCell, describeRow, formatTimeOfDay, type PlainValue } from "./grade-row";
import { type ExpectedSink, type GradeFacts, type SinkVerdict, TIMESTAMP_COLUMN, type VerdictRow } from "./grade-types";

/** Says what is wrong with `row`, the first wrong row of `verdict`. */
export function differenceSentence(
  sink: ExpectedSink,
  verdict: SinkVerdict,
  row: VerdictRow,
  facts: GradeFacts,
): string {
  const name = `\`${sink.sink}\``;
  const text = shortRow(sink, row.actual?.value ?? row.expected?.value ?? null);
  const at = row.actual === null ? "" : ` at step ${row.actual.step}`;
  switch (row.rowClass) {
    case "missing":
      return missingSentence(sink, verdict, row, text);
    case "unexpected":
      return `${name} took a row that should not be there${at}: ${text}.`;
    case "different":
      return `${name} has the row ${identityText(sink, row.expected?.value ?? null)} with ${differenceText(sink, row)}; it came${at}.`;
    case "misplaced":
      return `${name} has the right row ${text}, but at the wrong place: it came${at}, out of ${sink.order === "total" ? "order" : "its key's order"}.`;
    case "duplicate-after-restore":
      return `${name} took the row ${text} again${at}, after the restore${restoreText(row, facts)}.`;
    case "too-early":
      return `${name} has the right row ${text}, but too early: it came${at}, when the watermark was ${watermarkText(row)}.`;
    case "too-late":
      return `${name} has the right row ${text}, but too late: it came${at}, when the watermark was already ${watermarkText(row)}.`;
    case "equal":
      return `${name} has every expected row.`;
  }
}

function missingSentence(sink: ExpectedSink, verdict: SinkVerdict, row: VerdictRow, text: string): string {
  const count = verdict.counts.missing;
  const time = row.expected?.timestamp === undefined ? "" : ` of ${formatTimeOfDay(row.expected.timestamp)}`;
  const dropped = row.step === null ? "" : `, dropped as late at step ${row.step}`;
  const nothing = verdict.rows.every((other) => other.actual === null);
  if (nothing) {
    return `Nothing reached \`${sink.sink}\`; ${rowsText(count)} expected, the first is ${text}${time}${dropped}.`;
  }
  if (count === 1) return `One row never reached \`${sink.sink}\`: ${text}${time}${dropped}.`;
  return `${count} rows never reached \`${sink.sink}\`; the first is ${text}${time}${dropped}.`;
}

function rowsText(count: number): string {
  return count === 1 ? "one row is" : `${count} rows are`;
}

/** Rows of more columns are named by their identity alone. */
const COLUMNS_IN_SENTENCE_MAX = 4;

function shortRow(sink: ExpectedSink, value: PlainValue): string {
  return columnsOf(value).length > COLUMNS_IN_SENTENCE_MAX
    ? identityText(sink, value)
    : describeRow(value, sink.timeFields);
}

function identityText(sink: ExpectedSink, value: PlainValue): string {
  if (sink.identity.length === 0) return describeRow(value, sink.timeFields);
  return sink.identity
    .map((column) => `${column} ${describeCell(cellOf(value, column), sink.timeFields.includes(column))}`)
    .join(", ");
}

function differenceText(sink: ExpectedSink, row: VerdictRow): string {
  return row.differentFields
    .map((column) => {
      const isTime = column === TIMESTAMP_COLUMN || sink.timeFields.includes(column);
      const [wrong, right] =
        column === TIMESTAMP_COLUMN
          ? [row.actual?.timestamp ?? null, row.expected?.timestamp ?? null]
          : [cellOf(row.actual?.value ?? null, column), cellOf(row.expected?.value ?? null, column)];
      return `${column} ${describeCell(wrong, isTime)} instead of ${describeCell(right, isTime)}`;
    })
    .join(" and ");
}

function restoreText(row: VerdictRow, facts: GradeFacts): string {
  const step = facts.restoreSteps.findLast((restore) => row.actual !== null && restore <= row.actual.step);
  return step === undefined ? "" : ` at step ${step}`;
}

function watermarkText(row: VerdictRow): string {
  const watermark = row.actual?.watermark ?? null;
  return watermark === null ? "still unknown" : formatTimeOfDay(watermark);
}
