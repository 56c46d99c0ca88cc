import type { ContentRef } from "../content/content-ref";

/** A note as it is kept. Times are ISO texts in UTC. */
export interface NoteDto extends ContentRef {
  /** Markdown. */
  text: string;
  revision: string;
  updatedAt: string;
}

/**
 * What became of a save. `refused`: the note was changed or removed since the text began, for example in another tab;
 * nothing was overwritten, and `current` is what is kept, null where there is no note any more.
 */
export type NoteSaveDto = { outcome: "saved"; note: NoteDto | null } | { outcome: "refused"; current: NoteDto | null };

/** A star. */
export interface FavouriteDto extends ContentRef {
  addedAt: string;
}

/** A list as a line of all lists. */
export interface OwnListSummaryDto {
  id: string;
  name: string;
  entryCount: number;
}

/** Where a page stands in the list that it was opened from. */
export interface ListWayDto {
  name: string;
  /** The page of the list. */
  href: string;
  /** Counted from 1. */
  place: number;
  count: number;
  /** Null at the top. */
  previous: { href: string; title: string } | null;
  /** Null at the end. */
  next: { href: string; title: string } | null;
}

/** A list with its entries in order. */
export interface OwnListDto {
  id: string;
  name: string;
  entries: ContentRef[];
}
