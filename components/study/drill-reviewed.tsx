"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Kbd } from "@/components/ui/kbd";
import type { CheckedDrill, ReviewedPart } from "@/lib/shared/drills/review";
import { comesBackWords } from "@/lib/shared/review/interval-words";
import { DrillRun } from "./drill-run";
import { ReviewArrival } from "./review-arrival";
import { ReviewRow } from "./review-row";

interface DrillReviewedProps {
  id: string;
  review: CheckedDrill;
  stream: ReactNode;
  next: { href: string; label: string };
  onAgain: () => void;
}

/** What was predicted beside what the run gave, why the run is right, and the run to travel through. */
export function DrillReviewed({ id, review, stream, next, onAgain }: DrillReviewedProps) {
  const { parts, trace, comesBackInDays } = review;
  const rightCount = parts.filter(({ right }) => right).length;
  const firstWrong = parts.find(({ right, step }) => !right && step !== null);
  const [cursorStep, setCursorStep] = useState(firstWrong?.step ?? null);
  const run = useRef<HTMLElement>(null);
  const show = (step: number) => {
    setCursorStep(step);
    run.current?.focus({ preventScroll: true });
    run.current?.scrollIntoView({ block: "start" });
  };
  return (
    <>
      <ReviewArrival
        itemId={id}
        next={
          <ButtonLink weight="primary" href={next.href} prefetch={false} className="min-h-[40px]">
            {next.label}{" "}
            <span className="pointer-coarse:hidden">
              <Kbd>N</Kbd>
            </span>
          </ButtonLink>
        }
      >
        <span className="font-medium font-serif text-2xl">
          {rightCount === parts.length ? "All as predicted" : `${rightCount} of ${parts.length} as predicted`}
        </span>
      </ReviewArrival>
      {comesBackInDays !== null && <p className="mt-8 text-ink-2 text-sm">{comesBackWords(comesBackInDays)}</p>}
      <div className="mt-18 grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-24 lg:grid-cols-[minmax(0,1fr)_minmax(0,440px)]">
        <ul className="min-w-0 border-line border-t">
          {parts.map((part, index) => (
            <Part key={part.label} place={index + 1} part={part} onShow={show} />
          ))}
        </ul>
        <div className="min-w-0 lg:sticky lg:top-12 lg:self-start">
          {stream}
          <p className="mt-18 flex flex-wrap gap-12">
            <Button onClick={onAgain}>Predict it again</Button>
            <CopyText label="Copy the address" text={window.location.href} />
          </p>
        </div>
      </div>
      <section ref={run} tabIndex={-1} aria-label="See it happen" className="mt-34 min-w-0 scroll-mt-12 outline-none">
        <h2 className="pane-heading mb-8">See it happen</h2>
        <DrillRun trace={trace} cursorStep={cursorStep} onCursorStep={setCursorStep} />
      </section>
    </>
  );
}

function Part({ place, part, onShow }: { place: number; part: ReviewedPart; onShow: (step: number) => void }) {
  const { label, right, given, expected, rule, numbers, step } = part;
  return (
    <ReviewRow
      place={place}
      state={right ? "right" : "wrong"}
      why={
        right ? undefined : (
          <>
            {rule !== null && <p>{rule}</p>}
            <ul className={rule === null ? "" : "mt-4"}>
              {numbers.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            {step !== null && (
              <Button weight="quiet" className="-ml-12" onClick={() => onShow(step)}>
                Show it in the run
              </Button>
            )}
          </>
        )
      }
    >
      <span className="text-ink-2">{label}</span> <span className="font-mono">{expected}</span>
      {!right && <span className="block">{`You predicted ${given}.`}</span>}
    </ReviewRow>
  );
}
