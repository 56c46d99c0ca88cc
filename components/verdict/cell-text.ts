import type { ExpectedRow, SinkRow } from "@/lib/shared/exercises/verdict";

type CellValue = ExpectedRow["value"];

/** Field names under which rows carry a point in event time. */
const TIME_FIELD = /(?:^|[a-z])(?:time|timestamp|start|end)(?:Millis)?$/i;
/** Smaller numbers are counts or offsets, not points in time since 1970. */
const EPOCH_MILLIS_MIN = 100_000_000_000;

/**
 * The text of one column of a row. Rows that are no objects have the single column `value`.
 * Strings keep their white space and stand without quotation marks.
 */
export function cellText(value: CellValue, column: string): string {
  const cell = isFields(value) ? value[column] : value;
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number" && TIME_FIELD.test(column) && cell >= EPOCH_MILLIS_MIN) return clockText(cell);
  return JSON.stringify(cell);
}

/** Event time or watermark of a row: a clock time for real dates, plain milliseconds otherwise. */
export function timeText(millis: SinkRow["timestamp"]): string {
  if (millis === null) return "none";
  if (millis <= -(2 ** 62)) return "−∞";
  if (millis >= 2 ** 62) return "+∞";
  return Math.abs(millis) >= EPOCH_MILLIS_MIN ? clockText(millis) : `${millis} ms`;
}

/** `12:00:09` or `12:00:09.999` in UTC; the date is the same for a whole exercise, so it is left out. */
function clockText(millis: number): string {
  const text = new Date(millis).toISOString().slice(11, 23);
  return text.endsWith(".000") ? text.slice(0, 8) : text;
}

function isFields(value: CellValue): value is { readonly [field: string]: CellValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
