/** What search finds, and what it shows of it. */

/** The groups of results in the order in which equals stand. */
export const SEARCH_GROUPS = [
  "command",
  "page",
  "list",
  "note",
  "question",
  "exercise",
  "scene",
  "primitive",
  "interview",
  "term",
] as const;
export type SearchGroup = (typeof SEARCH_GROUPS)[number];

/** What stands above the results of a group. */
export const SEARCH_GROUP_NAMES: Readonly<Record<SearchGroup, string>> = {
  command: "Commands",
  page: "Pages",
  list: "Your lists",
  note: "Your notes",
  question: "Questions",
  exercise: "Exercises",
  scene: "Scenes",
  primitive: "Primitives",
  interview: "Mock interview",
  term: "Terms",
};

/** One thing that can be found. What is only in `terms` and `body` is found by but never shown: it may be an answer. */
export interface SearchDoc {
  /** Its address, or for a command its name; no two things have the same. */
  readonly id: string;
  readonly group: SearchGroup;
  readonly title: string;
  /** The question or summary; it may be shown. */
  readonly text: string;
  /** Where it belongs, in a few words. */
  readonly about: string;
  /** The statements that matter most. */
  readonly terms: string;
  /** Everything else that is said about it. */
  readonly body: string;
}

/** A stretch of text, and whether it is what was searched for. */
export interface MarkedPart {
  readonly text: string;
  readonly hit: boolean;
}

/** One result. */
export interface SearchHit {
  readonly id: string;
  readonly group: SearchGroup;
  readonly title: readonly MarkedPart[];
  /** The place of the text where the hit is; empty where there is none. */
  readonly excerpt: readonly MarkedPart[];
  readonly about: string;
}

/** The results of one group, the best first. */
export interface SearchResultGroup {
  readonly group: SearchGroup;
  readonly hits: readonly SearchHit[];
  /** How many there are in all; `hits` may hold fewer. */
  readonly count: number;
}
