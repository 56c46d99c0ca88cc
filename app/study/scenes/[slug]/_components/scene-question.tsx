"use client";

import { type FormEvent, type RefObject, useState } from "react";
import { InlineText } from "@/components/study/inline-text";
import { ArrivalHeading } from "@/components/ui/arrival-heading";
import { Button } from "@/components/ui/button";
import type { SceneMeta } from "@/lib/shared/scenes/scene-schema";

type Option = SceneMeta["question"]["options"][number];

type SceneQuestionProps = {
  question: SceneMeta["question"];
  /** The id of the option that was answered; null before. */
  answered: string | null;
  onAnswer: (option: string) => void;
  /** True from the answer until the reader has arrived at its heading, which later runs draw again. */
  awaitedRef: RefObject<boolean>;
};

/** The question of a scene: options while it is open, then what each of them is worth. */
export function SceneQuestion({ question, answered, onAnswer, awaitedRef }: SceneQuestionProps) {
  const { prompt, options } = question;
  return answered === null ? (
    <Asked prompt={prompt} options={options} onAnswer={onAnswer} />
  ) : (
    <Answered prompt={prompt} options={options} answered={answered} awaitedRef={awaitedRef} />
  );
}

function Asked({ prompt, options, onAnswer }: { prompt: string; options: Option[]; onAnswer: (id: string) => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosen === null) setError("Choose an option first.");
    else onAnswer(chosen);
  }

  return (
    <form onSubmit={submit}>
      <fieldset>
        <legend className="font-medium font-serif text-[1.3125rem] leading-[1.3] tracking-[-0.008em]">
          <InlineText text={prompt} />
        </legend>
        <div className="mt-12 border-line border-t">
          {options.map((option) => (
            <label
              key={option.id}
              className="flex min-h-44 cursor-pointer items-start gap-12 border-line border-b px-4 py-10 hover:bg-sunk has-checked:bg-tide-wash"
            >
              <input
                type="radio"
                name="option"
                className="mt-[3px] size-[16px] shrink-0 accent-tide"
                checked={chosen === option.id}
                onChange={() => setChosen(option.id)}
              />
              <span>
                <InlineText text={option.text} />
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-12 flex items-baseline gap-12">
        <Button type="submit" weight="primary">
          Answer, and see
        </Button>
        <p role="alert" className="text-fail-text text-sm">
          {error}
        </p>
      </div>
    </form>
  );
}

type AnsweredProps = { prompt: string; options: Option[]; answered: string; awaitedRef: RefObject<boolean> };

function Answered({ prompt, options, answered, awaitedRef }: AnsweredProps) {
  const right = options.find((option) => option.id === answered)?.correct === true;
  return (
    <div>
      <ArrivalHeading className="font-semibold text-base" awaitedRef={awaitedRef}>
        <span className={right ? "text-ok-text" : "text-fail-text"}>{right ? "Right." : "Not that."}</span>
      </ArrivalHeading>
      <p className="mt-4 font-medium font-serif text-[1.3125rem] leading-[1.3] tracking-[-0.008em]">
        <InlineText text={prompt} />
      </p>
      <ul className="mt-12 border-line border-t">
        {options.map((option) => (
          <li
            key={option.id}
            className={`border-line border-b border-l-3 px-12 py-10 ${option.correct ? "border-l-ok" : option.id === answered ? "border-l-fail" : "border-l-transparent"}`}
          >
            <p className={option.correct ? "font-semibold" : undefined}>
              <InlineText text={option.text} />
              {option.id === answered && <span className="font-normal text-ink-2"> (your answer)</span>}
            </p>
            <p className="mt-4 font-serif leading-[1.45]">
              <InlineText text={option.why} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
