import type { Metadata } from "next";
import { KeepShown } from "@/components/interview/keep-shown";
import { ReportBody } from "@/components/interview/report-body";
import { requestMoment } from "@/lib/server/clock";
import { loadRungs } from "@/lib/server/content/rungs";
import { buildReport } from "@/lib/shared/interview/report";
import { interviewRungs } from "@/lib/shared/schemas/interview";
import { ownInterview } from "../own-interview";

export const metadata: Metadata = { title: "Interview report" };

/** The end of an interview, to read, to print, and to study from. */
export default async function ReportPage({ params }: PageProps<"/interview/[id]/report">) {
  const asOf = (await requestMoment()).toISOString();
  const interview = await ownInterview((await params).id);
  const contents = loadRungs();
  const questions = new Map(
    interviewRungs.flatMap((rung) => {
      const content = contents.get(rung);
      return content === undefined ? [] : [[rung, content.question] as const];
    }),
  );
  const report = buildReport(interview, questions);
  return (
    <>
      <ReportBody startedAt={interview.startedAt} report={report} another="/interview" />
      <KeepShown asOf={asOf} interview={interview} />
    </>
  );
}
