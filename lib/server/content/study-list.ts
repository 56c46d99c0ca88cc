import "server-only";
import { type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";
import type { ItemProgressDto } from "@/lib/shared/dto/study";
import { LEVELS, TOPIC_NAMES, TOPICS } from "@/lib/shared/content/vocabulary";
import { loadStudyContent } from "./load-items";
import type { StudyItem } from "./parse-item";

export type ProgressById = ReadonlyMap<string, ItemProgressDto>;

/** Whether an item is answered, by the last answer. */
export function answeredState(progress: ItemProgressDto | undefined): "not-yet" | "to-repeat" | "right" {
  if (progress === undefined) return "not-yet";
  return progress.lastScore >= 1 ? "right" : "to-repeat";
}

/** The items that the filters leave: a set in its own order, else by topic, level and title. */
export function listItems(filters: StudyFilters, progress: ProgressById): StudyItem[] {
  const { items, byId, sets } = loadStudyContent();
  const set = filters.set === undefined ? undefined : sets.find((candidate) => candidate.id === filters.set);
  const source = set === undefined ? [...items].sort(byPlace) : set.items.flatMap((id) => byId.get(id) ?? []);
  return source.filter(
    ({ meta }) =>
      (filters.topic === undefined || meta.topic === filters.topic) &&
      (filters.level === undefined || meta.level === filters.level) &&
      (filters.interview === undefined || meta.interview === filters.interview) &&
      (filters.primitive === undefined || meta.primitive === filters.primitive) &&
      (filters.shape === undefined || meta.shape === filters.shape) &&
      (filters.format === undefined || meta.format === filters.format) &&
      (filters.answered === undefined || answeredState(progress.get(meta.id)) === filters.answered),
  );
}

function byPlace(a: StudyItem, b: StudyItem): number {
  return (
    TOPICS.indexOf(a.meta.topic) - TOPICS.indexOf(b.meta.topic) ||
    LEVELS.indexOf(a.meta.level) - LEVELS.indexOf(b.meta.level) ||
    a.meta.title.localeCompare(b.meta.title)
  );
}

/**
 * The item to go on with after `currentId` (null: from the top) in the filtered list: the next one not answered,
 * else the next one whose last answer was not fully right; null when nothing is left. The filter by answered state
 * is left out, because answering changes it. Without a set or topic it goes through the levels, so that the easy ones come first.
 */
export function nextItem(filters: StudyFilters, progress: ProgressById, currentId: string | null): StudyItem | null {
  const listed = listItems({ ...filters, answered: undefined }, progress);
  const ownOrder = filters.set !== undefined || filters.topic !== undefined;
  const items = ownOrder
    ? listed
    : [...listed].sort((a, b) => LEVELS.indexOf(a.meta.level) - LEVELS.indexOf(b.meta.level));
  const current = items.findIndex((item) => item.meta.id === currentId);
  const around = [...items.slice(current + 1), ...items.slice(0, Math.max(0, current))];
  const withState = (state: string) => around.find((item) => answeredState(progress.get(item.meta.id)) === state);
  return withState("not-yet") ?? withState("to-repeat") ?? null;
}

/** The list that an item was opened from, as a link: the set with the item's place in it, else the item's topic. */
export function itemTrail(item: StudyItem, filters: StudyFilters): { href: string; text: string } {
  const set = loadStudyContent().sets.find((candidate) => candidate.id === filters.set);
  const place = set?.items.indexOf(item.meta.id) ?? -1;
  if (set !== undefined && place >= 0) {
    return { href: studyListUrl(filters), text: `${set.title}, ${place + 1} of ${set.items.length}` };
  }
  return {
    href: studyListUrl({ ...filters, set: undefined, topic: item.meta.topic }),
    text: TOPIC_NAMES[item.meta.topic],
  };
}
