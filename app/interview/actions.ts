"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { SaveOutcome, Written } from "@/components/interview/question-form";
import { rungContent } from "@/lib/server/content/rungs";
import { finishInterview } from "@/lib/server/data/interview/finish-interview";
import { loadInterview } from "@/lib/server/data/interview/load-interview";
import { saveInterviewAnswer } from "@/lib/server/data/interview/save-answer";
import { saveInterviewDraft } from "@/lib/server/data/interview/save-draft";
import { saveInterviewMarks } from "@/lib/server/data/interview/save-marks";
import { startInterview } from "@/lib/server/data/interview/start-interview";
import { type ActionResult, asActionResult, parseInput } from "@/lib/server/error-response";
import { requireProfile } from "@/lib/server/session";
import { AppError } from "@/lib/shared/app-error";
import { usedSecondsAt } from "@/lib/shared/interview/clock";
import { scoreMarks } from "@/lib/shared/interview/report";
import { interviewStage } from "@/lib/shared/interview/stage";
import {
  type InterviewDeadlines,
  type InterviewRung,
  interviewIdSchema,
  saveInterviewAnswerSchema,
  saveInterviewDraftSchema,
  saveInterviewMarksSchema,
  startInterviewSchema,
} from "@/lib/shared/schemas/interview";
import type { KeyPointResult } from "@/lib/shared/schemas/study";

const startFormSchema = z.object({
  clientEventId: z.string(),
  startRung: z.string(),
  secondsPerQuestion: z.union([z.literal("none").transform(() => null), z.coerce.number()]),
});

/** Starts an interview from the form of /interview and puts the first question. */
export async function startInterviewFromForm(form: FormData): Promise<void> {
  const fields = parseInput(startFormSchema, Object.fromEntries(form));
  const input = parseInput(startInterviewSchema, {
    clientEventId: fields.clientEventId,
    startRung: fields.startRung,
    settings: { secondsPerQuestion: fields.secondsPerQuestion },
  });
  const profileId = await requireProfile();
  const interview = await startInterview(profileId, input);
  if (interview.answers.length === 0 && interview.draft === null) await putQuestion(profileId, interview.id);
  redirect(`/interview/${interview.id}`);
}

/** Keeps the text so far and the clock of the question in front of the learner. */
export async function keepDraft(
  question: { interviewId: string; rung: InterviewRung; questionId: string; askedAt: string },
  written: Written,
  deadlines: InterviewDeadlines | null,
): Promise<SaveOutcome> {
  const result = await asActionResult(async () => {
    const input = parseInput(saveInterviewDraftSchema, { ...question, ...toColumns(written), deadlines });
    await saveInterviewDraft(await requireProfile(), input);
  });
  return toOutcome(result);
}

/** Hands in an answer; the next page shows the model answer. */
export async function handInAnswer(
  question: { interviewId: string; rung: InterviewRung; questionId: string; askedAt: string },
  written: Written,
  clientEventId: string,
  deadlines: InterviewDeadlines | null,
): Promise<SaveOutcome> {
  const result = await asActionResult(async () => {
    const { askedAt, ...rest } = question;
    const secondsUsed = usedSecondsAt(Date.now(), askedAt);
    const input = parseInput(saveInterviewAnswerSchema, {
      ...rest,
      ...toColumns(written),
      deadlines,
      clientEventId,
      questionVersion: rungContent(question.rung).version,
      secondsUsed,
    });
    await saveInterviewAnswer(await requireProfile(), input);
  });
  return toOutcome(result);
}

/** Keeps the marks of an answer and puts the next question, or ends the interview after the last rung. */
export async function markAnswer(
  interviewId: string,
  rung: InterviewRung,
  answerId: string,
  marks: KeyPointResult[],
  clientEventId: string,
): Promise<SaveOutcome> {
  const result = await asActionResult(async () => {
    const { question } = rungContent(rung);
    const known = new Set(question.points.map((point) => point.id));
    const input = parseInput(saveInterviewMarksSchema, { answerId, marks, clientEventId, score: 0 });
    if (input.marks.some((mark) => !known.has(mark.point))) {
      throw new AppError("INVALID_INPUT", `a mark names no key point of ${question.id}`);
    }
    const profileId = await requireProfile();
    await saveInterviewMarks(profileId, { ...input, score: scoreMarks(question.points, input.marks) });
    await putQuestion(profileId, interviewId);
  });
  return toOutcome(result);
}

/** Ends an interview before its last rung; what was answered goes into the report. */
export async function endInterview(interview: string): Promise<void> {
  const { interviewId } = parseInput(interviewIdSchema, { interviewId: interview });
  await finishInterview(await requireProfile(), interviewId);
  redirect(`/interview/${interviewId}/report`);
}

/** Starts the clock of the next question, or ends the interview when there is none. */
async function putQuestion(profileId: string, interviewId: string): Promise<void> {
  const interview = await loadInterview(profileId, interviewId);
  const stage = interviewStage(interview);
  if (stage.kind === "mark" || interview.finishedAt !== null) return;
  if (stage.kind === "done") {
    await finishInterview(profileId, interviewId);
    return;
  }
  const { question } = rungContent(stage.rung);
  const now = Date.now();
  const seconds = interview.settings.secondsPerQuestion;
  await saveInterviewDraft(profileId, {
    interviewId,
    rung: stage.rung,
    questionId: question.id,
    text: "",
    structured: null,
    askedAt: new Date(now).toISOString(),
    deadlines: seconds === null ? null : { softAt: new Date(now + seconds * 1000).toISOString(), extensions: 0 },
  });
}

function toColumns(written: Written): { text: string; structured: Record<string, string> | null } {
  return { text: written.text, structured: Object.keys(written.parts).length === 0 ? null : written.parts };
}

function toOutcome(result: ActionResult<void>): SaveOutcome {
  return result.ok ? { ok: true } : { ok: false, message: result.message };
}
