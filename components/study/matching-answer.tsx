"use client";

import { type FormEvent, useRef, useState } from "react";
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
  // The row that the learner was led back to, since nothing was chosen in it.
  const [missedId, setMissedId] = useState<string | null>(null);
  const first = useRef<HTMLSelectElement>(null);
  useFocusAtOnce(first);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const missed = rows.findIndex((row) => !response.matches[row.id]);
    if (missed === -1) {
      send();
      return;
    }
    setError("Choose something in every row.");
    setMissedId(rows[missed]?.id ?? null);
    event.currentTarget.querySelectorAll("select")[missed]?.focus();
  }

  return (
    <form onSubmit={submit}>
      <p className="text-ink-2 text-sm">A choice may fit several rows or none.</p>
      <div className="mt-8 border-line border-t">
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
              aria-invalid={row.id === missedId && !response.matches[row.id]}
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
      <AnswerBar pending={pending} error={error} keyName="Tab" hint="next row" />
    </form>
  );
}
