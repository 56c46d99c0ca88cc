/** What a page and its search worker tell each other. */
import type { SearchDoc, SearchResultGroup } from "./search-doc";

export type SearchRequest =
  /** The index of the content as JSON. */
  | { readonly kind: "content"; readonly json: string }
  /** The learner's own notes and lists, in place of those before. */
  | { readonly kind: "own"; readonly docs: readonly SearchDoc[] }
  /** Of each group at most `hitsMax` results are wanted. */
  | { readonly kind: "query"; readonly number: number; readonly query: string; readonly hitsMax: number };

/** The answer to the query of that number. */
export interface SearchReply {
  readonly number: number;
  readonly groups: readonly SearchResultGroup[];
}
