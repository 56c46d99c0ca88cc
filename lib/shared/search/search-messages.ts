/** What a page and its search worker tell each other. */
import type { SearchDoc, SearchResultGroup } from "./search-doc";

export type SearchRequest =
  /** The index of the content as JSON. */
  | { readonly kind: "content"; readonly json: string }
  /** The learner's own notes and lists, in place of those before. */
  | { readonly kind: "own"; readonly docs: readonly SearchDoc[] }
  | { readonly kind: "query"; readonly number: number; readonly query: string };

/** The answer to the query of that number. */
export interface SearchReply {
  readonly number: number;
  readonly groups: readonly SearchResultGroup[];
}
