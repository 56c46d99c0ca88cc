/** Going through an own list or the favourites in their order, whatever kinds of content it holds. */
import type { ListWayDto } from "../dto/library";
import { type ContentRef, contentKey, contentUrl } from "./content-ref";

/** Stands for the id of a list where the favourites are gone through like one. */
export const FAVOURITES_LIST = "favourites";

/** How far the learner has come with an entry; null for what is read or watched and keeps no score. */
export type EntryState = "not-yet" | "to-repeat" | "right" | null;

/** Where an entry stands in its list. */
export interface ListWalk<T extends ContentRef> {
  /** Counted from 1. */
  readonly place: number;
  readonly count: number;
  readonly previous: T | null;
  readonly next: T | null;
}

/** The place of `current` among the entries; null when they do not hold it. */
export function walkList<T extends ContentRef>(entries: readonly T[], current: ContentRef): ListWalk<T> | null {
  const key = contentKey(current);
  const index = entries.findIndex((entry) => contentKey(entry) === key);
  if (index < 0) return null;
  return {
    place: index + 1,
    count: entries.length,
    previous: entries[index - 1] ?? null,
    next: entries[index + 1] ?? null,
  };
}

/**
 * The entry to begin or go on with: the first that is not answered or solved yet, else the first that was not right,
 * in both cases from what is only read directly before it; else the top. Null for an empty list.
 */
export function firstOfList<T extends ContentRef>(
  entries: readonly T[],
  stateOf: (entry: ContentRef) => EntryState,
): T | null {
  const states = entries.map(stateOf);
  const open = states.includes("not-yet") ? states.indexOf("not-yet") : states.indexOf("to-repeat");
  let start = Math.max(0, open);
  while (start > 0 && states[start - 1] === null) start -= 1;
  return entries[start] ?? null;
}

/** Where a page of a list leads on: to the next entry, or after the last one back to the list. */
export function nextInList({ href, next }: ListWayDto): { href: string; label: string } {
  return next === null ? { href, label: "Back to the list" } : { href: next.href, label: "Next in list" };
}

/** The address of an entry, opened from its list. */
export function listEntryUrl(ref: ContentRef, listId: string): string {
  const url = contentUrl(ref);
  return `${url}${url.includes("?") ? "&" : "?"}list=${listId}`;
}
