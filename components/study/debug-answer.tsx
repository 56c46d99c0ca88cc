"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { AnswerBar } from "./answer-bar";
import { CODE_FRAME, CODE_LINE, CODE_LINES, CODE_NUMBER, CODE_TEXT } from "./code-lines";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface DebugAnswerProps extends AnswerProps {
  /** The program as it is drawn, and as it is read out. */
  lines: readonly { text: string; drawn: ReactNode }[];
  /** How many lines are wrong. */
  faultCount: number;
}

/** A program whose lines are check boxes: arrows walk from line to line, Space marks, Enter answers. */
export function DebugAnswer(props: DebugAnswerProps) {
  const { lines, faultCount } = props;
  const { response, keep, send, error, setError, pending } = useAnswer(props, { lines: [] as number[] });
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  const first = useRef<HTMLInputElement | null>(null);
  useFocusAtOnce(first);
  const task = faultCount === 1 ? "Mark the line that is wrong." : `Mark the ${faultCount} lines that are wrong.`;

  function toggle(line: number) {
    const marked = response.lines.includes(line)
      ? response.lines.filter((other) => other !== line)
      : [...response.lines, line].sort((a, b) => a - b);
    keep({ lines: marked });
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const boxes = inputs.current.filter((box) => box !== null);
    const place = boxes.indexOf(event.currentTarget);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      Home: 0,
      End: boxes.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      boxes[target]?.focus();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (response.lines.length === 0) setError("Mark at least one line.");
        else send();
      }}
    >
      <fieldset className="min-w-0">
        <legend className="text-ink-2 text-sm">{task}</legend>
        <div className={`${CODE_FRAME} mt-8`}>
          <div className={CODE_LINES}>
            {lines.map((line, index) =>
              line.text.trim() === "" ? (
                <div key={index} className={`${CODE_LINE} pl-[40px]`}>
                  <span className={CODE_NUMBER}>{index + 1}</span>
                </div>
              ) : (
                <label
                  key={index}
                  className={`${CODE_LINE} cursor-pointer hover:bg-sunk has-checked:bg-fail-wash has-checked:shadow-[inset_3px_0_0_var(--fail)] has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-tide`}
                >
                  <input
                    ref={(element) => {
                      inputs.current[index] = element;
                      if (index === 0) first.current = element;
                    }}
                    type="checkbox"
                    aria-label={`Line ${index + 1}: ${line.text.trim()}`}
                    className="mt-[5px] size-[16px] shrink-0 accent-tide outline-none"
                    checked={response.lines.includes(index + 1)}
                    onChange={() => toggle(index + 1)}
                    onKeyDown={onKeyDown}
                  />
                  <span aria-hidden className={CODE_NUMBER}>
                    {index + 1}
                  </span>
                  <code className={CODE_TEXT}>{line.drawn}</code>
                </label>
              ),
            )}
          </div>
        </div>
      </fieldset>
      <AnswerBar pending={pending} error={error} keyName="Enter" hint="answers, arrows move, Space marks" />
    </form>
  );
}
