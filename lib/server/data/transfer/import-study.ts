import "server-only";
import type { ExportFile } from "@/lib/shared/transfer/export-schema";
import { toStoredJson } from "../stored-json";
import { type ImportContext, insertAll, newEvents, type PlannedImport } from "./import-section";

/** Study answers and the objections to their marks. */
export async function planStudy(
  { writer, profileId, newId }: ImportContext,
  file: Pick<ExportFile, "studyAnswers" | "gradeAppeals">,
): Promise<PlannedImport> {
  const select = { id: true, clientEventId: true } as const;
  const [answerRows, appealRows] = await Promise.all([
    writer.studyAnswer.findMany({ where: { profileId }, select }),
    writer.gradeAppeal.findMany({ where: { profileId }, select }),
  ]);
  const answerIds = new Map(answerRows.map(({ clientEventId, id }) => [clientEventId, id]));
  const answers = newEvents("studyAnswers", file.studyAnswers, answerIds);
  const appeals = newEvents("gradeAppeals", file.gradeAppeals, new Set(appealRows.map((row) => row.clientEventId)));
  for (const { clientEventId } of answers.fresh) answerIds.set(clientEventId, newId());
  const idOf = (event: string): string => answerIds.get(event) ?? event;

  async function write(): Promise<void> {
    const answerData = answers.fresh.map(({ response, result, ...row }) => ({
      ...row,
      ...{ id: idOf(row.clientEventId), profileId, score: result.score },
      response: toStoredJson(response ?? {}) as object,
      result: toStoredJson(result) as object,
    }));
    await insertAll(answerData, (data) => writer.studyAnswer.createMany({ data }));
    const appealData = appeals.fresh.map(({ answerEventId, ...row }) => ({
      ...row,
      ...{ profileId, answerId: idOf(answerEventId) },
    }));
    await insertAll(appealData, (data) => writer.gradeAppeal.createMany({ data }));
  }

  return { reports: [answers.report, appeals.report], write };
}
