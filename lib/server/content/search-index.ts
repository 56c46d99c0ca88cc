import "server-only";
import { createHash } from "node:crypto";
import { createSearchIndex, rankedResults, type SearchIndex } from "@/lib/shared/search/search-index";
import { loadStudyContent } from "./load-items";
import { searchDocs } from "./search-docs";

/** The index of the content, and the same as a text for browsers. */
export interface ContentIndex {
  readonly index: SearchIndex;
  readonly json: string;
  /** Checksum of the text: the same content has the same stamp. */
  readonly stamp: string;
}

let built: { readonly of: object; readonly contentIndex: ContentIndex } | null = null;

/** The index of everything but the learner's own, built once for each process; in development anew when content has changed. */
export function contentIndex(): ContentIndex {
  const content = loadStudyContent();
  if (built === null || built.of !== content) {
    const index = createSearchIndex(searchDocs());
    const json = JSON.stringify(index);
    const stamp = createHash("sha256").update(json).digest("hex").slice(0, 16);
    built = { of: content, contentIndex: { index, json, stamp } };
  }
  return built.contentIndex;
}

const ITEM_PREFIX = "/study/";

/** The ids of the study items that a text finds, the best first. */
export function findItemIds(text: string): string[] {
  return rankedResults([contentIndex().index], text)
    .filter((result) => result.group === "question")
    .map((result) => String(result.id).slice(ITEM_PREFIX.length));
}
