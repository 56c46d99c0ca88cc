"use client";

import { useRef } from "react";
import { parseNumber } from "@/lib/shared/content/number-text";
import { AnswerBar } from "./answer-bar";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface NumberAnswerProps extends AnswerProps {
  unit: string;
  questionId: string;
}

/** One number in the unit asked for. */
export function NumberAnswer(props: NumberAnswerProps) {
  const { unit, questionId } = props;
  const { response, keep, send, error, setError, pending } = useAnswer(props, { text: "" });
  const input = useRef<HTMLInputElement>(null);
  useFocusAtOnce(input);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (parseNumber(response.text) === null) setError("Write a number, such as 1250 or 2.5.");
        else send();
      }}
    >
      <label className="flex items-center gap-12">
        <span className="visually-hidden">Your number, {unit}</span>
        <input
          ref={input}
          value={response.text}
          onChange={(event) => keep({ text: event.target.value })}
          inputMode="decimal"
          autoComplete="off"
          aria-describedby={questionId}
          className="min-h-[44px] w-[220px] rounded border border-line-strong bg-raised px-12 font-mono text-[1.125rem]"
        />
        <span className="text-ink-2">{unit}</span>
      </label>
      <AnswerBar pending={pending} error={error} keyName="Enter" hint="answers" />
    </form>
  );
}
