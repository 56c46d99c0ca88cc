import { timeText } from "@/components/verdict/cell-text";
import type { ExerciseCase } from "@/lib/shared/exercises/exercise-schema";

type Plain = ExerciseCase["inputs"][number]["elements"][number]["value"];

export type ValueRow = {
  /** What stands before the fields, such as the arrival; one text for each lead column. */
  readonly lead: readonly string[];
  readonly value: Plain;
};

type ValueTableProps = {
  name: string;
  /** What the rows are, in the singular: `element`, `row`. */
  unit: string;
  leadColumns: readonly string[];
  rows: readonly ValueRow[];
  /** Longer tables show this many rows and say how many follow. */
  shownMax: number;
};

/** Whole numbers beyond this are points in time, not counts. */
const EPOCH_MILLIS_MIN = 100_000_000_000;
const HEAD = "py-4 pr-18 text-left font-semibold text-ink-2 whitespace-nowrap";

/** Elements of a stream or rows of a sink, a column for each field. */
export function ValueTable({ name, unit, leadColumns, rows, shownMax }: ValueTableProps) {
  const columns = [...new Set(rows.flatMap((row) => fieldNames(row.value)))];
  const rest = rows.length - shownMax;
  return (
    <div className="min-w-0 overflow-x-auto" role="region" aria-label={`${name}, ${unit}s`} tabIndex={0}>
      <table className="border-collapse text-sm">
        <caption className="pb-4 text-left text-ink-2">
          <code className="code-word">{name}</code> {rows.length} {rows.length === 1 ? unit : `${unit}s`}
        </caption>
        <thead>
          <tr className="border-line-strong border-b">
            {[...leadColumns, ...columns].map((column) => (
              <th key={column} scope="col" className={HEAD}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="font-mono">
          {rows.slice(0, shownMax).map((row, index) => (
            <tr key={index} className="border-line border-b">
              {row.lead.map((text, place) => (
                <td key={leadColumns[place]} className="whitespace-nowrap py-4 pr-18 text-ink-2">
                  {text}
                </td>
              ))}
              {columns.map((column) => (
                <td key={column} className="whitespace-pre py-4 pr-18">
                  {fieldText(row.value, column)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className="py-4 text-ink-2 text-sm">… and {rest} more</p>}
    </div>
  );
}

function fieldNames(value: Plain): string[] {
  return isFields(value) ? Object.keys(value) : ["value"];
}

function fieldText(value: Plain, column: string): string {
  const field = isFields(value) ? value[column] : value;
  if (field === undefined) return "";
  if (typeof field === "number" && field >= EPOCH_MILLIS_MIN) return timeText(field);
  return typeof field === "string" ? field : JSON.stringify(field);
}

function isFields(value: Plain): value is { readonly [field: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
