import "server-only";
import { contentUrl } from "@/lib/shared/content/content-ref";
import type { SearchDoc } from "@/lib/shared/search/search-doc";
import { findContent } from "../content/find-content";
import { listNotes } from "../data/library/notes";
import { listOwnLists } from "../data/library/own-lists";

/** A note without the signs of its markdown, as an excerpt shows it. */
function plainText(markdown: string): string {
  return markdown
    .replace(/^\s*(?:#+|>|[-*+]|\d+\.)\s+(?:\[[ x]\]\s+)?/gim, "")
    .replace(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}/g, "");
}

/** The learner's own notes and lists as search finds them; a null profile is a browser without one. */
export async function ownSearchDocs(profileId: string | null): Promise<SearchDoc[]> {
  const [notes, lists] = await Promise.all([listNotes(profileId), listOwnLists(profileId)]);
  return [
    ...lists.map(
      ({ id, name, entryCount }): SearchDoc => ({
        id: `/study/lists/${id}`,
        group: "list",
        title: name,
        text: "",
        about: entryCount === 1 ? "1 entry" : `${entryCount} entries`,
        terms: "",
        body: "",
      }),
    ),
    ...notes.map((note): SearchDoc => {
      const found = findContent(note);
      return {
        id: found === null ? `/study/notes?q=${note.contentId}` : `${contentUrl(note)}#note`,
        group: "note",
        title: found?.title ?? note.contentId,
        text: plainText(note.text),
        about: found?.about ?? "no longer here",
        terms: "",
        body: "",
      };
    }),
  ];
}
