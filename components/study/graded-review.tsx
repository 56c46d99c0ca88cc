"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Grading } from "@/lib/shared/content/grading-schema";
import { joinedText, type PlacedField } from "@/lib/shared/content/written-text";
import type { ReaderVerdict } from "@/lib/shared/grader/gold-schema";
import { decidePoints, type GradedQuestion } from "@/lib/shared/grader/grade";
import type { Objection } from "@/lib/shared/schemas/grading";
import { type AppealAction, AppealForm } from "./appeal-form";
import { DECISION_WORDS, DECISIONS } from "./grade-words";
import { GradedText } from "./graded-text";

// A question's page shares its script with its review; what only some reviews need is loaded there.
const SecondOpinion = dynamic(() => import("./second-opinion").then((module) => module.SecondOpinion));

interface GradedReviewProps {
  answerId: string;
  fields: readonly PlacedField[];
  item: GradedQuestion;
  grading: Grading;
  /** The objections that were kept before, one for each mark at most. */
  appeals: readonly Objection[];
  onAppeal: AppealAction;
}

const CLAIM_OPTIONS = ["not-claimed"] as const;
const CLAIM_WORDS = { "not-claimed": "I did not claim that" } as const;

/** A graded answer as it is kept, with the learner's decisions in it; every mark of the grader can be disputed. */
export function GradedReview({ answerId, fields, item, grading, appeals, onAppeal }: GradedReviewProps) {
  const [isDisputing, setIsDisputing] = useState(false);
  const [own, setOwn] = useState<readonly Objection[]>([]);
  const [waits, setWaits] = useState(false);
  const marks = useRef<HTMLDivElement>(null);
  const newest = useRef<HTMLParagraphElement>(null);
  const objections = [...own, ...appeals];
  const grade = decidePoints(item, grading.grade, grading.decisions);

  // The choices open above the button, where a learner who does not see them would not look for them.
  useEffect(() => {
    if (isDisputing) marks.current?.querySelector<HTMLInputElement>("form input[type=radio]")?.focus();
  }, [isDisputing]);

  // The form that was sent is gone, and the focus with it: it goes on at the line that stands there now.
  useEffect(() => {
    newest.current?.focus();
  }, [own]);

  function under(subject: Pick<Objection, "kind" | "partId">, verdict: ReaderVerdict | null) {
    const kept = objections.find(({ kind, partId }) => kind === subject.kind && partId === subject.partId);
    const common = {
      answerId,
      subject,
      onAppeal,
      onKept: (objection: Objection, isWaiting: boolean) => {
        setOwn((before) => [objection, ...before]);
        setWaits(isWaiting);
      },
    };
    return (
      <>
        {kept !== undefined && (
          <p ref={kept === own[0] ? newest : undefined} tabIndex={-1} className="mt-4 text-ink outline-none">
            You dispute this: <strong className="font-semibold">{wordOf(kept)}</strong>.{" "}
            {waits ? "It is kept on this device and is sent when the server is back to stand" : "It is kept"} among{" "}
            <Link href="/progress/appeals" prefetch={false}>
              your objections
            </Link>
            .
          </p>
        )}
        {isDisputing &&
          (subject.kind === "misconception" ? (
            kept === undefined && <AppealForm {...common} options={CLAIM_OPTIONS} words={CLAIM_WORDS} />
          ) : (
            <AppealForm
              key={kept?.learnerVerdict}
              {...common}
              options={DECISIONS.filter((option) => option !== verdict && option !== kept?.learnerVerdict)}
              words={DECISION_WORDS}
            />
          ))}
      </>
    );
  }

  return (
    <>
      <div ref={marks}>
        <GradedText
          fields={fields}
          item={item}
          grade={grade}
          underPoint={({ id, verdict, decided }) =>
            !decided && under({ kind: "point", partId: id }, verdict === "unsure" ? null : verdict)
          }
          underMisconception={(id) => under({ kind: "misconception", partId: id }, null)}
        />
      </div>
      <div className="mt-18 flex flex-wrap items-center gap-12">
        <span className="text-ink-2">Not what you meant?</span>
        <Button aria-pressed={isDisputing} onClick={() => setIsDisputing(!isDisputing)}>
          {isDisputing ? "Leave the marks" : "Dispute a mark"}
        </Button>
        <ScoreByObjections item={item} grading={grading} objections={objections} />
      </div>
      <SecondOpinion item={item} text={joinedText(fields)} />
    </>
  );
}

function wordOf(objection: Objection): string {
  return objection.kind === "point" ? DECISION_WORDS[objection.learnerVerdict] : CLAIM_WORDS[objection.learnerVerdict];
}

/** What the score would be if the learner is right; the kept score stays the grader's. */
function ScoreByObjections(props: Pick<GradedReviewProps, "item" | "grading"> & { objections: readonly Objection[] }) {
  const { item, grading, objections } = props;
  if (objections.length === 0) return null;
  // The newest objection to a mark comes first, so that the older ones are written over by it.
  const disputed = Object.fromEntries(
    [...objections].reverse().flatMap((one) => (one.kind === "point" ? [[one.partId, one.learnerVerdict]] : [])),
  );
  const dismissed = objections.filter(({ kind }) => kind === "misconception").map(({ partId }) => partId);
  const { score } = decidePoints(item, grading.grade, { ...grading.decisions, ...disputed }, dismissed);
  return (
    <p role="status" className="text-ink-2">
      By your reading {Math.round(score * 100)} of 100. The score stays; the objections are test cases for the grader.
    </p>
  );
}
