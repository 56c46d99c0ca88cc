import "server-only";
import { AppError } from "@/lib/shared/app-error";
import { scoreMarks } from "@/lib/shared/interview/report";
import { interviewStage } from "@/lib/shared/interview/stage";
import type { InterviewEvent } from "@/lib/shared/offline/outbox-event";
import { rungContent } from "../content/rungs";
import { findInterviewAnswerId, findInterviewId } from "../data/interview/find-by-event";
import { finishInterview } from "../data/interview/finish-interview";
import { loadInterview } from "../data/interview/load-interview";
import { saveInterviewAnswer } from "../data/interview/save-answer";
import { saveInterviewMarks } from "../data/interview/save-marks";
import { startInterview } from "../data/interview/start-interview";
import type { Doing } from "../data/review/change-card";

/** Takes in one step of an interview that was sat, or gone on with, while the server was out of reach. The same event again changes nothing. */
export async function receiveInterviewEvent(
  { profileId, clientEventId, at }: Doing,
  event: InterviewEvent,
): Promise<void> {
  if (event.kind === "interview-start") {
    await startInterview(profileId, { clientEventId, startRung: event.startRung, settings: event.settings }, at);
    return;
  }
  const interviewId = await findInterviewId(profileId, event.interview);
  switch (event.kind) {
    case "interview-answer":
      await saveInterviewAnswer(profileId, { ...event.answer, clientEventId, interviewId }, at);
      return;
    case "interview-mark": {
      const answerId = await findInterviewAnswerId(profileId, event.answer);
      const { points, id } = rungContent(event.rung).question;
      const known = new Set(points.map((point) => point.id));
      if (event.marks.some((mark) => !known.has(mark.point))) {
        throw new AppError("INVALID_INPUT", `a mark names no key point of ${id}`);
      }
      const score = scoreMarks(points, event.marks);
      await saveInterviewMarks(profileId, { clientEventId, answerId, marks: event.marks, score }, at);
      // The last mark ends the interview, as it does with the server at hand.
      const interview = await loadInterview(profileId, interviewId);
      if (interview.finishedAt === null && interviewStage(interview).kind === "done") {
        await finishInterview(profileId, interviewId, at);
      }
      return;
    }
    case "interview-end":
      await finishInterview(profileId, interviewId, at);
      return;
  }
}
