import "server-only";
import { type AnsweredState, type StudyFilters, studyListUrl } from "@/lib/shared/content/study-filters";
import type { ItemProgressDto } from "@/lib/shared/dto/study";
import { LEVELS, TOPIC_NAMES, TOPICS } from "@/lib/shared/content/vocabulary";
import { loadStudyContent } from "./load-items";
import type { StudyItem } from "./parse-item";

export type ProgressById = ReadonlyMap<string, ItemProgressDto>;

/** What the list of questions knows of the learner: progress, and whatever the filters ask for. */
export interface StudyOwn {
  readonly progress: ProgressById;
  /** The ids of starred items. */
  readonly starred: ReadonlySet<string>;
  /** The ids of items with a note. */
  readonly noted: ReadonlySet<string>;
  /** The ids of items whose card is due. */
  readonly due: ReadonlySet<string>;
  /** The own list that the filters name; null when none is named, or it does not exist. */
  readonly list: { readonly name: string; readonly itemIds: readonly string[] } | null;
  /** The ids of items that the text of the filters finds, the best first; null without a text. */
  readonly found: readonly string[] | null;
}

/** Nothing of the learner's own but the progress. */
export function onlyProgress(progress: ProgressById): StudyOwn {
  const none: ReadonlySet<string> = new Set();
  return { progress, starred: none, noted: none, due: none, list: null, found: null };
}

/** Whether an item is answered, by the last answer. */
export function answeredState(progress: ItemProgressDto | undefined): "not-yet" | "to-repeat" | "right" {
  if (progress === undefined) return "not-yet";
  return progress.lastScore >= 1 ? "right" : "to-repeat";
}

/** The items that the filters leave: those of a set or an own list in its order, else what was found best, else by topic, level and title. */
export function listItems(filters: StudyFilters, own: StudyOwn): StudyItem[] {
  const { items, byId } = loadStudyContent();
  const order = orderedIds(filters, own);
  const source = order === null ? [...items].sort(byPlace) : order.flatMap((id) => byId.get(id) ?? []);
  const found = own.found === null ? null : new Set(own.found);
  return source.filter(
    ({ meta }) =>
      (filters.topic === undefined || meta.topic === filters.topic) &&
      (filters.level === undefined || meta.level === filters.level) &&
      (filters.interview === undefined || meta.interview === filters.interview) &&
      (filters.primitive === undefined || meta.primitive === filters.primitive) &&
      (filters.shape === undefined || meta.shape === filters.shape) &&
      (filters.format === undefined || meta.format === filters.format) &&
      (filters.answered === undefined || isAnswered(meta.id, filters.answered, own)) &&
      (filters.starred === undefined || own.starred.has(meta.id)) &&
      (filters.noted === undefined || own.noted.has(meta.id)) &&
      (found === null || found.has(meta.id)),
  );
}

/** The ids in the order of a set, an own list or the search; null where the place of the items orders them. */
function orderedIds(filters: StudyFilters, own: StudyOwn): readonly string[] | null {
  const set = loadStudyContent().sets.find((candidate) => candidate.id === filters.set);
  if (filters.list !== undefined) return own.list?.itemIds ?? [];
  return set?.items ?? own.found;
}

function isAnswered(id: string, wanted: AnsweredState, own: StudyOwn): boolean {
  return wanted === "due" ? own.due.has(id) : answeredState(own.progress.get(id)) === wanted;
}

/** The order of items outside of sets: by topic, level and title. */
export function byPlace(a: StudyItem, b: StudyItem): number {
  return (
    TOPICS.indexOf(a.meta.topic) - TOPICS.indexOf(b.meta.topic) ||
    LEVELS.indexOf(a.meta.level) - LEVELS.indexOf(b.meta.level) ||
    a.meta.title.localeCompare(b.meta.title)
  );
}

/**
 * The item to go on with after `currentId` (null: from the top) in the filtered list: the next one not answered,
 * else the next one whose last answer was not fully right; null when nothing is left. The filter by answered state
 * is left out, because answering changes it; but what is due is gone through until nothing is. Without a set, list, topic or text it goes through the levels, so
 * that the easy ones come first.
 */
export function nextItem(filters: StudyFilters, own: StudyOwn, currentId: string | null): StudyItem | null {
  const { progress } = own;
  if (filters.answered === "due") return listItems(filters, own).find((item) => item.meta.id !== currentId) ?? null;
  const listed = listItems({ ...filters, answered: undefined }, own);
  const { set, list, topic, q } = filters;
  const ownOrder = [set, list, topic, q].some((each) => each !== undefined);
  const items = ownOrder
    ? listed
    : [...listed].sort((a, b) => LEVELS.indexOf(a.meta.level) - LEVELS.indexOf(b.meta.level));
  const current = items.findIndex((item) => item.meta.id === currentId);
  const around = [...items.slice(current + 1), ...items.slice(0, Math.max(0, current))];
  const withState = (state: string) => around.find((item) => answeredState(progress.get(item.meta.id)) === state);
  return withState("not-yet") ?? withState("to-repeat") ?? null;
}

/** The set that an item was opened from, with the item's place in it, else the item's topic, as a link. */
export function itemTrail(item: StudyItem, filters: StudyFilters): { href: string; text: string } {
  const set = loadStudyContent().sets.find((candidate) => candidate.id === filters.set);
  const place = set?.items.indexOf(item.meta.id) ?? -1;
  if (set !== undefined && place >= 0) {
    return { href: studyListUrl(filters), text: `${set.title}, ${place + 1} of ${set.items.length}` };
  }
  return {
    href: studyListUrl({ ...filters, set: undefined, list: undefined, topic: item.meta.topic }),
    text: TOPIC_NAMES[item.meta.topic],
  };
}
