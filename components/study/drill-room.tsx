"use client";

import { type ReactNode, useState } from "react";
import type { DrillPlace, DrillResponse } from "@/lib/shared/drills/drill";
import type { CheckedDrill } from "@/lib/shared/drills/review";
import { DrillForm } from "./drill-form";
import { type DrillQuestions, drillId } from "./drill-questions";
import { DrillReviewed } from "./drill-reviewed";
import type { AnswerAction } from "./use-answer";

/** Runs a drill and compares a prediction with it; the same event again counts once. */
export type CheckDrill = (input: {
  readonly clientEventId: string;
  readonly place: DrillPlace;
  readonly response: DrillResponse;
}) => Promise<{ ok: true; value: CheckedDrill } | { ok: false; message: string }>;

interface DrillRoomProps {
  questions: DrillQuestions;
  stream: ReactNode;
  /** The learner's own note: folded while it could give the answer away, then open; nothing without the network. */
  notes?: { asked: ReactNode; answered: ReactNode };
  /** What comes after this drill, and what the link to it says. */
  next: { href: string; label: string };
  onCheck: CheckDrill;
}

const NOT_CHECKED = {
  ok: false,
  message: "The server did not answer. What you predicted is kept on this device; try again.",
} as const;

/** A drill: the stream beside the questions, and after the answer the run beside what was predicted. */
export function DrillRoom({ questions, stream, notes, next, onCheck }: DrillRoomProps) {
  const [review, setReview] = useState<CheckedDrill | null>(null);
  const check: AnswerAction = async ({ clientEventId, response }) => {
    const input = { clientEventId, place: questions.place, response: response as DrillResponse };
    // Where the server does not answer, the run is the same in the page, and the same event counts once.
    const result = await onCheck(input)
      .catch(async () => {
        const { checkDrillOnDevice } = await import("@/lib/client/offline/drill-on-device");
        return checkDrillOnDevice(clientEventId, input);
      })
      .catch(() => NOT_CHECKED);
    if (!result.ok) return result;
    setReview(result.value);
    return { ok: true };
  };
  if (review !== null) {
    return (
      <>
        <DrillReviewed
          id={drillId(questions.place)}
          review={review}
          stream={stream}
          next={next}
          onAgain={() => setReview(null)}
        />
        <div className="mt-34">{notes?.answered}</div>
      </>
    );
  }
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-24 lg:grid-cols-[minmax(0,460px)_minmax(0,1fr)]">
        <div className="min-w-0">{stream}</div>
        <div className="min-w-0 lg:mt-18">
          <DrillForm questions={questions} onAnswer={check} />
        </div>
      </div>
      <div className="mt-34">{notes?.asked}</div>
    </>
  );
}
