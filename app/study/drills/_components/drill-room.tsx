"use client";

import { type ReactNode, useState } from "react";
import { DrillForm } from "@/components/study/drill-form";
import { type DrillQuestions, drillId } from "@/components/study/drill-questions";
import { DrillReviewed } from "@/components/study/drill-reviewed";
import type { AnswerAction } from "@/components/study/use-answer";
import type { CheckedDrill } from "@/lib/shared/drills/review";

interface DrillRoomProps {
  questions: DrillQuestions;
  stream: ReactNode;
  /** What comes after this drill, and what the link to it says. */
  next: { href: string; label: string };
  onCheck: (input: unknown) => Promise<{ ok: true; value: CheckedDrill } | { ok: false; message: string }>;
}

/** A drill: the stream beside the questions, and after the answer the run beside what was predicted. */
export function DrillRoom({ questions, stream, next, onCheck }: DrillRoomProps) {
  const [review, setReview] = useState<CheckedDrill | null>(null);
  const check: AnswerAction = async ({ response }) => {
    const result = await onCheck({ place: questions.place, response });
    if (!result.ok) return result;
    setReview(result.value);
    return { ok: true };
  };
  if (review !== null) {
    return (
      <DrillReviewed
        id={drillId(questions.place)}
        review={review}
        stream={stream}
        next={next}
        onAgain={() => setReview(null)}
      />
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-24 lg:grid-cols-[minmax(0,460px)_minmax(0,1fr)]">
      <div className="min-w-0">{stream}</div>
      <div className="min-w-0 lg:mt-18">
        <DrillForm questions={questions} onAnswer={check} />
      </div>
    </div>
  );
}
