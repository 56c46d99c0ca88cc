"use client";

import { type KeyboardEvent, useRef } from "react";
import { AnswerBar } from "./answer-bar";
import { InlineText } from "./inline-text";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface ChoiceAnswerProps extends AnswerProps {
  many: boolean;
  options: readonly { id: string; text: string }[];
  questionId: string;
}

/** Options to choose from: native radio buttons or check boxes, and 1 to 9 or A to H while the focus is among them. */
export function ChoiceAnswer(props: ChoiceAnswerProps) {
  const { many, options, questionId } = props;
  const { response, keep, send, error, setError, pending } = useAnswer(props, { chosen: [] as string[] });
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  const first = useRef<HTMLInputElement | null>(null);
  useFocusAtOnce(first);

  function toggle(id: string) {
    if (!many) keep({ chosen: [id] });
    else
      keep({
        chosen: response.chosen.includes(id)
          ? response.chosen.filter((other) => other !== id)
          : [...response.chosen, id],
      });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const letter = event.key.length === 1 ? event.key.toLowerCase().charCodeAt(0) - 97 : -1;
    const index = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : letter;
    const option = options[index];
    if (option === undefined) return;
    event.preventDefault();
    inputs.current[index]?.focus();
    toggle(option.id);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (response.chosen.length === 0) setError(many ? "Choose at least one option." : "Choose an option.");
        else send();
      }}
    >
      <fieldset aria-labelledby={questionId} onKeyDown={onKeyDown}>
        <p className="text-ink-2 text-sm">{many ? "Choose all that hold." : "Choose one."}</p>
        <div className="mt-8 border-line border-t">
          {options.map((option, index) => (
            <label
              key={option.id}
              className="flex cursor-pointer items-start gap-12 border-line border-b px-4 py-12 hover:bg-sunk has-checked:bg-tide-wash"
            >
              <input
                ref={(element) => {
                  inputs.current[index] = element;
                  if (index === 0) first.current = element;
                }}
                type={many ? "checkbox" : "radio"}
                name="option"
                className="mt-[6px] size-[16px] shrink-0 accent-tide"
                checked={response.chosen.includes(option.id)}
                onChange={() => toggle(option.id)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  event.currentTarget.form?.requestSubmit();
                }}
              />
              <span
                aria-hidden
                className="mt-[3px] w-[1ch] shrink-0 font-mono text-ink-2 text-sm pointer-coarse:hidden"
              >
                {index + 1}
              </span>
              <span className="font-serif text-prose leading-[1.45]">
                <InlineText text={option.text} />
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <AnswerBar pending={pending} error={error} keyName="Enter" hint={`answers, 1 to ${options.length} choose`} />
    </form>
  );
}
