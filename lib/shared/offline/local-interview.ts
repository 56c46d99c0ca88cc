/** An interview as it is on a device: what the server last said of it, and on top of it what was done here since. */
import type { InterviewAnswerDto, InterviewDto } from "../dto/interview";
import { scoreMarks } from "../interview/report";
import type { RungPoint } from "../interview/rung-schema";
import { interviewStage } from "../interview/stage";
import type { InterviewRung } from "../schemas/interview";
import type { DoneHere } from "./local-cards";
import type { InterviewEvent } from "./outbox-event";
import type { OwnData } from "./own-data";

/** An interview as a page of the server showed it. */
export interface ShownInterview {
  /** When the server drew the page, as ISO text. */
  readonly asOf: string;
  readonly interview: InterviewDto;
}

interface Known {
  readonly interviews: readonly InterviewDto[];
  /** Events that the server has, as far as the device has heard. */
  readonly eventIds: readonly string[];
}

/** What the server has said of interviews: its newest word on each, from the learner's data and from the page last shown. */
export function knownInterviews(own: OwnData | null, shown: ShownInterview | null): Known {
  const eventIds = own?.eventIds ?? [];
  const open = own?.interview ?? null;
  // The learner's data name only the interview that is open, so one they no longer name has ended.
  if (shown === null || (own !== null && own.asOf >= shown.asOf)) {
    return { interviews: open === null ? [] : [open], eventIds };
  }
  const other = open === null || open.id === shown.interview.id ? [] : [open];
  return { interviews: [...other, shown.interview], eventIds };
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
  let interviews = [...known.interviews];
  const sent = new Set(known.eventIds);

  for (const { clientEventId, happenedAtMillis, event } of done) {
    if (!event.kind.startsWith("interview-")) continue;
    const step = { clientEventId, at: new Date(happenedAtMillis).toISOString(), event: event as InterviewEvent };
    if (step.event.kind === "interview-start") {
      const isKnown = interviews.some((each) => isNamed(each, clientEventId));
      if (!isKnown) interviews.push(startedHere(step.event, clientEventId, step.at));
      continue;
    }
    const place = step.event.interview;
    interviews = interviews.map((each) => (isNamed(each, place) ? withStep(each, step, pointsOf) : each));
  }
  // One that was sent and that the server does not name has ended there, perhaps with steps that are not known here.
  const isGone = ({ id, clientEventId }: InterviewDto) =>
    sent.has(clientEventId) && !known.interviews.some((each) => each.id === id);
  return interviews
    .filter((each) => !isGone(each) || interviewStage(each).kind === "done")
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** Whether an id is that of an interview, an answer or a mark, on the server or on the device that made it. */
export function isNamed(
  named: { readonly id: string; readonly clientEventId: string },
  eventOrId: string | null,
): boolean {
  return named.id === eventOrId || named.clientEventId === eventOrId;
}

function startedHere(
  { startRung, settings }: Extract<InterviewEvent, { kind: "interview-start" }>,
  clientEventId: string,
  startedAt: string,
): InterviewDto {
  const id = clientEventId;
  return { id, clientEventId, startRung, settings, startedAt, finishedAt: null, draft: null, answers: [] };
}

interface Step {
  readonly clientEventId: string;
  readonly at: string;
  readonly event: InterviewEvent;
}

/** An interview after a step; as it is when the server has told of the step already. */
function withStep(
  interview: InterviewDto,
  { clientEventId, at, event }: Step,
  pointsOf: (rung: InterviewRung) => readonly RungPoint[],
): InterviewDto {
  switch (event.kind) {
    case "interview-start":
      return interview;
    case "interview-end":
      return { ...interview, finishedAt: interview.finishedAt ?? at };
    case "interview-answer": {
      if (interview.answers.some((answer) => isNamed(answer, clientEventId))) return interview;
      const ids = { id: clientEventId, clientEventId };
      const answer: InterviewAnswerDto = { ...ids, ...event.answer, createdAt: at, mark: null };
      return { ...interview, draft: null, answers: [...interview.answers, answer] };
    }
    case "interview-mark": {
      const { marks, rung } = event;
      const ids = { id: clientEventId, clientEventId };
      const mark = { ...ids, marks, score: scoreMarks(pointsOf(rung), marks), createdAt: at };
      const isTold = (answer: InterviewAnswerDto) => answer.mark !== null && answer.mark.createdAt > at;
      const answers = interview.answers.map((answer) =>
        isNamed(answer, event.answer) && answer.mark?.clientEventId !== clientEventId && !isTold(answer)
          ? { ...answer, mark }
          : answer,
      );
      return { ...interview, answers };
    }
  }
}
