"use client";

/** A run with a question beside it; an answer moves the cursor to the step that shows why. */
import type { TraceLog } from "@tidemark/engine/trace";
import { type ReactNode, useState } from "react";
import type { RunQuestion } from "@/lib/shared/trace-model/run-question";
import { RunFigure } from "./run-figure";

/** `children` stands under the question: where to go next. */
export function QuestionRun(props: { trace: TraceLog; question: RunQuestion; children?: ReactNode }) {
  const { trace, question, children } = props;
  const [cursorStep, setCursorStep] = useState(question.startStep);
  const [chosen, setChosen] = useState<number | null>(null);
  const option = chosen === null ? undefined : question.options[chosen];
  return (
    <div className="grid min-w-0 gap-x-34 gap-y-24 lg:grid-cols-[minmax(0,1fr)_320px]">
      <RunFigure trace={trace} cursorStep={cursorStep} onCursorStep={setCursorStep} />
      <div className="lg:pt-12">
        <h2 className="font-serif text-[1.3125rem] leading-[1.3] font-medium tracking-[-0.008em]">{question.prompt}</h2>
        <ul className="mt-12 border-b border-line">
          {question.options.map(({ text, step, right }, i) => {
            const mark =
              chosen !== i
                ? ""
                : right
                  ? "border-ok bg-ok-wash font-semibold"
                  : "border-fail bg-fail-wash font-semibold";
            return (
              <li key={text} className="border-t border-line">
                <button
                  type="button"
                  aria-pressed={chosen === i}
                  onClick={() => {
                    setChosen(i);
                    setCursorStep(step);
                  }}
                  className={`flex min-h-44 w-full items-baseline gap-12 border-l-3 px-12 py-10 text-left ${mark === "" ? "border-transparent hover:bg-sunk" : mark}`}
                >
                  <span
                    aria-hidden="true"
                    className={`size-12 shrink-0 translate-y-1 rounded-full border-current ${chosen === i ? "border-4" : "border opacity-60"}`}
                  />
                  {text}
                </button>
              </li>
            );
          })}
        </ul>
        <p aria-live="polite" className="mt-12 font-serif text-[1.0625rem] leading-[1.45]">
          {option === undefined ? null : (
            <>
              {option.right ? null : (
                <span className="font-sans text-sm font-semibold text-fail-text">{"Not that. "}</span>
              )}
              {option.reply}
            </>
          )}
        </p>
        {children}
      </div>
    </div>
  );
}
