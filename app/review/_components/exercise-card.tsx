import { RatingBar } from "@/components/review/rating-bar";
import { ButtonLink } from "@/components/ui/button";
import { loadRatingOffer } from "@/lib/server/study/load-rating";
import { ratingOfDay } from "@/lib/server/study/rate-attempts";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";
import { rate } from "../actions";
import { LeechAdvice } from "@/components/review/leech-advice";
import { QueueHead } from "./queue-head";
import type { ReviewStep } from "./review-step";

interface ExerciseCardProps {
  step: ReviewStep;
  exercise: Exercise;
  /** True when the learner comes back from the coding room. */
  coded: boolean;
}

const OUTCOMES = {
  again: "Not solved this time",
  hard: "Solved with help, or not at the first try",
  good: "Solved unaided",
  easy: "Solved unaided",
} as const;

/** An exercise of the queue: it opens with the blank start, and is rated after that. */
export async function ExerciseCard({ step, exercise, coded }: ExerciseCardProps) {
  const { profileId, now, state } = step;
  if (profileId === null) return null;
  const { meta } = exercise;
  const id = { kind: "exercise", contentId: meta.id } as const;
  const [offer, outcome] = await Promise.all([
    loadRatingOffer(profileId, id, now, state.settings),
    ratingOfDay(profileId, meta.id, now, state.settings),
  ]);
  const rateNow = offer.open && (coded || outcome !== null);
  return (
    <>
      <article className="page">
        <QueueHead step={step} id={offer.open && offer.seenLogId !== null ? id : null} />
        {offer.leech && <LeechAdvice lapses={offer.lapses} />}
        <div className="max-w-[660px]">
          <p className="text-ink-2 text-sm">
            Exercise · {TOPIC_NAMES[meta.topic]} · {meta.level} · about {meta.minutes} minutes
          </p>
          <h1 className="question mt-8">{meta.title}</h1>
          <p className="prose mt-12">{meta.summary}</p>
          {outcome !== null && <p className="mt-18">{OUTCOMES[outcome]}.</p>}
          <p className="mt-24 flex flex-wrap items-center gap-12">
            <ButtonLink
              weight={rateNow ? "plain" : "primary"}
              href={offer.open ? `/code/${meta.id}?review=1` : "/review"}
              className="min-h-[40px] px-18"
            >
              {offer.open ? "Code it from the blank start" : "Rated already: next card"}
            </ButtonLink>
          </p>
          <p className="mt-12 text-ink-2 text-sm">Your draft of this exercise stays as it is.</p>
        </div>
      </article>
      {rateNow && (
        <RatingBar
          id={id}
          seenLogId={offer.seenLogId}
          intervals={offer.intervals}
          suggested={outcome}
          onRate={rate}
          reviewedExercise={meta.id}
        />
      )}
    </>
  );
}
