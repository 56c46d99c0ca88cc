import "server-only";
import type { Prisma } from "@/generated/prisma/client";
import { AppError } from "@/lib/shared/app-error";
import type { ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import { type MergedCard, type MergedLogs, mergeLogs } from "@/lib/shared/review/merge-logs";
import { createScheduler } from "@/lib/shared/review/scheduler";
import { DEFAULT_REVIEW_SETTINGS } from "@/lib/shared/review/settings";
import type { ExportFile } from "@/lib/shared/transfer/export-schema";
import type { SectionReport } from "@/lib/shared/transfer/import-report";
import { reviewCardColumns, reviewLogColumns, toReviewCard, toReviewLog } from "../review/to-review-dto";
import { toStoredJson } from "../stored-json";
import { fateOf, type ImportContext, insertAll, newEvents, type PlannedImport, reportFates } from "./import-section";
import { renamedLog } from "./log-names";

type ReviewSections = "reviewCards" | "reviewLog" | "reviewSettings" | "studyPlan";

async function readOwn({ writer, profileId }: ImportContext) {
  const where = { profileId };
  const [cards, logs, settings, plan] = await Promise.all([
    writer.reviewCard.findMany({ where, select: reviewCardColumns }),
    writer.reviewLog.findMany({
      where,
      select: { ...reviewLogColumns, clientEventId: true },
      orderBy: { place: "asc" },
    }),
    writer.reviewSettings.findUnique({ where, omit: { profileId: true } }),
    writer.studyPlan.findUnique({ where, omit: { profileId: true } }),
  ]);
  return { cards: cards.map(toReviewCard), logs, settings, plan };
}

/** Review cards with their log, the settings of reviews and the plan. Cards follow from the log, never from the file's cards. */
export async function planReview(
  context: ImportContext,
  file: Pick<ExportFile, ReviewSections>,
): Promise<PlannedImport & { readonly mergedCardCount: number }> {
  const { profileId, at, newId } = context;
  const own = await readOwn(context);
  const settings = planSettings(context, own.settings, file.reviewSettings);
  const plan = planPlan(context, own.plan, file.studyPlan);

  const idOfEvent = new Map(own.logs.map(({ clientEventId, id }) => [clientEventId, id]));
  const { report } = newEvents(
    "reviewLog",
    file.reviewLog.map(({ id }) => ({ clientEventId: id })),
    idOfEvent,
  );
  const eventOfId = new Map<string, string>();
  for (const { id: event } of file.reviewLog) {
    const id = idOfEvent.get(event) ?? newId();
    idOfEvent.set(event, id);
    eventOfId.set(id, event);
  }
  const merged = mergeLogs({
    own: own.logs.map(({ clientEventId: _, ...row }) => toReviewLog(row)),
    cards: own.cards,
    other: file.reviewLog.map((log) => renamedLog(log, (event) => idOfEvent.get(event) ?? event)),
    ...{ rule: settings.rule, scheduler: createScheduler(settings.rule), at, newId },
  });
  return {
    reports: [cardReport(file.reviewCards, merged), report, ...settings.reports, ...plan.reports],
    mergedCardCount: merged.mergeIds.length,
    async write() {
      for (const card of merged.cards) await writeCard(context, card);
      const data = merged.entries.map((entry) => logData(entry, profileId, eventOfId.get(entry.id) ?? entry.id));
      await insertAll(data, (some) => context.writer.reviewLog.createMany({ data: some }));
      await settings.write();
      await plan.write();
    },
  };
}

function cardReport(inFile: readonly ReviewCard[], { cards }: MergedLogs): SectionReport {
  const addedCount = cards.filter(({ before, after }) => before === null && after !== null).length;
  const replacedCount = cards.filter(({ before }) => before !== null).length;
  return { section: "reviewCards", inFileCount: inFile.length, addedCount, replacedCount, olderCount: 0 };
}

function logData(entry: ReviewLog, profileId: string, clientEventId: string) {
  const { before, after } = entry;
  return { ...entry, profileId, clientEventId, before: toStoredJson(before), after: toStoredJson(after) };
}

async function writeCard({ writer, profileId }: ImportContext, { before, after }: MergedCard): Promise<void> {
  if (before === null) {
    if (after !== null) await writer.reviewCard.create({ data: { ...after, profileId } });
    return;
  }
  const where = { profileId, kind: before.kind, contentId: before.contentId, lastLogId: before.lastLogId };
  const { count } =
    after === null
      ? await writer.reviewCard.deleteMany({ where })
      : await writer.reviewCard.updateMany({ where, data: after });
  if (count !== 1) {
    const userMessage = "A card was reviewed while the file was being read in. Nothing was changed; read it in again.";
    throw new AppError("REVIEW_MOVED_ON", `${before.kind}/${before.contentId} changed during an import`, {
      userMessage,
    });
  }
}

type OwnSettings = Prisma.ReviewSettingsGetPayload<{ omit: { profileId: true } }>;
type OwnPlan = Prisma.StudyPlanGetPayload<{ omit: { profileId: true } }>;

function planSettings(
  { writer, profileId }: ImportContext,
  own: OwnSettings | null,
  theirs: ExportFile["reviewSettings"],
) {
  const fate = theirs === null ? null : fateOf(theirs.changedAt, own ?? undefined);
  const isTaken = theirs !== null && (fate === "added" || fate === "replaced");
  // Where the learner is now is what this browser says, whatever the file's browser said.
  const taken = isTaken ? { ...theirs, timeZone: own?.timeZone ?? theirs.timeZone } : null;
  return {
    rule: taken ?? own ?? DEFAULT_REVIEW_SETTINGS,
    reports: fate === null ? [] : [reportFates("reviewSettings", [fate])],
    async write() {
      if (taken === null) return;
      const create = { ...taken, profileId };
      await writer.reviewSettings.upsert({ where: { profileId }, create, update: taken });
    },
  };
}

function planPlan({ writer, profileId }: ImportContext, own: OwnPlan | null, theirs: ExportFile["studyPlan"]) {
  const fate = theirs === null ? null : fateOf(theirs.changedAt, own ?? undefined);
  return {
    reports: fate === null ? [] : [reportFates("studyPlan", [fate])],
    async write() {
      if (theirs === null || (fate !== "added" && fate !== "replaced")) return;
      await writer.studyPlan.upsert({ where: { profileId }, create: { ...theirs, profileId }, update: theirs });
    },
  };
}
