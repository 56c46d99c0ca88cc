import type { VerdictRow } from "@/lib/shared/exercises/verdict";

/** A row to show, or a run of equal rows that is folded. Row numbers count from 1 over the whole sink. */
export type RowGroup =
  | { readonly kind: "row"; readonly number: number; readonly row: VerdictRow }
  | { readonly kind: "folded"; readonly firstNumber: number; readonly rows: readonly VerdictRow[] };

/** Equal rows that stay visible on each side of a row that is not equal. */
const CONTEXT_ROWS = 1;
/** Shorter runs are not worth a fold. */
const FOLDED_ROWS_MIN = 3;

/**
 * Folds runs of equal rows, leaving one row of context beside everything that deserves a look. A table
 * without anything wrong keeps its first rows and folds the rest.
 */
export function groupRows(rows: readonly VerdictRow[]): RowGroup[] {
  const shown = rows.map((row, index) => row.rowClass !== "equal" || isBesideNotable(rows, index));
  if (!shown.includes(true)) for (let index = 0; index < Math.min(rows.length, 6); index++) shown[index] = true;
  const groups: RowGroup[] = [];
  for (let index = 0; index < rows.length; ) {
    const end = endOfRun(shown, index);
    const hidden = !shown[index] && end - index >= FOLDED_ROWS_MIN;
    if (hidden) groups.push({ kind: "folded", firstNumber: index + 1, rows: rows.slice(index, end) });
    else rows.slice(index, end).forEach((row, offset) => groups.push({ kind: "row", number: index + offset + 1, row }));
    index = end;
  }
  return groups;
}

function isBesideNotable(rows: readonly VerdictRow[], index: number): boolean {
  const around = rows.slice(Math.max(0, index - CONTEXT_ROWS), index + CONTEXT_ROWS + 1);
  return around.some((row) => row.rowClass !== "equal");
}

function endOfRun(shown: readonly boolean[], start: number): number {
  let end = start + 1;
  while (end < shown.length && shown[end] === shown[start]) end++;
  return end;
}
