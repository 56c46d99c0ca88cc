"use client";

import { useRef } from "react";
import { AnswerBar } from "./answer-bar";
import { InlineText } from "./inline-text";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface MatchingAnswerProps extends AnswerProps {
  rows: readonly { id: string; text: string }[];
  choices: readonly { id: string; text: string }[];
}

/** Each row gets one of the choices, by a native select: a letter jumps to a choice, Tab to the next row. */
export function MatchingAnswer(props: MatchingAnswerProps) {
  const { rows, choices } = props;
  const { response, keep, send, error, setError, pending } = useAnswer<{ matches: Record<string, string> }>(props, {
    matches: {},
  });
  const first = useRef<HTMLSelectElement>(null);
  useFocusAtOnce(first);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (rows.some((row) => !response.matches[row.id])) setError("Choose something in every row.");
        else send();
      }}
    >
      <div className="border-line border-t">
        {rows.map((row, index) => (
          <label
            key={row.id}
            className="flex items-center gap-18 border-line border-b py-12 max-sm:flex-col max-sm:items-stretch max-sm:gap-8"
          >
            <span className="flex-1 font-serif text-prose leading-[1.45]">
              <InlineText text={row.text} />
            </span>
            <select
              ref={index === 0 ? first : undefined}
              value={response.matches[row.id] ?? ""}
              onChange={(event) => keep({ matches: { ...response.matches, [row.id]: event.target.value } })}
              className="min-h-[40px] w-[220px] shrink-0 rounded border border-line-strong bg-raised px-12 max-sm:w-full"
            >
              <option value="" disabled>
                Choose
              </option>
              {choices.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.text.replaceAll("`", "")}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <AnswerBar pending={pending} error={error} keyName="Tab" hint="next row; a choice may fit several rows or none" />
    </form>
  );
}
