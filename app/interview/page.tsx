import type { Metadata } from "next";
import Link from "next/link";
import { InterviewChoices } from "@/components/interview/interview-choices";
import { StartWithServer } from "@/components/interview/start-with-server";
import { Button } from "@/components/ui/button";
import { loadRungs } from "@/lib/server/content/rungs";
import { listInterviews } from "@/lib/server/data/interview/list-interviews";
import { getProfileId } from "@/lib/server/session";
import type { InterviewSummaryDto } from "@/lib/shared/dto/interview";
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
      <StartWithServer clientEventId={crypto.randomUUID()} start={startInterviewFromForm}>
        <InterviewChoices rungs={interviewRungs.flatMap((rung) => rungs.get(rung)?.question ?? [])} />
        <Button type="submit" weight={open === undefined ? "primary" : "plain"} className="mt-24">
          Start the interview
        </Button>
      </StartWithServer>
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
