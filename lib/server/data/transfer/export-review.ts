import "server-only";
import type { PrismaClient } from "@/generated/prisma/client";
import type { ReviewCard, ReviewLog } from "@/lib/shared/review/card";
import type { ExportFile } from "@/lib/shared/transfer/export-schema";
import { reviewCardColumns, reviewLogColumns, toReviewCard, toReviewLog } from "../review/to-review-dto";
import { renamedCard, renamedLog, type RenameLog } from "./log-names";

/** So many entries of the log are read at once. */
const PAGE_ROW_COUNT = 500;

/** The events that made the entries of the profile's log, by the entries' ids. */
async function eventsOfLog(client: PrismaClient, profileId: string): Promise<Map<string, string>> {
  const rows = await client.reviewLog.findMany({ where: { profileId }, select: { id: true, clientEventId: true } });
  return new Map(rows.map(({ id, clientEventId }) => [id, clientEventId]));
}

function renameBy(events: ReadonlyMap<string, string>): RenameLog {
  return (id) => events.get(id) ?? id;
}

export async function* reviewCards(client: PrismaClient, profileId: string): AsyncGenerator<ReviewCard> {
  const rows = await client.reviewCard.findMany({
    where: { profileId },
    select: reviewCardColumns,
    orderBy: [{ kind: "asc" }, { contentId: "asc" }],
  });
  // Read after the cards, so that the entries that they name are among them.
  const rename = renameBy(await eventsOfLog(client, profileId));
  for (const row of rows) yield renamedCard(toReviewCard(row), rename);
}

export async function* reviewLog(client: PrismaClient, profileId: string): AsyncGenerator<ReviewLog> {
  const events = await eventsOfLog(client, profileId);
  let lastPlace = -1;
  for (;;) {
    const rows = await client.reviewLog.findMany({
      where: { profileId, place: { gt: lastPlace } },
      select: { ...reviewLogColumns, place: true, clientEventId: true },
      orderBy: { place: "asc" },
      take: PAGE_ROW_COUNT,
    });
    // Entries may have been added since the names were read.
    for (const { id, clientEventId } of rows) events.set(id, clientEventId);
    for (const { place, clientEventId: _name, ...row } of rows) {
      yield renamedLog(toReviewLog(row), renameBy(events));
      lastPlace = place;
    }
    if (rows.length < PAGE_ROW_COUNT) return;
  }
}

export async function exportedSettings(
  client: PrismaClient,
  profileId: string,
): Promise<Pick<ExportFile, "reviewSettings" | "studyPlan">> {
  const [settings, plan] = await Promise.all([
    client.reviewSettings.findUnique({ where: { profileId }, omit: { profileId: true } }),
    client.studyPlan.findUnique({ where: { profileId }, omit: { profileId: true } }),
  ]);
  const written = <T extends { changedAt: Date | null }>(row: T | null) =>
    row && { ...row, changedAt: row.changedAt?.toISOString() ?? null };
  return {
    reviewSettings: written(settings),
    studyPlan: written(plan) as ExportFile["studyPlan"],
  };
}
