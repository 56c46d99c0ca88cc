import type { Metadata } from "next";
import Link from "next/link";
import { TimeZoneKeeper } from "@/components/review/time-zone-keeper";
import { ButtonLink } from "@/components/ui/button";
import { requestMoment } from "@/lib/server/clock";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { nextItem, onlyProgress } from "@/lib/server/content/study-list";
import { listExerciseProgress } from "@/lib/server/data/code/list-exercise-progress";
import { listAppeals } from "@/lib/server/data/grading/list-appeals";
import { listInterviews } from "@/lib/server/data/interview/list-interviews";
import { listItemProgress } from "@/lib/server/data/study/list-item-progress";
import { getProfileId } from "@/lib/server/session";
import { loadReviewState } from "@/lib/server/study/load-queue";
import { studyItemUrl } from "@/lib/shared/content/study-filters";
import { localDayOf } from "@/lib/shared/review/local-day";
import { LEVELS, TOPIC_NAMES, TOPICS } from "@/lib/shared/content/vocabulary";
import { keepTimeZone } from "../review/actions";
import { CodeHistory } from "./_components/code-history";
import { InterviewHistory } from "./_components/interview-history";
import { MasteryTable } from "./_components/mastery-table";
import { PractisedDays } from "./_components/practised-days";
import { ShareTable } from "./_components/share-table";
import { StudyHistory } from "./_components/study-history";

export const metadata: Metadata = { title: "Progress" };

/** What this learner has done: by topic and level, then each answer, exercise and interview with the way back to it. */
export default async function ProgressPage() {
  const profileId = await getProfileId();
  const [entries, exercises, interviews] =
    profileId === null
      ? [[], [], []]
      : await Promise.all([listItemProgress(profileId), listExerciseProgress(profileId), listInterviews(profileId)]);
  if (profileId === null || entries.length + exercises.length + interviews.length === 0) return <NothingYet />;
  const now = await requestMoment();
  const review = await loadReviewState(profileId, now);
  const today = localDayOf(now, review.settings);

  const appealCount = profileId === null ? 0 : (await listAppeals(profileId)).length;
  const { items } = loadStudyContent();
  const progress = new Map(entries.map((entry) => [entry.itemId, entry]));
  const next = nextItem({}, onlyProgress(progress), null);
  const metas = items.map((item) => item.meta);
  return (
    <div className="page">
      <TimeZoneKeeper stored={review.settings.timeZone} keep={keepTimeZone} />
      <header className="flex flex-wrap items-end justify-between gap-18">
        <h1 className="question">
          {entries.length} of {items.length} questions answered
        </h1>
        {next !== null && (
          <ButtonLink weight="primary" href={studyItemUrl(next.meta.id)} className="min-h-[40px] px-18">
            Go on with the next question
          </ButtonLink>
        )}
      </header>
      <p className="mt-8 text-ink-2 text-sm">
        Results are computed or marked on your side and kept as you report them, for this browser only.{" "}
        <Link href="/study/grading" prefetch={false}>
          How far the grader can be trusted
        </Link>
        .
        {appealCount > 0 && (
          <>
            {" "}
            <Link href="/progress/appeals" prefetch={false}>
              {appealCount === 1
                ? "One mark of the grader is disputed"
                : `${appealCount} marks of the grader are disputed`}
            </Link>
            .
          </>
        )}
      </p>
      <div className="mt-34 grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_348px]">
        <div className="flex flex-col gap-34">
          <MasteryTable state={review} today={today} />
          <StudyHistory entries={entries} />
          <CodeHistory entries={exercises} />
          <InterviewHistory entries={interviews} />
        </div>
        <div className="flex flex-col gap-34">
          <PractisedDays profileId={profileId} now={now} today={today} settings={review.settings} />
          <p>
            <Link href="/plan" prefetch={false}>
              {review.plan === null ? "Plan from your interview date" : "Your plan until the interview"}
            </Link>
            <br />
            <Link href="/review/cards" prefetch={false}>
              {review.cards.length === 1 ? "Your card" : `All ${review.cards.length} cards`}
            </Link>
          </p>
          <ShareTable
            heading="By level"
            progress={progress}
            rows={LEVELS.map((level) => ({
              name: level,
              filters: { level },
              ids: metas.filter((meta) => meta.level === level).map((meta) => meta.id),
            }))}
          />
          <ShareTable
            heading="By topic"
            progress={progress}
            rows={TOPICS.map((topic) => ({
              name: TOPIC_NAMES[topic],
              filters: { topic },
              ids: metas.filter((meta) => meta.topic === topic).map((meta) => meta.id),
            }))}
          />
        </div>
      </div>
    </div>
  );
}

function NothingYet() {
  const first = nextItem({}, onlyProgress(new Map()), null);
  return (
    <div className="page">
      <h1 className="question">Nothing is answered yet.</h1>
      <p className="prose mt-12">
        Your answers, exercises and interviews will be listed here. A first question takes two minutes.
      </p>
      <p className="mt-24">
        <ButtonLink
          weight="primary"
          href={first === null ? "/study" : studyItemUrl(first.meta.id)}
          className="min-h-[40px] px-18"
        >
          Answer the first question
        </ButtonLink>
      </p>
    </div>
  );
}
