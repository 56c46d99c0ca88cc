import "server-only";
import type { OwnData } from "@/lib/shared/offline/own-data";
import { byLevel } from "@/lib/shared/review/importance";
import { listInterviews } from "../data/interview/list-interviews";
import { loadInterview } from "../data/interview/load-interview";
import { listRecentEventIds, listRecentLogs } from "../data/review/list-recent";
import { listItemProgress } from "../data/study/list-item-progress";
import { plannedItems } from "../study/load-outlook";
import { loadReviewState } from "../study/load-queue";

/** How far back entries of the log and events are named: longer than a device keeps what the server has. */
const RECENT_MILLIS = 5 * 86_400_000;
/** More than these are not asked for the first time before the device hears of the server again. */
const CANDIDATES_MAX = 300;

/** What a device keeps of a profile; null is a browser without one, of which only the defaults are known. */
export async function loadOwnData(profileId: string | null, now: Date): Promise<OwnData> {
  const since = new Date(now.getTime() - RECENT_MILLIS);
  const [state, progress, logs, eventIds, interviews] = await Promise.all([
    loadReviewState(profileId, now),
    profileId === null ? [] : listItemProgress(profileId),
    profileId === null ? [] : listRecentLogs(profileId, since),
    profileId === null ? [] : listRecentEventIds(profileId, since),
    profileId === null ? [] : listInterviews(profileId),
  ]);
  const open = interviews.find(({ finishedAt }) => finishedAt === null);
  const { settings, cards, outlook } = state;
  const made = new Set(cards.map((card) => card.lastLogId));
  const planned = outlook?.days.flatMap((day) => day.newItems) ?? byLevel(plannedItems());
  return {
    ...{ asOf: now.toISOString(), settings, cards, eventIds },
    lastLogs: logs.filter((log) => made.has(log.id)),
    candidates: planned.slice(0, CANDIDATES_MAX).map(({ id }) => ({ kind: "item", contentId: id })),
    interview: profileId === null || open === undefined ? null : await loadInterview(profileId, open.id),
    scores: Object.fromEntries(progress.map(({ itemId, lastScore }) => [itemId, lastScore])),
  };
}
