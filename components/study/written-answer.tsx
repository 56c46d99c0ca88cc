"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { placeFields } from "@/lib/shared/content/written-text";
import { AnswerBar } from "./answer-bar";
import { DECISION_WORDS, DECISIONS } from "./grade-words";
import { GradedText } from "./graded-text";
import { KeyPointMarks, MarkOptions } from "./key-point-marks";
import { MARK_WORDS, MARKS } from "./marks";
import { useFocusAtOnce } from "./use-focus-at-once";
import { type Stage, useWrittenAnswer, type WrittenAnswerProps } from "./use-written-answer";
import { WrittenFields } from "./written-fields";

const LABELS: Readonly<Record<Stage, string>> = {
  writing: "Grade this answer",
  graded: "Keep this answer",
  comparing: "Keep this answer",
};

/**
 * First the own words; then the grader marks them in place beside the model answer, and the learner decides what it could
 * not tell. Where there is no grader, the learner marks each key point instead.
 */
export function WrittenAnswer(props: WrittenAnswerProps) {
  const { fields, item, questionId, modelAnswer } = props;
  const answer = useWrittenAnswer(props);
  const { draft, change } = answer;
  const textarea = useRef<HTMLTextAreaElement>(null);
  const comparison = useRef<HTMLHeadingElement>(null);
  const stageBefore = useRef<Stage | null>(null);
  const isWriting = draft.stage === "writing";
  useFocusAtOnce(textarea);

  useEffect(() => {
    // A draft that is opened again keeps the focus where the page puts it.
    if (stageBefore.current === "writing" && !isWriting) comparison.current?.focus();
    if (stageBefore.current === "graded" && isWriting) textarea.current?.focus();
    stageBefore.current = draft.stage;
  }, [draft.stage, isWriting]);

  return (
    <form
      onKeyDown={submitByControlEnter}
      onSubmit={(event) => {
        event.preventDefault();
        answer.submit();
      }}
      className={
        isWriting
          ? "max-w-[660px]"
          : "grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_348px] lg:grid-rows-[auto_1fr]"
      }
    >
      {draft.stage === "graded" && draft.grade !== null ? (
        <div className="-mt-18">
          <GradedText
            fields={placeFields(fields, draft.texts)}
            item={item}
            grade={draft.grade}
            underPoint={({ id, verdict }) =>
              verdict === "unsure" && (
                <fieldset className="-ml-12 mt-4">
                  <legend className="visually-hidden">Did you say it?</legend>
                  <MarkOptions
                    name={`decision-${id}`}
                    options={DECISIONS}
                    words={DECISION_WORDS}
                    mark={draft.decisions[id]}
                    onMark={(mark) => change({ decisions: { ...draft.decisions, [id]: mark } })}
                  />
                </fieldset>
              )
            }
          />
        </div>
      ) : (
        <WrittenFields
          ref={textarea}
          fields={fields}
          texts={draft.texts}
          onText={answer.write}
          small={!isWriting}
          readOnly={answer.pending}
          questionId={questionId}
        />
      )}
      {!isWriting && (
        <section className="lg:row-span-2">
          <h2 ref={comparison} tabIndex={-1} className="pane-heading outline-none">
            Model answer
          </h2>
          <div className="prose mt-4">{modelAnswer}</div>
        </section>
      )}
      <div>
        {draft.stage === "comparing" && (
          <KeyPointMarks
            points={item.keyPoints}
            options={MARKS}
            words={MARK_WORDS}
            marks={draft.marks}
            onMark={(marks) => change({ marks })}
          >
            The grader could not be loaded. Read the model answer and mark each key point yourself: did you say it?
          </KeyPointMarks>
        )}
        <AnswerBar
          pending={answer.pending}
          error={answer.error}
          keyName="Ctrl Enter"
          label={LABELS[draft.stage]}
          pendingLabel={isWriting ? "Grading" : undefined}
        />
        {draft.stage === "graded" && (
          <Button
            className="mt-12 min-h-[40px]"
            onClick={() => change({ stage: "writing", grade: null, decisions: {} })}
          >
            Change the answer
          </Button>
        )}
      </div>
    </form>
  );
}

function submitByControlEnter(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
