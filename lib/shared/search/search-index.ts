/** The index of everything that can be found: built on the server, searched there or in the browser. */
import MiniSearch, { type Options, type Query, type SearchResult } from "minisearch";
import { excerptOf, markText } from "./excerpt";
import { SEARCH_GROUPS, type SearchDoc, type SearchHit, type SearchResultGroup } from "./search-doc";
import { type QueryPart, queryParts } from "./synonyms";
import { queryTerms, termsOfWord, wordsOf } from "./tokens";

export type SearchIndex = MiniSearch<SearchDoc>;

/** A hit in the title outweighs one in the question, that one in a key statement, and that one elsewhere. */
const BOOST = { title: 6, text: 3, terms: 2, body: 1 } as const;
type Boost = Readonly<Record<keyof typeof BOOST, number>>;
/** What is said in another word counts so much of what is said in the learner's own. */
const SYNONYM_SHARE = 0.5;
/** Shorter terms are only found as they are written; one letter in so many may differ in the others. */
const FUZZY_LENGTH_MIN = 4;
const FUZZY_SHARE = 0.2;
/** What begins with the term, and what is nearly the term, counts less than the term itself. */
const WEIGHTS = { prefix: 0.6, fuzzy: 0.25 };

const OPTIONS: Options<SearchDoc> = {
  fields: Object.keys(BOOST),
  storeFields: ["group", "title", "text", "about"],
  tokenize: (text) => wordsOf(text).map(({ word }) => word),
  processTerm: (word) => termsOfWord(word),
  searchOptions: { tokenize: (text) => text.split(" "), processTerm: (term) => term },
};

/** An index of these things. */
export function createSearchIndex(docs: readonly SearchDoc[]): SearchIndex {
  const index = new MiniSearch<SearchDoc>(OPTIONS);
  index.addAll(docs);
  return index;
}

/** The index that `JSON.stringify` made a text of. */
export function readSearchIndex(json: string): SearchIndex {
  return MiniSearch.loadJSON<SearchDoc>(json, OPTIONS);
}

/** All results for a query over several indexes, the best first: what holds every word, or any where nothing holds all. */
export function rankedResults(indexes: readonly SearchIndex[], query: string): SearchResult[] {
  const parts = queryParts(queryTerms(query));
  if (parts.length === 0) return [];
  const all = search(indexes, parts, "AND");
  return all.length > 0 || parts.length === 1 ? all : search(indexes, parts, "OR");
}

/** The results in groups, the group of the best result first; of each at most `hitsMax`. */
export function searchGroups(indexes: readonly SearchIndex[], query: string, hitsMax: number): SearchResultGroup[] {
  const groups = new Map<string, SearchResult[]>();
  for (const result of rankedResults(indexes, query)) {
    const group = String(result.group);
    groups.set(group, [...(groups.get(group) ?? []), result]);
  }
  return [...groups.values()].map((results) => ({
    group: groupOf(results[0]),
    hits: results.slice(0, hitsMax).map(toHit),
    count: results.length,
  }));
}

function search(indexes: readonly SearchIndex[], parts: readonly QueryPart[], combineWith: "AND" | "OR") {
  const query: Query = { combineWith, queries: parts.map(partQuery) };
  const results = indexes.flatMap((index) => index.search(query));
  const place = (result: SearchResult) => SEARCH_GROUPS.indexOf(groupOf(result));
  return results.sort((a, b) => b.score - a.score || place(a) - place(b) || String(a.id).localeCompare(String(b.id)));
}

/** Finds the terms themselves, or what they mean. */
function partQuery({ terms, means }: QueryPart): Query {
  const own: Query = {
    combineWith: "AND",
    queries: [...terms],
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length >= FUZZY_LENGTH_MIN ? FUZZY_SHARE : false),
    weights: WEIGHTS,
    boost: BOOST,
  };
  const other = means.map(
    (words): Query => ({
      combineWith: "AND",
      queries: [...words],
      prefix: true,
      weights: WEIGHTS,
      boost: shareOf(BOOST, SYNONYM_SHARE),
    }),
  );
  return { combineWith: "OR", queries: [own, ...other] };
}

function shareOf(boost: Boost, share: number): Boost {
  return {
    title: boost.title * share,
    text: boost.text * share,
    terms: boost.terms * share,
    body: boost.body * share,
  };
}

function groupOf(result: SearchResult | undefined): SearchHit["group"] {
  return SEARCH_GROUPS.find((group) => group === result?.group) ?? "page";
}

function toHit(result: SearchResult): SearchHit {
  const { title, text, about } = result as SearchResult & Pick<SearchDoc, "title" | "text" | "about">;
  const matched = new Set(result.terms);
  return {
    id: String(result.id),
    group: groupOf(result),
    title: markText(title, matched),
    excerpt: excerptOf(text, matched),
    about,
  };
}
