import type { VerdictRow } from "@/lib/shared/exercises/verdict";

/** A row to show, or a run of rows that is folded. Row numbers count from 1 over the whole sink. */
export type RowGroup =
  | { readonly kind: "row"; readonly number: number; readonly row: VerdictRow }
  | { readonly kind: "folded"; readonly firstNumber: number; readonly rows: readonly VerdictRow[] };

/** Equal rows that stay visible on each side of a row that deserves a look. */
const CONTEXT_ROWS = 1;
/** Shorter runs are not worth a fold. */
const FOLDED_ROWS_MIN = 2;
/** Rows shown of a table in which everything is as expected. */
const CALM_ROWS_MAX = 3;

/**
 * Keeps the first row that is not equal with one row of context on each side, and folds what comes before and
 * after. A table without anything to look at keeps its first rows.
 */
export function groupRows(rows: readonly VerdictRow[]): RowGroup[] {
  const notable = rows.findIndex((row) => row.wrong);
  const first = notable === -1 ? 0 : Math.max(0, notable - CONTEXT_ROWS);
  const end = notable === -1 ? CALM_ROWS_MAX : notable + CONTEXT_ROWS + 1;
  return [...fold(rows, 0, first), ...show(rows, first, end), ...fold(rows, Math.min(end, rows.length), rows.length)];
}

/** What a fold hides: `32 equal rows`, or `3 more rows that differ among 35`. */
export function foldedWords(rows: readonly VerdictRow[]): string {
  const wrongCount = rows.filter((row) => row.wrong).length;
  if (wrongCount === 0) return `${rows.length} equal rows`;
  if (wrongCount === rows.length) return `${rows.length} more rows that are wrong`;
  return `${rows.length} rows, ${wrongCount} of them ${wrongCount === 1 ? "is" : "are"} wrong too`;
}

function show(rows: readonly VerdictRow[], start: number, end: number): RowGroup[] {
  return rows.slice(start, end).map((row, offset) => ({ kind: "row", number: start + offset + 1, row }));
}

function fold(rows: readonly VerdictRow[], start: number, end: number): RowGroup[] {
  if (end - start < FOLDED_ROWS_MIN) return show(rows, start, end);
  return [{ kind: "folded", firstNumber: start + 1, rows: rows.slice(start, end) }];
}
