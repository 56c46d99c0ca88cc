/** Where an interview stands, derived from what is stored; nothing else remembers it, so a reload changes nothing. */
import type { InterviewAnswerDto, InterviewDto } from "../dto/interview";
import { type InterviewRung, interviewRungs } from "../schemas/interview";

export type InterviewStage =
  | { kind: "ask"; rung: InterviewRung }
  | { kind: "mark"; rung: InterviewRung; answer: InterviewAnswerDto }
  | { kind: "done" };

/** The rungs of an interview that starts at `startRung`, from there up. */
export function rungsFrom(startRung: InterviewRung): readonly InterviewRung[] {
  return interviewRungs.slice(interviewRungs.indexOf(startRung));
}

/** The newest answer to a rung, if any. */
export function answerOf(interview: InterviewDto, rung: InterviewRung): InterviewAnswerDto | undefined {
  return interview.answers.findLast((answer) => answer.rung === rung);
}

/** The first rung that is not answered (ask) or not marked (mark); after the last one, or once ended, done. */
export function interviewStage(interview: InterviewDto): InterviewStage {
  if (interview.finishedAt !== null) return { kind: "done" };
  for (const rung of rungsFrom(interview.startRung)) {
    const answer = answerOf(interview, rung);
    if (answer === undefined) return { kind: "ask", rung };
    if (answer.mark === null) return { kind: "mark", rung, answer };
  }
  return { kind: "done" };
}
