import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { loadRungs } from "@/lib/server/content/rungs";
import { listInterviews } from "@/lib/server/data/interview/list-interviews";
import { getProfileId } from "@/lib/server/session";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";
import type { InterviewSummaryDto } from "@/lib/shared/dto/interview";
import { FIRST_QUESTION_TIME, QUESTION_TIMES } from "@/lib/shared/interview/times";
import { interviewRungs } from "@/lib/shared/schemas/interview";
import { startInterviewFromForm } from "./actions";

export const metadata: Metadata = { title: "Mock interview" };

/** Where an interview starts, goes on, or is read again. */
export default async function InterviewPage() {
  const profileId = await getProfileId();
  const interviews = profileId === null ? [] : await listInterviews(profileId);
  const open = interviews.find((interview) => interview.finishedAt === null);
  const rungs = loadRungs();
  return (
    <div className="page max-w-[760px]">
      <h1 className="question">Mock interview</h1>
      <p className="prose mt-12">
        Six rungs, one question each. You answer in writing, as you would aloud; only then you see a model answer and
        confirm or change the marks that the grader proposes. The end is a report of what you said, what you missed, and
        what to study next.
      </p>
      {open === undefined ? null : (
        <p className="mt-24 flex flex-wrap items-center gap-12 rounded-lg border border-line-strong bg-raised px-18 py-12">
          <span className="flex-1">
            An interview of {formatDay(open.startedAt)} is not finished: {open.answerCount} answered.
          </span>
          <Link href={`/interview/${open.id}`} className="font-semibold">
            Go on with it
          </Link>
        </p>
      )}
      <form action={startInterviewFromForm} className="mt-34">
        <input type="hidden" name="clientEventId" value={crypto.randomUUID()} />
        <fieldset>
          <legend className="pane-heading">Where do you start?</legend>
          <div className="mt-8 border-line border-t">
            {interviewRungs.map((rung, index) => {
              const content = rungs.get(rung);
              return (
                <label
                  key={rung}
                  className="flex min-h-[44px] cursor-pointer items-baseline gap-12 border-line border-b py-8"
                >
                  <input
                    type="radio"
                    name="startRung"
                    value={rung}
                    defaultChecked={index === 0}
                    className="translate-y-[1px]"
                  />
                  <span className="w-[190px] font-semibold max-sm:w-auto">{content?.question.name}</span>
                  <span className="text-ink-2 max-sm:visually-hidden">
                    {content === undefined ? "" : TOPIC_NAMES[content.question.topic]}
                  </span>
                </label>
              );
            })}
          </div>
        </fieldset>
        <fieldset className="mt-24">
          <legend className="pane-heading">Time for each question</legend>
          <div className="mt-8 flex flex-wrap gap-x-24 gap-y-8">
            {QUESTION_TIMES.map(({ value, label }) => (
              <label key={value} className="flex min-h-[24px] items-center gap-8">
                <input
                  type="radio"
                  name="secondsPerQuestion"
                  value={value}
                  defaultChecked={value === FIRST_QUESTION_TIME}
                />
                {label}
              </label>
            ))}
          </div>
          <p className="mt-8 text-ink-2 text-sm">
            The limit is soft: when it is over you may go on, and you can ask for more at any time.
          </p>
        </fieldset>
        <Button type="submit" weight={open === undefined ? "primary" : "plain"} className="mt-24">
          Start the interview
        </Button>
      </form>
      <PastInterviews interviews={interviews.filter((interview) => interview.finishedAt !== null)} />
    </div>
  );
}

function PastInterviews({ interviews }: { interviews: readonly InterviewSummaryDto[] }) {
  if (interviews.length === 0) return null;
  return (
    <section className="mt-64">
      <h2 className="pane-heading">Finished interviews</h2>
      <ul className="mt-8 border-line border-t">
        {interviews.map((interview) => (
          <li key={interview.id} className="flex flex-wrap items-baseline gap-x-18 border-line border-b py-8">
            <Link href={`/interview/${interview.id}/report`}>{formatDay(interview.startedAt)}</Link>
            <span className="text-ink-2">{interview.answerCount} answered</span>
            <span className="text-ink-2">
              {interview.meanScore === null
                ? "not marked"
                : `${Math.round(interview.meanScore * 100)}\u00a0% by your marks`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function formatDay(iso: string): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(
    new Date(iso),
  );
}
