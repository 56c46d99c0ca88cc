/**
 * The rows that graders look at, and how two of them are compared and named.
 */

export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [field: string]: PlainValue };

/** A row as a sink took it. Times in milliseconds; null: none. */
export type SinkRowLike = {
  readonly value: PlainValue;
  readonly timestamp: number | null;
  readonly subtask: number;
  readonly step: number;
  readonly processingTime: number;
  readonly watermark: number | null;
};

/** The column of rows that are no objects. */
export const VALUE_COLUMN = "value";

type RowObject = { readonly [field: string]: PlainValue };

function isRowObject(value: PlainValue): value is RowObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The names of a row's columns, in the row's own order; elements of a list are named by their index. */
export function columnsOf(value: PlainValue): string[] {
  if (isList(value)) return value.map((_, index) => String(index));
  return isRowObject(value) ? Object.keys(value) : [VALUE_COLUMN];
}

function isList(value: PlainValue | undefined): value is readonly PlainValue[] {
  return Array.isArray(value);
}

/** One cell of a row; undefined where the row has no such column. */
export function cellOf(value: PlainValue, column: string): PlainValue | undefined {
  if (isList(value)) return value[Number(column)];
  if (!isRowObject(value)) return column === VALUE_COLUMN ? value : undefined;
  return Object.hasOwn(value, column) ? value[column] : undefined;
}

/** A text that is equal for equal values only; the order of an object's fields does not matter. */
export function canonicalText(value: PlainValue | undefined): string {
  if (value === undefined) return "undefined";
  if (isList(value)) return `[${value.map((element) => canonicalText(element)).join(",")}]`;
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  if (!isRowObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((field) => `${JSON.stringify(field)}:${canonicalText(value[field])}`).join(",")}}`;
}

/** The text of the named cells only; of the whole value where no cell is named. */
export function projectionText(value: PlainValue, columns: readonly string[]): string {
  if (columns.length === 0) return canonicalText(value);
  return columns.map((column) => canonicalText(cellOf(value, column))).join("|");
}

/** The greatest time that a date can hold. */
const DATE_MILLIS_MAX = 8.64e15;

/** A time of day in UTC, with milliseconds only where there are some: `12:00:09`; `MIN` and `MAX` for the ends of time. */
export function formatTimeOfDay(millis: number): string {
  if (Math.abs(millis) > DATE_MILLIS_MAX) return millis < 0 ? "MIN" : "MAX";
  const text = new Date(millis).toISOString().slice(11, 23);
  return text.endsWith(".000") ? text.slice(0, 8) : text;
}

/** A row in a sentence: `word tide, start 12:00:00, count 3`. */
export function describeRow(value: PlainValue, timeFields: readonly string[]): string {
  const columns = columnsOf(value);
  if (columns.length === 1 && columns[0] === VALUE_COLUMN) return describeCell(value, false);
  return columns
    .map((column) => `${column} ${describeCell(cellOf(value, column), timeFields.includes(column))}`)
    .join(", ");
}

/** One cell in a sentence. */
export function describeCell(cell: PlainValue | undefined, isTime: boolean): string {
  if (cell === undefined) return "nothing";
  if (typeof cell === "number" && isTime) return formatTimeOfDay(cell);
  return typeof cell === "string" ? cell : canonicalText(cell);
}
