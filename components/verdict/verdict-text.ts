import type { CaseVerdict, ExpectedRow, RunVerdict, SinkVerdict, VerdictRow } from "@/lib/shared/exercises/verdict";
import { cellText, timeText } from "./cell-text";
import { ROW_WORDS } from "./row-words";

/** The whole verdict as plain text, for the clipboard: sentences first, then every row with its sign. */
export function verdictText(verdict: RunVerdict): string {
  const parts = [verdict.sentence, ...verdict.cases.map(caseText)];
  return `${parts.join("\n\n")}\n`;
}

function caseText(verdict: CaseVerdict): string {
  const head = `${verdict.title}: ${verdict.sentence}`;
  return [head, ...verdict.sinks.map(sinkText)].join("\n");
}

function sinkText(sink: SinkVerdict): string {
  const lines = sink.rows.map((row, index) => rowText(row, index + 1, sink));
  return [`  ${sink.sink}`, ...lines].join("\n");
}

function rowText(row: VerdictRow, number: number, sink: SinkVerdict): string {
  const { sign, word } = ROW_WORDS[row.rowClass];
  const expected = sideText(row.expected, sink);
  const actual = sideText(row.actual, sink);
  const when = row.actual === null ? "" : `, event time ${timeText(row.actual.timestamp)}, step ${row.actual.step}`;
  const values = row.rowClass === "equal" ? actual : `expected ${expected} | actual ${actual}`;
  return `  ${String(number).padStart(3)} ${sign} ${word}: ${values}${when}`;
}

function sideText(side: Pick<ExpectedRow, "value"> | null, sink: SinkVerdict): string {
  return side === null ? "none" : sink.columns.map((column) => cellText(side.value, column, sink)).join(" ");
}
