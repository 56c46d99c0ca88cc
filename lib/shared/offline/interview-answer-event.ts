import { usedSecondsAt } from "../interview/clock";
import type { RungQuestion } from "../interview/rung-schema";
import type { InterviewDeadlines } from "../schemas/interview";
import type { InterviewEvent } from "./outbox-event";

interface HandedIn {
  /** The interview's id on the server, or that of the event which started it. */
  readonly interview: string;
  readonly question: Pick<RungQuestion, "rung" | "id">;
  /** Checksum of the question's file. */
  readonly version: string;
  readonly written: { readonly text: string; readonly parts: Readonly<Record<string, string>> };
  readonly deadlines: InterviewDeadlines | null;
  /** When the question was put, as ISO text. */
  readonly askedAt: string;
}

/** The handing in of an answer as an event of the outbox. */
export function interviewAnswerEvent(given: HandedIn, nowMillis: number): InterviewEvent {
  const { interview, question, version, written, deadlines, askedAt } = given;
  return {
    kind: "interview-answer",
    interview,
    answer: {
      ...{ rung: question.rung, questionId: question.id, questionVersion: version, deadlines },
      text: written.text,
      structured: Object.keys(written.parts).length === 0 ? null : { ...written.parts },
      secondsUsed: usedSecondsAt(nowMillis, askedAt),
    },
  };
}
