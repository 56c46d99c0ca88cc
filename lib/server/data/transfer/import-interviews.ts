import "server-only";
import type { ExportFile, SectionRow } from "@/lib/shared/transfer/export-schema";
import { toStoredJson } from "../stored-json";
import {
  type Fate,
  fateOf,
  type ImportContext,
  insertAll,
  newEvents,
  type PlannedImport,
  reportFates,
} from "./import-section";

type InterviewSections = "interviews" | "interviewDrafts" | "interviewAnswers" | "interviewMarks";
type Draft = SectionRow<"interviewDrafts">;

async function readOwn({ writer, profileId }: ImportContext) {
  const select = { id: true, clientEventId: true } as const;
  const [interviews, answers, marks] = await Promise.all([
    writer.interview.findMany({
      where: { profileId },
      select: {
        ...{ ...select, finishedAt: true, draft: { select: { updatedAt: true } } },
        answers: { select: { rung: true, questionId: true } },
      },
    }),
    writer.interviewAnswer.findMany({ where: { profileId }, select }),
    writer.interviewMark.findMany({ where: { profileId }, select }),
  ]);
  return { interviews, answers, marks };
}

type OwnInterview = Awaited<ReturnType<typeof readOwn>>["interviews"][number];

/**
 * Mock interviews with their answers, marks and open questions. An interview that one side has finished is finished; an
 * open question is taken over only while it is open, and of two texts the newer one holds.
 */
export async function planInterviews(
  context: ImportContext,
  file: Pick<ExportFile, InterviewSections>,
): Promise<PlannedImport> {
  const { writer, profileId, newId } = context;
  const own = await readOwn(context);
  const interviewIds = new Map(own.interviews.map((row) => [row.clientEventId, row.id]));
  const answerIds = new Map(own.answers.map((row) => [row.clientEventId, row.id]));
  const ownByEvent = new Map(own.interviews.map((row) => [row.clientEventId, row]));
  const interviews = newEvents("interviews", file.interviews, ownByEvent);
  const answers = newEvents("interviewAnswers", file.interviewAnswers, answerIds);
  const marks = newEvents("interviewMarks", file.interviewMarks, new Set(own.marks.map((row) => row.clientEventId)));
  for (const { clientEventId } of interviews.fresh) interviewIds.set(clientEventId, newId());
  for (const { clientEventId } of answers.fresh) answerIds.set(clientEventId, newId());
  const idIn = (ids: ReadonlyMap<string, string>, event: string): string => ids.get(event) ?? event;

  const finished = file.interviews.filter(
    ({ clientEventId, finishedAt }) => finishedAt !== null && ownByEvent.get(clientEventId)?.finishedAt === null,
  );
  const drafts = file.interviewDrafts.map((draft) => ({ draft, fate: draftFate(draft, file, ownByEvent) }));

  async function write(): Promise<void> {
    const interviewData = interviews.fresh.map((row) => ({
      ...row,
      ...{ id: idIn(interviewIds, row.clientEventId), profileId },
    }));
    await insertAll(interviewData, (data) => writer.interview.createMany({ data }));
    const answerData = answers.fresh.map(({ interviewEventId, structured, deadlines, ...row }) => ({
      ...row,
      ...{ id: idIn(answerIds, row.clientEventId), profileId, interviewId: idIn(interviewIds, interviewEventId) },
      ...{ structured: toStoredJson(structured), deadlines: toStoredJson(deadlines) },
    }));
    await insertAll(answerData, (data) => writer.interviewAnswer.createMany({ data }));
    const markData = marks.fresh.map(({ answerEventId, ...row }) => ({
      ...row,
      ...{ profileId, answerId: idIn(answerIds, answerEventId) },
    }));
    await insertAll(markData, (data) => writer.interviewMark.createMany({ data }));
    for (const { clientEventId, finishedAt } of finished) {
      await writer.interview.updateMany({ where: { profileId, clientEventId }, data: { finishedAt } });
    }
    for (const { interviewId, rung, questionId } of answerData) {
      // As when an answer is handed in: its question is no longer open.
      await writer.interviewDraft.deleteMany({ where: { interviewId, rung, questionId } });
    }
    for (const { draft, fate } of drafts) {
      if (fate === "added" || fate === "replaced") await writeDraft(draft);
    }
  }

  async function writeDraft({ interviewEventId, structured, deadlines, ...row }: Draft): Promise<void> {
    const interviewId = idIn(interviewIds, interviewEventId);
    const data = { ...row, structured: toStoredJson(structured), deadlines: toStoredJson(deadlines) };
    await writer.interviewDraft.upsert({ where: { interviewId }, create: { ...data, interviewId }, update: data });
  }

  const interviewReport = { ...interviews.report, replacedCount: finished.length };
  const fates = drafts.map(({ fate }) => fate);
  return { reports: [interviewReport, answers.report, marks.report, reportFates("interviewDrafts", fates)], write };
}

function draftFate(
  draft: Draft,
  file: Pick<ExportFile, "interviews" | "interviewAnswers">,
  ownByEvent: ReadonlyMap<string, OwnInterview>,
): Fate {
  const own = ownByEvent.get(draft.interviewEventId);
  const theirs = file.interviews.find(({ clientEventId }) => clientEventId === draft.interviewEventId);
  const isSame = (answer: { rung: string; questionId: string }): boolean =>
    answer.rung === draft.rung && answer.questionId === draft.questionId;
  const isAnswered =
    own?.answers.some(isSame) === true ||
    file.interviewAnswers.some((answer) => answer.interviewEventId === draft.interviewEventId && isSame(answer));
  const isFinished = (own !== undefined && own.finishedAt !== null) || (theirs?.finishedAt ?? null) !== null;
  if (own !== undefined && (isAnswered || isFinished)) return "older";
  return fateOf(draft.updatedAt, own?.draft ? { changedAt: own.draft.updatedAt } : undefined);
}
