"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { FreeTextResponse } from "@/lib/shared/content/response-schema";
import { AnswerBar } from "./answer-bar";
import { InlineText } from "./inline-text";
import { MARK_WORDS, MARKS } from "./marks";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface FreeTextAnswerProps extends AnswerProps {
  keyPoints: readonly { id: string; text: string }[];
  questionId: string;
  /** The model answer, drawn on the server; shown once the own answer is written. */
  modelAnswer: ReactNode;
}

type Draft = FreeTextResponse & { revealed: boolean };
const EMPTY: Draft = { text: "", marks: {}, revealed: false };

/** First the own words, then the model answer beside them, then a mark for each key point. */
export function FreeTextAnswer(props: FreeTextAnswerProps) {
  const { keyPoints, questionId, modelAnswer } = props;
  const { response, keep, send, error, setError, pending } = useAnswer<Draft>(props, EMPTY);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const comparison = useRef<HTMLHeadingElement>(null);
  const justRevealed = useRef(false);
  useFocusAtOnce(textarea);

  useEffect(() => {
    if (response.revealed && justRevealed.current) comparison.current?.focus();
    justRevealed.current = false;
  }, [response.revealed]);

  function onSubmit() {
    if (!response.revealed) {
      if (response.text.trim() === "") return setError("Write your answer first; a few words are enough to compare.");
      justRevealed.current = true;
      return keep({ ...response, revealed: true });
    }
    if (keyPoints.some((point) => response.marks[point.id] === undefined)) return setError("Mark every key point.");
    send({ text: response.text, marks: response.marks });
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }

  return (
    <form
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      className={
        response.revealed
          ? "grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_348px] lg:grid-rows-[auto_1fr]"
          : "max-w-[660px]"
      }
    >
      <label className="block">
        <span className={response.revealed ? "pane-heading" : "visually-hidden"}>Your answer</span>
        <textarea
          ref={textarea}
          value={response.text}
          onChange={(event) => keep({ ...response, text: event.target.value })}
          rows={response.revealed ? 4 : 9}
          maxLength={8_000}
          aria-describedby={questionId}
          placeholder="As you would say it in the interview"
          className="mt-4 block w-full resize-y rounded border border-line-strong bg-raised p-18 font-serif text-prose placeholder:text-ink-2 [field-sizing:content]"
        />
      </label>
      {response.revealed && (
        <section className="lg:row-span-2">
          <h2 ref={comparison} tabIndex={-1} className="pane-heading outline-none">
            Model answer
          </h2>
          <div className="prose mt-4">{modelAnswer}</div>
        </section>
      )}
      <div>
        {response.revealed && (
          <KeyPointMarks
            keyPoints={keyPoints}
            marks={response.marks}
            onMark={(marks) => keep({ ...response, marks })}
          />
        )}
        <AnswerBar
          pending={pending}
          error={error}
          keyName="Ctrl Enter"
          label={response.revealed ? "Keep this answer" : "Compare with the model answer"}
        />
      </div>
    </form>
  );
}

interface KeyPointMarksProps {
  keyPoints: FreeTextAnswerProps["keyPoints"];
  marks: FreeTextResponse["marks"];
  onMark: (marks: FreeTextResponse["marks"]) => void;
}

function KeyPointMarks({ keyPoints, marks, onMark }: KeyPointMarksProps) {
  return (
    <div className="border-line border-t">
      <p className="py-8 text-ink-2 text-sm">
        Did your answer say it? Read the model answer, then mark each key point.
      </p>
      {keyPoints.map((point, index) => (
        <fieldset key={point.id} className="border-line border-t py-12">
          <legend className="float-left w-full">
            <span className="flex gap-12">
              <span className="w-[2ch] shrink-0 font-mono text-ink-2 text-sm leading-[1.7]">{index + 1}</span>
              <span>
                <InlineText text={point.text} />
              </span>
            </span>
          </legend>
          <div className="clear-both flex gap-4 pt-4 pl-[16px]">
            {MARKS.map((mark) => (
              <label
                key={mark}
                className="flex min-h-[32px] cursor-pointer items-center gap-8 rounded-sm px-12 hover:bg-sunk has-checked:bg-tide-wash has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-tide"
              >
                <input
                  type="radio"
                  name={`mark-${point.id}`}
                  checked={marks[point.id] === mark}
                  onChange={() => onMark({ ...marks, [point.id]: mark })}
                  className="accent-tide outline-none"
                />
                {MARK_WORDS[mark]}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
