"use client";

import { useRef } from "react";
import type { DrillResponse } from "@/lib/shared/drills/drill";
import { responseProblem } from "@/lib/shared/drills/read-response";
import { AnswerBar } from "./answer-bar";
import { type DrillQuestions, drillId } from "./drill-questions";
import { type AnswerAction, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

/** Drafts of answers in another form are not taken up. */
const FORM_VERSION = "1";
const FIELD = "min-h-[40px] rounded border border-line-strong bg-raised px-12 font-mono placeholder:text-ink-2";

interface DrillFormProps {
  questions: DrillQuestions;
  onAnswer: AnswerAction;
}

/** The prediction of a drill: watermarks, what each window emits and when, and what is dropped. */
export function DrillForm({ questions, onAnswer }: DrillFormProps) {
  const { watermarksAfter, rows, asksDropped } = questions;
  const { response, keep, send, error, setError, pending } = useAnswer<DrillResponse>(
    { itemId: drillId(questions.place), version: FORM_VERSION, list: "", onAnswer },
    emptyResponse(questions),
  );
  const first = useRef<HTMLInputElement>(null);
  useFocusAtOnce(first);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const problem = responseProblem(questions, rows.length, response);
        if (problem === null) send();
        else setError(problem);
      }}
    >
      <fieldset>
        <legend className="text-ink-2 text-sm">
          The watermark when the next element arrives; none if none is out.
        </legend>
        <div className="mt-8 border-line border-t">
          {watermarksAfter.map((number, index) => (
            <label key={number} className="flex items-center justify-between gap-18 border-line border-b py-8">
              <span className="font-mono text-base">{`after #${number}`}</span>
              <input
                ref={index === 0 ? first : undefined}
                value={response.watermarks[index] ?? ""}
                onChange={(event) =>
                  keep({ ...response, watermarks: replaced(response.watermarks, index, event.target.value) })
                }
                autoComplete="off"
                placeholder="12:34:56.789"
                className={`${FIELD} w-[180px]`}
              />
            </label>
          ))}
        </div>
      </fieldset>
      <Firings questions={questions} response={response} keep={keep} />
      {asksDropped && <Dropped questions={questions} response={response} keep={keep} />}
      <AnswerBar
        {...{ pending, error }}
        keyName="Enter"
        label="Run it"
        pendingLabel="Running"
        hint="runs it and compares"
      />
    </form>
  );
}

interface FieldsProps {
  questions: DrillQuestions;
  response: DrillResponse;
  keep: (response: DrillResponse) => void;
}

function Firings({ questions, response, keep }: FieldsProps) {
  const { rows, isOfSessions, asksMoments, elementCount } = questions;
  return (
    <fieldset className="mt-24">
      <legend className="text-ink-2 text-sm">
        {isOfSessions ? "What the sessions emit, in order" : "What each window emits"}
        {`, as numbers of elements: 1 2 4. A semicolon before each further firing; empty for nothing.`}
      </legend>
      <div className="mt-8 border-line border-t">
        {rows.map((row, index) => (
          <div
            key={row}
            className="flex flex-wrap items-center justify-between gap-x-18 gap-y-8 border-line border-b py-8"
          >
            <span className="font-mono text-base">{row}</span>
            <span className="flex flex-wrap gap-8">
              <input
                aria-label={`${row} ${isOfSessions ? "emit" : "emits"}`}
                value={response.contents[index] ?? ""}
                onChange={(event) =>
                  keep({ ...response, contents: replaced(response.contents, index, event.target.value) })
                }
                autoComplete="off"
                placeholder={isOfSessions ? "1 2; 3 4" : "1 2; 1 2 3"}
                className={`${FIELD} ${isOfSessions ? "w-[280px]" : "w-[140px]"} max-w-full`}
              />
              {asksMoments && (
                <select
                  aria-label={`${row} first fires`}
                  value={response.moments[index] ?? ""}
                  onChange={(event) =>
                    keep({ ...response, moments: replaced(response.moments, index, event.target.value) })
                  }
                  className={`${FIELD} w-[164px] font-sans`}
                >
                  <option value="">first fires …</option>
                  {numbersTo(elementCount - 1).map((number) => (
                    <option key={number} value={`${number}`}>{`after #${number}`}</option>
                  ))}
                  <option value="end">when the input ends</option>
                  <option value="never">never</option>
                </select>
              )}
            </span>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function Dropped({ questions, response, keep }: FieldsProps) {
  return (
    <fieldset className="mt-24">
      <legend className="text-ink-2 text-sm">Mark the elements that are dropped as late; mark none if none is.</legend>
      <div className="mt-8 flex flex-wrap gap-x-18 border-line border-y py-8">
        {numbersTo(questions.elementCount).map((number) => (
          <label key={number} className="flex min-h-[32px] cursor-pointer items-center gap-8 font-mono">
            <input
              type="checkbox"
              className="size-[16px] accent-tide"
              checked={response.dropped.includes(number)}
              onChange={() => keep({ ...response, dropped: toggled(response.dropped, number) })}
            />
            {`#${number}`}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function emptyResponse({ watermarksAfter, rows, asksMoments }: DrillQuestions): DrillResponse {
  return {
    watermarks: watermarksAfter.map(() => ""),
    contents: rows.map(() => ""),
    moments: asksMoments ? rows.map(() => "") : [],
    dropped: [],
  };
}

function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

function replaced(texts: readonly string[], place: number, text: string): string[] {
  return texts.map((other, index) => (index === place ? text : other));
}

function toggled(numbers: readonly number[], number: number): number[] {
  return numbers.includes(number) ? numbers.filter((other) => other !== number) : [...numbers, number];
}
