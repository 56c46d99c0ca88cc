import type { ExpectedRow, SinkRow, SinkVerdict } from "@/lib/shared/exercises/verdict";

type CellValue = ExpectedRow["value"];

/** How a differing event time is named in a verdict row. */
export const EVENT_TIME_COLUMN = "event time";

/**
 * The text of one column of a row. Rows that are neither objects nor lists have the single column `value`.
 * Strings keep their white space and stand without quotation marks; points in time become clock times.
 */
export function cellText(value: CellValue, column: string, { timeFields }: Pick<SinkVerdict, "timeFields">): string {
  const cell = cellOf(value, column);
  if (cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return typeof cell === "number" && timeFields.includes(column) ? timeText(cell) : JSON.stringify(cell);
}

/** An event time or a watermark, as `12:00:09` or `12:00:09.999` in UTC. */
export function timeText(millis: SinkRow["timestamp"]): string {
  if (millis === null) return "none";
  if (!Number.isFinite(millis) || Math.abs(millis) > DATE_MILLIS_MAX) return millis < 0 ? "−∞" : "+∞";
  const text = new Date(millis).toISOString().slice(11, 23);
  return text.endsWith(".000") ? text.slice(0, 8) : text;
}

/** The largest date of the language; the ends of Flink's time range lie beyond it. */
const DATE_MILLIS_MAX = 8.64e15;

function cellOf(value: CellValue, column: string): CellValue | undefined {
  if (isList(value)) return value[Number(column)];
  if (typeof value === "object" && value !== null) return value[column];
  return value;
}

function isList(value: CellValue): value is readonly CellValue[] {
  return Array.isArray(value);
}
