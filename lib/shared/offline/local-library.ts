/** Stars and own lists as they are on a device: what a page of the server said, and on top of it what was changed here since. */
import { type ContentRef, contentKey } from "../content/content-ref";
import type { OwnListSummaryDto } from "../dto/library";
import type { DoneHere } from "./local-cards";
import type { OutboxEvent } from "./outbox-event";

/** A change of the learner's stars or own lists. */
export type LibraryEvent = Extract<OutboxEvent, { kind: "favourite" | "list-make" | "list-entry" }>;

/** Where one piece of content stands in the learner's library. */
export interface LibraryPlace {
  readonly starred: boolean;
  readonly lists: readonly OwnListSummaryDto[];
  /** The ids of the lists that hold it. */
  readonly holding: readonly string[];
}

/** The place of a piece of content after changes, the oldest first; a list that was made here bears the id of its event. */
export function playLibrary(known: LibraryPlace, done: readonly DoneHere[], content: ContentRef): LibraryPlace {
  return done.reduce((place, { clientEventId, event }) => afterChange(place, clientEventId, event, content), known);
}

function afterChange(place: LibraryPlace, id: string, event: OutboxEvent, content: ContentRef): LibraryPlace {
  const isThis = (other: ContentRef) => contentKey(other) === contentKey(content);
  switch (event.kind) {
    case "favourite":
      return isThis(event.content) ? { ...place, starred: event.on } : place;
    case "list-make": {
      const holds = event.entry !== undefined && isThis(event.entry);
      const made = { id, name: event.name, entryCount: event.entry === undefined ? 0 : 1 };
      return { ...place, lists: [...place.lists, made], holding: holds ? [...place.holding, id] : place.holding };
    }
    case "list-entry": {
      if (!isThis(event.content)) return place;
      const others = place.holding.filter((each) => each !== event.list);
      return { ...place, holding: event.on ? [...others, event.list] : others };
    }
    default:
      return place;
  }
}
