import "server-only";
import type { ExportFile } from "@/lib/shared/transfer/export-schema";
import { toStoredJson } from "../stored-json";
import { fateOf, type ImportContext, insertAll, newEvents, type PlannedImport, reportFates } from "./import-section";

/** Attempts at exercises, and the texts that are being worked on: of two drafts the newer one holds. */
export async function planCode(
  { writer, profileId }: ImportContext,
  file: Pick<ExportFile, "codeAttempts" | "codeDrafts">,
): Promise<PlannedImport> {
  const [attemptRows, draftRows] = await Promise.all([
    writer.codeAttempt.findMany({ where: { profileId }, select: { clientEventId: true } }),
    writer.codeDraft.findMany({ where: { profileId }, select: { exerciseId: true, updatedAt: true } }),
  ]);
  const attempts = newEvents("codeAttempts", file.codeAttempts, new Set(attemptRows.map((row) => row.clientEventId)));
  const own = new Map(draftRows.map(({ exerciseId, updatedAt }) => [exerciseId, { changedAt: updatedAt }]));
  const drafts = file.codeDrafts.map((draft) => ({ draft, fate: fateOf(draft.updatedAt, own.get(draft.exerciseId)) }));

  async function write(): Promise<void> {
    const data = attempts.fresh.map(({ verdict, ...row }) => ({ ...row, profileId, verdict: toStoredJson(verdict) }));
    await insertAll(data, (some) => writer.codeAttempt.createMany({ data: some }));
    for (const { draft, fate } of drafts) {
      if (fate !== "added" && fate !== "replaced") continue;
      const { exerciseId, ...changes } = draft;
      await writer.codeDraft.upsert({
        where: { profileId_exerciseId: { profileId, exerciseId } },
        create: { ...draft, profileId },
        update: changes,
      });
    }
  }

  const fates = drafts.map(({ fate }) => fate);
  return { reports: [attempts.report, reportFates("codeDrafts", fates)], write };
}
