import type { Metadata } from "next";
import { TimeZoneKeeper } from "@/components/review/time-zone-keeper";
import { requestMoment } from "@/lib/server/clock";
import { loadExercise } from "@/lib/server/content/exercises";
import { findItem } from "@/lib/server/content/load-items";
import { getProfileId } from "@/lib/server/session";
import { loadReviewState } from "@/lib/server/study/load-queue";
import type { CardId } from "@/lib/shared/review/card";
import { AnsweredItem } from "./_components/answered-item";
import { AskedItem } from "./_components/asked-item";
import { DrillCard } from "./_components/drill-card";
import { ExerciseCard } from "./_components/exercise-card";
import { NothingDue } from "./_components/nothing-due";
import type { ReviewStep } from "./_components/review-step";
import { keepTimeZone } from "./actions";

export const metadata: Metadata = { title: "Review" };

/** The queue: the first card of today, or the answer that the address names, to be rated. */
export default async function ReviewPage({ searchParams }: PageProps<"/review">) {
  const [query, profileId, now] = await Promise.all([searchParams, getProfileId(), requestMoment()]);
  const state = await loadReviewState(profileId, now);
  const step: ReviewStep = { profileId, now, state };
  return (
    <>
      {profileId !== null && <TimeZoneKeeper stored={state.settings.timeZone} keep={keepTimeZone} />}
      {drawStep(step, query)}
    </>
  );
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

function drawStep(step: ReviewStep, query: Query) {
  const { queue, cards } = step.state;
  if (cards.length === 0) return <NothingDue step={step} />;
  const named = step.profileId === null ? null : namedCard(query);
  const id: CardId | undefined = named ?? queue.due[0] ?? queue.fresh[0];
  if (id === undefined) return <NothingDue step={step} />;
  if (id.kind === "drill") return <DrillCard key={id.contentId} step={step} id={id} />;
  const item = id.kind === "item" ? findItem(id.contentId) : null;
  if (item !== null) {
    if (named === null) return <AskedItem key={item.meta.id} step={step} item={item} />;
    return <AnsweredItem key={item.meta.id} step={step} item={item} answerId={String(query.answer ?? "")} />;
  }
  const exercise = id.kind === "exercise" ? loadExercise(id.contentId) : null;
  if (exercise === null) return <NothingDue step={step} />;
  return <ExerciseCard key={exercise.meta.id} step={step} exercise={exercise} coded={named !== null} />;
}

/** The card that the address names: `?item=` with its answer, or to think it through; `?exercise=` once it was coded. */
function namedCard({ item, exercise }: Query): CardId | null {
  if (typeof item === "string" && findItem(item) !== null) return { kind: "item", contentId: item };
  if (typeof exercise === "string" && loadExercise(exercise) !== null) return { kind: "exercise", contentId: exercise };
  return null;
}
