import "server-only";
import type { StudyFilters } from "@/lib/shared/content/study-filters";
import { localDayOf } from "@/lib/shared/review/local-day";
import { isDue } from "@/lib/shared/review/queue";
import { findItemIds } from "../content/search-index";
import type { StudyOwn } from "../content/study-list";
import { listFavourites } from "../data/library/favourites";
import { listNotes } from "../data/library/notes";
import { listCards } from "../data/review/list-cards";
import { loadReviewSettings } from "../data/review/review-settings";
import { listItemProgress } from "../data/study/list-item-progress";
import { requestMoment } from "../clock";
import { findList } from "./find-list";

/** What the list of questions needs of the learner for these filters; null is a browser without a profile. */
export async function loadStudyOwn(profileId: string | null, filters: StudyFilters): Promise<StudyOwn> {
  const [progress, favourites, notes, due, list] = await Promise.all([
    profileId === null ? [] : listItemProgress(profileId),
    listFavourites(profileId),
    filters.noted === undefined ? [] : listNotes(profileId),
    filters.answered === "due" && profileId !== null ? dueItemIds(profileId) : [],
    filters.list === undefined ? null : findList(profileId, filters.list),
  ]);
  return {
    progress: new Map(progress.map((entry) => [entry.itemId, entry])),
    starred: itemIds(favourites),
    noted: itemIds(notes),
    due: new Set(due),
    list: list === null ? null : { name: list.name, itemIds: [...itemIds(list.entries)] },
    found: filters.q === undefined ? null : findItemIds(filters.q),
  };
}

function itemIds(refs: readonly { readonly kind: string; readonly contentId: string }[]): Set<string> {
  return new Set(refs.filter((ref) => ref.kind === "item").map((ref) => ref.contentId));
}

/** The items whose cards are to be reviewed on the learner's day, however many a day is set to have. */
async function dueItemIds(profileId: string): Promise<string[]> {
  const [cards, settings, now] = await Promise.all([
    listCards(profileId),
    loadReviewSettings(profileId),
    requestMoment(),
  ]);
  const today = localDayOf(now, settings);
  return cards.filter((card) => card.kind === "item" && isDue(card, today, settings)).map((card) => card.contentId);
}
