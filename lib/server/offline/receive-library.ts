import "server-only";
import type { LibraryEvent } from "@/lib/shared/offline/local-library";
import { requireContent } from "../content/find-content";
import { setFavourite } from "../data/library/favourites";
import { addEntry, removeEntry } from "../data/library/list-entries";
import { createList, findListId } from "../data/library/own-lists";
import type { Doing } from "../data/review/change-card";

/**
 * Takes in a change of stars or lists that was made while the server was out of reach. What arrives last holds. The same
 * event again makes no second list, star or entry.
 */
export async function receiveLibraryEvent({ profileId, clientEventId, at }: Doing, event: LibraryEvent): Promise<void> {
  switch (event.kind) {
    case "favourite":
      if (event.on) requireContent(event.content);
      await setFavourite(profileId, { ...event.content, on: event.on }, at);
      return;
    case "list-make":
      if (event.entry !== undefined) requireContent(event.entry);
      // The device could not know of a list of the same name; two of them lose nothing, a refusal would lose this one.
      await createList(profileId, { clientEventId, name: event.name, entry: event.entry, mayShareName: true }, at);
      return;
    case "list-entry": {
      const input = { ...event.content, listId: await findListId(profileId, event.list) };
      if (!event.on) return removeEntry(profileId, input);
      requireContent(event.content);
      await addEntry(profileId, input, at);
    }
  }
}
