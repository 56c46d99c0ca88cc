"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { WrittenField } from "@/lib/shared/content/written-text";
import { AnswerBar } from "./answer-bar";
import { KeyPointMarks } from "./key-point-marks";
import { type Mark, MARK_WORDS, MARKS } from "./marks";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";
import { WrittenFields } from "./written-fields";

interface WrittenAnswerProps extends AnswerProps {
  format: "free-text" | "design";
  fields: readonly WrittenField[];
  keyPoints: readonly { id: string; text: string }[];
  questionId: string;
  /** The model answer, drawn on the server; shown once the own answer is written. */
  modelAnswer: ReactNode;
}

interface Draft {
  readonly texts: Readonly<Record<string, string>>;
  readonly marks: Readonly<Record<string, Mark>>;
  readonly revealed: boolean;
}
const EMPTY: Draft = { texts: {}, marks: {}, revealed: false };

/** First the own words, then the model answer beside them, then a mark for each key point. */
export function WrittenAnswer(props: WrittenAnswerProps) {
  const { format, fields, keyPoints, questionId, modelAnswer } = props;
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
      if (fields.every(({ id }) => (response.texts[id] ?? "").trim() === "")) {
        return setError("Write your answer first; a few words are enough to compare.");
      }
      justRevealed.current = true;
      return keep({ ...response, revealed: true });
    }
    if (keyPoints.some((point) => response.marks[point.id] === undefined)) return setError("Mark every key point.");
    const written = format === "design" ? { parts: response.texts } : { text: response.texts[fields[0]?.id ?? ""] };
    send({ ...written, marks: response.marks });
  }

  return (
    <form
      onKeyDown={submitByControlEnter}
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
      <WrittenFields
        ref={textarea}
        fields={fields}
        texts={response.texts}
        onText={(id, text) => keep({ ...response, texts: { ...response.texts, [id]: text } })}
        small={response.revealed}
        questionId={questionId}
      />
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
            points={keyPoints}
            options={MARKS}
            words={MARK_WORDS}
            marks={response.marks}
            onMark={(marks) => keep({ ...response, marks })}
          >
            Did your answer say it? Read the model answer, then mark each key point.
          </KeyPointMarks>
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

function submitByControlEnter(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
