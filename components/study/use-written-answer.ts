"use client";

import { type ReactNode, useState } from "react";
import { answerGrader } from "@/lib/client/answer-grader";
import { wholeText, type WrittenField } from "@/lib/shared/content/written-text";
import type { ReaderVerdict } from "@/lib/shared/grader/gold-schema";
import type { Grade, GradedQuestion } from "@/lib/shared/grader/grade";
import type { Mark } from "./marks";
import { type AnswerProps, useAnswer } from "./use-answer";

/** Where a written answer stands: being written, graded, or to be compared by the learner without a grader. */
export type Stage = "writing" | "graded" | "comparing";

export interface WrittenAnswerProps extends AnswerProps {
  format: "free-text" | "design";
  fields: readonly WrittenField[];
  /** What the grader compares with; it stays out of sight until the answer is written. */
  item: GradedQuestion;
  questionId: string;
  /** The model answer, drawn on the server; shown once the own answer is written. */
  modelAnswer: ReactNode;
}

interface Draft {
  readonly texts: Readonly<Record<string, string>>;
  readonly stage: Stage;
  readonly grade: Grade | null;
  readonly decisions: Readonly<Record<string, ReaderVerdict>>;
  readonly marks: Readonly<Record<string, Mark>>;
}

const EMPTY: Draft = { texts: {}, stage: "writing", grade: null, decisions: {}, marks: {} };

/** The way of a written answer: it is graded in the page, decided where that is needed, and sent. */
export function useWrittenAnswer(props: WrittenAnswerProps) {
  const { format, fields, item } = props;
  const { response: draft, keep, send, error, setError, pending } = useAnswer<Draft>(props, EMPTY);
  const [isGrading, setIsGrading] = useState(false);

  function written(texts: Draft["texts"]) {
    return format === "design" ? { parts: texts } : { text: texts[fields[0]?.id ?? ""] ?? "" };
  }

  function write(id: string, text: string) {
    answerGrader().warmUp(item);
    keep({ ...draft, texts: { ...draft.texts, [id]: text } });
  }

  async function grade() {
    // What is sent is what was graded: the evidence counts the characters of the trimmed texts.
    const texts = Object.fromEntries(fields.map(({ id }) => [id, (draft.texts[id] ?? "").trim()]));
    if (Object.values(texts).every((text) => text === "")) {
      return setError("Write your answer first; a few words are enough.");
    }
    setIsGrading(true);
    try {
      const graded = await answerGrader().grade(item, wholeText(fields, texts));
      keep({ ...draft, texts, stage: "graded", grade: graded, decisions: {} });
      const isOpen = graded.refused !== null || graded.points.some((point) => point.verdict === "unsure");
      if (!isOpen) send({ ...written(texts), grading: { grade: graded, decisions: {} } });
    } catch {
      keep({ ...draft, texts, stage: "comparing" });
    } finally {
      setIsGrading(false);
    }
  }

  function submit() {
    if (pending || isGrading) return;
    if (draft.stage === "writing") return void grade();
    if (draft.stage === "comparing") {
      const isMarked = item.keyPoints.every((point) => draft.marks[point.id] !== undefined);
      return isMarked ? send({ ...written(draft.texts), marks: draft.marks }) : setError("Mark every key point.");
    }
    const open = draft.grade?.points.filter(({ verdict }) => verdict === "unsure") ?? [];
    if (open.some(({ id }) => draft.decisions[id] === undefined)) {
      return setError("The grader cannot tell one of the points. Decide it, then keep the answer.");
    }
    send({ ...written(draft.texts), grading: { grade: draft.grade, decisions: draft.decisions } });
  }

  return {
    draft,
    write,
    submit,
    change: (part: Partial<Draft>) => keep({ ...draft, ...part }),
    error,
    pending: pending || isGrading,
  };
}
