/** The stretches of an answer in which one statement may stand: a clause, a sentence, two sentences, an item under its lead. */
import type { Clause, ReadText, Token } from "./read-text";
import { THRESHOLDS as T } from "./thresholds";
import { type Topics, topicsOf } from "./topics";

const WINDOW_TOKENS_MAX = 60;
const SENTENCES_MAX = 2;

export interface Window {
  /** Places in `ReadAnswer.clauses`, rising. */
  readonly clauses: readonly number[];
  readonly members: ReadonlySet<number>;
  /** The weight of all its content words. */
  readonly weight: number;
  readonly sentenceCount: number;
  /** Place in `ReadAnswer.windows` of the whole sentence that it begins in. */
  readonly sentenceWindow: number;
}

export interface Hit {
  readonly clause: number;
  /** Counted over the answer. */
  readonly place: number;
  readonly token: Token;
}

/** A place of a word, and how surely it is the word that was looked for: 1, or less for a synonym of everyday language. */
export interface Found {
  readonly hit: Hit;
  readonly quality: number;
}

export interface ReadAnswer {
  readonly clauses: readonly Clause[];
  readonly topics: readonly Topics[];
  readonly windows: readonly Window[];
  /** What each content word weighs. */
  readonly weights: ReadonlyMap<Token, number>;
  /** Where each key and concept stands. */
  readonly hits: ReadonlyMap<string, readonly Hit[]>;
}

/** Prepares a text for being searched. The words in `silent` are read as not there; `weigh` says how much a word says. */
export function readAnswer(text: ReadText, silent: ReadonlySet<Token>, weigh: (token: Token) => number): ReadAnswer {
  const weights = new Map<Token, number>();
  const hits = new Map<string, Hit[]>();
  let place = 0;
  text.clauses.forEach((clause, index) => {
    for (const token of clause.tokens) {
      place += 1;
      if (silent.has(token)) continue;
      if (!token.isStop) weights.set(token, weigh(token));
      const hit: Hit = { clause: index, place, token };
      for (const id of token.ids) {
        const list = hits.get(id);
        if (list === undefined) hits.set(id, [hit]);
        else list.push(hit);
      }
    }
    // A gap between clauses keeps words of different clauses from standing side by side.
    place += 1;
  });
  return {
    clauses: text.clauses,
    topics: topicsOf(text.clauses),
    windows: windowsOf(text.clauses, weights),
    weights,
    hits,
  };
}

/** All places of words that share one of `ids`. */
export function findIds(ids: Iterable<string>, answer: ReadAnswer): Found[] {
  const found = new Map<Hit, Found>();
  for (const id of ids) {
    // Members of families tell neighbours apart; they are no synonyms.
    if (id.startsWith("n:")) continue;
    const quality = id.startsWith("p:") ? T.plainSynonym : 1;
    for (const hit of answer.hits.get(id) ?? []) {
      if (quality > (found.get(hit)?.quality ?? 0)) found.set(hit, { hit, quality });
    }
  }
  return [...found.values()];
}

function windowsOf(clauses: readonly Clause[], weights: ReadonlyMap<Token, number>): Window[] {
  const windows: Window[] = [];
  const clauseWeights = clauses.map(({ tokens }) => tokens.reduce((sum, token) => sum + (weights.get(token) ?? 0), 0));
  const add = (places: readonly number[], sentenceCount: number, sentenceWindow: number): void => {
    const weight = places.reduce((sum, place) => sum + (clauseWeights[place] ?? 0), 0);
    windows.push({ clauses: [...places], members: new Set(places), weight, sentenceCount, sentenceWindow });
  };
  const sentences = new Map<number, number>();
  clauses.forEach((first, start) => {
    if (!sentences.has(first.sentence)) {
      const all = clauses.flatMap((clause, index) => (clause.sentence === first.sentence ? [index] : []));
      sentences.set(first.sentence, windows.length);
      add(all, 1, windows.length);
    }
    const sentenceWindow = sentences.get(first.sentence) ?? 0;
    const lead = leadOf(clauses, start);
    let tokens = 0;
    const members: number[] = [];
    for (let index = start; index < clauses.length; index += 1) {
      const clause = clauses[index];
      if (clause === undefined) break;
      tokens += clause.tokens.length;
      const sentenceCount = clause.sentence - first.sentence + 1;
      if (sentenceCount > SENTENCES_MAX || (members.length > 0 && tokens > WINDOW_TOKENS_MAX)) break;
      members.push(index);
      add(members, sentenceCount, sentenceWindow);
      if (lead.length > 0) add([...lead, ...members], sentenceCount + 1, sentenceWindow);
    }
  });
  return windows;
}

/** The clauses under which a list item stands: its heading, or the last sentence before the list. */
function leadOf(clauses: readonly Clause[], start: number): number[] {
  const own = clauses[start];
  if (own === undefined || own.blockKind === "heading") return [];
  for (let index = start - 1; index >= 0; index -= 1) {
    const clause = clauses[index];
    if (clause === undefined) break;
    const isLead = clause.blockKind === "heading" || (own.blockKind === "bullet" && clause.blockKind === "prose");
    if (!isLead) continue;
    const lead: number[] = [];
    for (let back = index; back >= 0 && clauses[back]?.sentence === clause.sentence; back -= 1) lead.unshift(back);
    return lead;
  }
  return [];
}
