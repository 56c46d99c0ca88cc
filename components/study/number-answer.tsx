"use client";

import { useRef } from "react";
import { formatNumber, otherReading, parseAnswer } from "@/lib/shared/content/number-text";
import { AnswerBar } from "./answer-bar";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface NumberAnswerProps extends AnswerProps {
  unit: string;
  questionId: string;
}

/** One number in the unit asked for; what could be read in two ways is said while it is typed. */
export function NumberAnswer(props: NumberAnswerProps) {
  const { unit, questionId } = props;
  const { response, keep, send, error, setError, pending } = useAnswer(props, { text: "" });
  const input = useRef<HTMLInputElement>(null);
  useFocusAtOnce(input);
  const reading = otherReading(response.text, unit);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (parseAnswer(response.text, unit) === null)
          setError(`Write a number, such as 1250 or 2.5, with no other unit than “${unit}”.`);
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
      <p aria-live="polite" className="mt-8 text-ink-2 text-sm empty:mt-0">
        {reading && `Read as ${formatNumber(reading.value)}; write ${reading.grouped} for thousands.`}
      </p>
      <AnswerBar pending={pending} error={error} keyName="Enter" hint="answers" />
    </form>
  );
}
