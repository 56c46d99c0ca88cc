/** The grader: reads an answer, looks for each key point and each misconception, and says what it found. */
import {
  type Grade,
  type GradedQuestion,
  type Grader,
  GRADER_VERSION,
  type PointVerdict,
  SHARES,
  type Span,
  sumGrade,
} from "./grade";
import { matchMisconception } from "./match-misconception";
import { matchPoint } from "./match-point";
import { createOpposites, type Opposites } from "./opposites";
import { rarityOf } from "./rarity";
import { type Language, readText, type Token } from "./read-text";
import { keywordRuns } from "./keywords";
import { refusalOf } from "./refuse";
import { Search } from "./search";
import { type CompiledItem, compileItem, weightOfWord } from "./statement";
import { createMendKey } from "./typos";
import { verdictOf, type Judged } from "./verdict-of";
import { whyOf } from "./why";
import { type Hit, readAnswer } from "./windows";

const ANSWER_CHARS_MAX = 20_000;

/** Takes the language and gives a grader; each item is read once, when its first answer comes. */
export function createGraderOf(language: Language): Grader {
  const opposites = createOpposites(language.keyOf);
  const compiled = new WeakMap<GradedQuestion, CompiledItem>();
  return {
    grade: (item, answer) => {
      let known = compiled.get(item);
      if (known === undefined) {
        known = compileItem(item, language, rarityOf);
        compiled.set(item, known);
      }
      return gradeAnswer(item, known, answer.slice(0, ANSWER_CHARS_MAX), language, opposites);
    },
  };
}

function gradeAnswer(
  item: GradedQuestion,
  compiled: CompiledItem,
  answer: string,
  language: Language,
  opposites: Opposites,
): Grade {
  const text = readText(answer, language, {
    mend: createMendKey(compiled.vocabulary, language),
    compounds: compiled.compounds,
  });
  const vocabularyKeys = new Set(compiled.vocabulary.values());
  const isKnown = (token: Token): boolean =>
    vocabularyKeys.has(token.key) ||
    language.concepts.keys.has(token.key) ||
    /^\d/.test(token.word) ||
    language.isKnown(token.word);
  const refused = refusalOf(text, compiled, isKnown);
  if (refused !== null) return refuse(item, refused);
  const weigh = (token: Token): number => weightOfWord(token, compiled.questionKeys, rarityOf);
  const search = new Search(readAnswer(text, keywordRuns(text.clauses), weigh), opposites);
  const misconceptions = compiled.misconceptions.flatMap((one) => {
    const hits = matchMisconception(one, compiled, search);
    return hits === null ? [] : [{ one, hits }];
  });
  const claimedAgainst = new Map<string, readonly Hit[]>();
  for (const { one, hits } of misconceptions) {
    for (const id of one.misconception.against) claimedAgainst.set(id, hits);
  }
  const points = compiled.points.map((point): PointVerdict => {
    const match = matchPoint(point, compiled, search);
    const judged: Judged = verdictOf(match, claimedAgainst.get(point.point.id) ?? null);
    return {
      id: point.point.id,
      verdict: judged.verdict,
      share: SHARES[judged.verdict],
      evidence: spansOf(judged.hits),
      why: whyOf(judged, point.point),
      decided: false,
    };
  });
  return sumGrade(item, {
    version: GRADER_VERSION,
    points,
    misconceptions: misconceptions.map(({ one, hits }) => ({ id: one.misconception.id, evidence: spansOf(hits) })),
    refused: null,
  });
}

const REFUSAL_WORDS: Readonly<Record<NonNullable<Grade["refused"]>, string>> = {
  empty: "There is no answer yet.",
  echo: "The answer only repeats the question.",
  keywords: "The answer lists words; say in sentences what they do.",
  nonsense: "The answer could not be read as English.",
  "no-idea": "The answer says that you do not know.",
};

function refuse(item: GradedQuestion, refused: NonNullable<Grade["refused"]>): Grade {
  const points = item.keyPoints.map(
    ({ id }): PointVerdict => ({
      id,
      verdict: "missed",
      share: 0,
      evidence: [],
      why: REFUSAL_WORDS[refused],
      decided: false,
    }),
  );
  return sumGrade(item, { version: GRADER_VERSION, points, misconceptions: [], refused });
}

/** Words side by side become one span. */
const JOIN_GAP_CHARS = 2;

function spansOf(hits: readonly Hit[]): Span[] {
  const spans = hits.map((hit) => hit.token.span).sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.end + JOIN_GAP_CHARS) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}
