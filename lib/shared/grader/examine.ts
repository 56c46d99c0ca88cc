/** Reads an answer against an item and gives everything that was found, before anything is decided. */
import { strangeCompany } from "./company";
import { isInNotes, keywordRuns } from "./keywords";
import { claimingWindows, type ClaimMatch, matchMisconception } from "./match-misconception";
import { matchPoint, type PointMatch } from "./match-point";
import type { Opposites } from "./opposites";
import { givenShare, type PointFeatures, pointFeatures } from "./point-features";
import { rarityOf } from "./rarity";
import { type Language, type ReadText, readText, type Token } from "./read-text";
import { refusalOf } from "./refuse";
import { Search } from "./search";
import type { Refusal } from "./grade";
import { type CompiledItem, type CompiledMisconception, type CompiledPoint, weightOfWord } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import { createMendKey } from "./typos";
import { readAnswer } from "./windows";

export interface Examined {
  readonly refused: Refusal;
  /** Whether nearly every sentence denies something. */
  readonly isDenying: boolean;
  readonly claims: readonly { readonly compiled: CompiledMisconception; readonly match: ClaimMatch | null }[];
  readonly points: readonly {
    readonly compiled: CompiledPoint;
    readonly match: PointMatch;
    /** Null where nothing in the answer touches the point. */
    readonly features: PointFeatures | null;
  }[];
}

/** Takes a compiled item and an answer; where the answer is refused, nothing is looked for. */
export function examine(item: CompiledItem, answer: string, language: Language, opposites: Opposites): Examined {
  const text = readText(answer, language, {
    mend: createMendKey(item.vocabulary, language),
    compounds: item.compounds,
  });
  const isKnown = (token: Token): boolean =>
    item.ownKeys.has(token.key) ||
    language.concepts.keys.has(token.key) ||
    /^\d/.test(token.word) ||
    language.isKnown(token.word);
  const isNotes = isInNotes(answer);
  const rows = isNotes ? new Set<Token>() : keywordRuns(text.clauses);
  const company = strangeCompany(text.clauses);
  const refused = refusalOf({ text, isKnown, rows, isInNotes: isNotes, company }, item);
  if (refused !== null) return { refused, isDenying: false, claims: [], points: [] };
  const weigh = (token: Token): number => weightOfWord(token, item.questionKeys, rarityOf);
  const silent = new Set([...rows, ...repeatedTokens(text)]);
  const search = new Search(readAnswer(text, silent, weigh), opposites);
  const windows = claimingWindows(search.answer);
  const claims = item.misconceptions.map((compiled) => ({
    compiled,
    match: matchMisconception(compiled, item, search, windows),
  }));
  const likelihoods = new Map(claims.map(({ compiled, match }) => [compiled.misconception.id, match?.likelihood ?? 0]));
  const echo = givenShare(
    text.clauses.flatMap(({ tokens }) => tokens),
    item,
  );
  const context = { item, search, claims: likelihoods, company, echo };
  const points = item.points.map((compiled) => {
    const match = matchPoint(compiled, item, search);
    return { compiled, match, features: pointFeatures(compiled, match, context) };
  });
  return { refused: null, isDenying: deniesThroughout(text, item.ownKeys), claims, points };
}

/** Sentences that stand in the text before, word for word: they say nothing more. */
function repeatedTokens({ clauses }: ReadText): Token[] {
  const first = new Map<string, number>();
  return clauses.flatMap(({ sentence, sentenceText, tokens }) => {
    const known = first.get(sentenceText) ?? sentence;
    first.set(sentenceText, known);
    return known === sentence ? [] : tokens;
  });
}

const OWN_WORDS_MIN = 2;

/** Whether nearly all sentences that speak of the item deny something. */
function deniesThroughout({ clauses }: ReadText, own: ReadonlySet<string>): boolean {
  const sentences = new Map<string, { denies: boolean; words: number }>();
  for (const { sentenceText, tokens } of clauses) {
    const known = sentences.get(sentenceText) ?? { denies: false, words: 0 };
    known.denies ||= tokens.some((token) => token.isNegated);
    known.words += tokens.filter((token) => !token.isStop && own.has(token.key)).length;
    sentences.set(sentenceText, known);
  }
  const speaking = [...sentences.values()].filter(({ words }) => words >= OWN_WORDS_MIN);
  const denying = speaking.filter(({ denies }) => denies).length;
  return speaking.length >= T.denyingSentencesMin && denying >= T.denyingShareMin * speaking.length;
}
