/** An interview as it is on a device: what the server last said of it, and on top of it what was done here since. */
import type { InterviewAnswerDto, InterviewDto } from "../dto/interview";
import { scoreMarks } from "../interview/report";
import type { RungPoint } from "../interview/rung-schema";
import type { InterviewRung } from "../schemas/interview";
import type { DoneHere } from "./local-cards";

interface Known {
  /** The newest interview that the server knows as open; null without one. */
  readonly interview: InterviewDto | null;
  /** Events that the server's word already holds. */
  readonly eventIds: readonly string[];
}

/**
 * All interviews that the device knows, the newest last: the server's, and those that were started here, which bear the
 * id of their first event. `pointsOf` gives the key points of a rung, by which marks are weighed.
 */
export function playInterviews(
  known: Known,
  done: readonly DoneHere[],
  pointsOf: (rung: InterviewRung) => readonly RungPoint[],
): readonly InterviewDto[] {
  const interviews = new Map<string, InterviewDto>();
  if (known.interview !== null) interviews.set(known.interview.id, known.interview);
  const held = new Set(known.eventIds);

  for (const { clientEventId, happenedAtMillis, event } of done) {
    const at = new Date(happenedAtMillis).toISOString();
    if (event.kind === "interview-start") {
      // One that has been sent is among the server's, under the server's id.
      if (held.has(clientEventId)) continue;
      const { startRung, settings } = event;
      const started = { startRung, settings, startedAt: at, finishedAt: null, draft: null, answers: [] };
      interviews.set(clientEventId, { id: clientEventId, ...started });
      continue;
    }
    if (!("interview" in event)) continue;
    const interview = interviews.get(event.interview);
    if (interview === undefined || held.has(clientEventId)) continue;
    if (event.kind === "interview-end") interviews.set(interview.id, { ...interview, finishedAt: at });
    if (event.kind === "interview-answer") {
      const answer: InterviewAnswerDto = { id: clientEventId, ...event.answer, createdAt: at, mark: null };
      interviews.set(interview.id, { ...interview, draft: null, answers: [...interview.answers, answer] });
    }
    if (event.kind === "interview-mark") {
      const { answer: marked, marks, rung } = event;
      const mark = { id: clientEventId, marks, score: scoreMarks(pointsOf(rung), marks), createdAt: at };
      const answers = interview.answers.map((answer) => (answer.id === marked ? { ...answer, mark } : answer));
      interviews.set(interview.id, { ...interview, answers });
    }
  }
  return [...interviews.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}
