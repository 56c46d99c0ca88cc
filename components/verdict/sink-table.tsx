"use client";

import { useState } from "react";
import type { SinkVerdict, VerdictRow } from "@/lib/shared/exercises/verdict";
import { cellText, EVENT_TIME_COLUMN, timeText } from "./cell-text";
import { foldedWords, groupRows } from "./row-groups";
import { ROW_WORDS } from "./row-words";

type SinkTableProps = {
  sink: SinkVerdict;
  onGoToStep: ((step: number) => void) | null;
};

const HEAD = "py-4 pr-12 text-left font-semibold text-ink-2 whitespace-nowrap";
const CELL = "py-4 pr-12 align-top whitespace-pre font-mono text-sm";
const DIVIDER = "border-line border-l pl-12";

/** Expected rows beside actual ones, joined row by row around the first that is wrong; the others are folded. */
export function SinkTable({ sink, onGoToStep }: SinkTableProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const width = sink.columns.length * 2 + 5;

  return (
    <div className="overflow-x-auto" role="region" aria-label={`Rows of ${sink.sink}`} tabIndex={0}>
      <table className="min-w-[560px] border-collapse text-sm">
        <caption className="pb-4 text-left text-ink-2">
          <code className="code-word">{sink.sink}</code> {orderWords(sink)}
        </caption>
        <TableHead columns={sink.columns} />
        <tbody>
          {groupRows(sink.rows).map((group) => {
            if (group.kind === "row") {
              return <Row key={group.number} {...group} sink={sink} onGoToStep={onGoToStep} />;
            }
            if (unfolded.has(group.firstNumber)) {
              return group.rows.map((row, offset) => (
                <Row
                  key={group.firstNumber + offset}
                  number={group.firstNumber + offset}
                  row={row}
                  sink={sink}
                  onGoToStep={onGoToStep}
                />
              ));
            }
            return (
              <tr key={`folded ${group.firstNumber}`} className="border-line border-b">
                <td colSpan={width} className="py-4">
                  <button
                    type="button"
                    className="min-h-[24px] text-ink-2 underline decoration-line-strong underline-offset-4 hover:text-ink"
                    onClick={() => setUnfolded(new Set([...unfolded, group.firstNumber]))}
                  >
                    … {foldedWords(group.rows)}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sink.rows.length === 0 && <p className="py-8 text-ink-2 text-sm">No row expected, none came out.</p>}
    </div>
  );
}

/** Two rows of headings: the groups Expected, Actual and When, and the columns of each. */
function TableHead({ columns }: { columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        <th colSpan={2} scope="colgroup" className={HEAD} aria-label="Row" />
        <th colSpan={columns.length} scope="colgroup" className={`${HEAD} ${DIVIDER} text-ink`}>
          Expected
        </th>
        <th colSpan={columns.length} scope="colgroup" className={`${HEAD} ${DIVIDER} text-ink`}>
          Actual
        </th>
        <th colSpan={3} scope="colgroup" className={`${HEAD} ${DIVIDER} text-ink`}>
          When it came out
        </th>
      </tr>
      <tr className="border-line-strong border-b">
        <th scope="col" className={HEAD}>
          Row
        </th>
        <th scope="col" className={HEAD}>
          Compared
        </th>
        {["expected", "actual"].map((side) =>
          columns.map((column, index) => (
            <th key={`${side} ${column}`} scope="col" className={`${HEAD} ${index === 0 ? DIVIDER : ""}`}>
              {column}
            </th>
          )),
        )}
        <th scope="col" className={`${HEAD} ${DIVIDER}`}>
          Event time
        </th>
        <th scope="col" className={HEAD}>
          Watermark
        </th>
        <th scope="col" className={HEAD}>
          Step
        </th>
      </tr>
    </thead>
  );
}

type RowProps = {
  number: number;
  row: VerdictRow;
  sink: SinkVerdict;
  onGoToStep: SinkTableProps["onGoToStep"];
};

function Row({ number, row, sink, onGoToStep }: RowProps) {
  const { columns } = sink;
  const { sign, word } = ROW_WORDS[row.rowClass];
  const { actual, expected, step } = row;
  return (
    <tr className={`border-line border-b ${row.wrong ? "bg-fail-wash" : ""}`}>
      <th scope="row" className="py-4 pr-12 text-right align-top font-normal text-ink-2">
        {number}
      </th>
      <td
        className={`py-4 pr-12 align-top whitespace-nowrap ${row.wrong ? "font-semibold text-fail-text" : "text-ink-2"}`}
      >
        <span aria-hidden="true" className="inline-block w-[1.1em] font-mono">
          {sign}
        </span>
        {word}
      </td>
      {columns.map((column, index) => (
        <td key={`expected ${column}`} className={`${CELL} ${index === 0 ? DIVIDER : ""}`}>
          <Cell text={expected === null ? null : cellText(expected.value, column, sink)} differs={false} />
        </td>
      ))}
      {columns.map((column, index) => (
        <td key={`actual ${column}`} className={`${CELL} ${index === 0 ? DIVIDER : ""}`}>
          <Cell
            text={actual === null ? null : cellText(actual.value, column, sink)}
            differs={row.differentFields.includes(column)}
          />
        </td>
      ))}
      <td className={`${CELL} ${DIVIDER}`}>
        <Cell
          text={actual === null ? null : timeText(actual.timestamp)}
          differs={row.differentFields.includes(EVENT_TIME_COLUMN)}
        />
      </td>
      <td className={CELL}>
        <Cell text={actual === null ? null : timeText(actual.watermark)} differs={false} />
      </td>
      <td className={CELL}>
        {step !== null && onGoToStep !== null ? (
          <button
            type="button"
            className="-my-4 min-h-[28px] min-w-[24px] text-left underline decoration-line-strong underline-offset-4 hover:decoration-current"
            aria-label={`Go to step ${step}`}
            onClick={() => onGoToStep(step)}
          >
            {step}
          </button>
        ) : (
          (step ?? "")
        )}
      </td>
    </tr>
  );
}

/** One value; a value that differs is underlined as well as coloured. */
function Cell({ text, differs }: { text: string | null; differs: boolean }) {
  if (text === null) return <span className="text-ink-2">–</span>;
  if (!differs) return text;
  return (
    <mark className="bg-transparent font-semibold text-fail-text underline decoration-2 decoration-wavy underline-offset-4">
      {text}
    </mark>
  );
}

function orderWords(sink: SinkVerdict): string {
  const counted = `${sink.counts.equal} equal of ${sink.rows.length} ${sink.rows.length === 1 ? "row" : "rows"}`;
  if (sink.order === "total") return `${counted}; the order counts`;
  if (sink.order === "per-key") return `${counted}; the order counts within a key`;
  return `${counted}; in any order`;
}
