/** The grader: reads an answer, looks for each key point and each misconception, and says what it found. */
import { type Examined, examine } from "./examine";
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
import { createOpposites } from "./opposites";
import { rarityOf } from "./rarity";
import type { Language } from "./read-text";
import { type CompiledItem, compileItem, isMistake } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import { type Judged, verdictOf } from "./verdict-of";
import { whyOf } from "./why";
import type { Hit } from "./windows";

const ANSWER_CHARS_MAX = 20_000;

/** Takes the language and gives a grader; each item is read once, when it is announced or its first answer comes. */
export function createGraderOf(language: Language): Grader {
  const opposites = createOpposites(language.keyOf);
  const known = new WeakMap<GradedQuestion, CompiledItem>();
  const compiled = (item: GradedQuestion): CompiledItem => {
    const found = known.get(item) ?? compileItem(item, language, rarityOf);
    known.set(item, found);
    return found;
  };
  return {
    prepare: (item) => {
      compiled(item);
    },
    grade: (item, answer) => {
      const read = answer.slice(0, ANSWER_CHARS_MAX);
      return gradeOf(item, examine(compiled(item), read, language, opposites), read);
    },
  };
}

function gradeOf(item: GradedQuestion, examined: Examined, answer: string): Grade {
  if (examined.refused !== null) return refuse(item, examined.refused);
  const claims = examined.claims.flatMap(({ compiled, match }) =>
    match !== null && match.likelihood >= T.claimMin ? [{ one: compiled.misconception, hits: match.hits }] : [],
  );
  const claimedAgainst = new Map<string, readonly Hit[]>();
  for (const { one, hits } of claims) for (const id of one.against) claimedAgainst.set(id, hits);
  const points = examined.points.map(({ compiled, match, features }): PointVerdict => {
    const { point } = compiled;
    const claimed = claimedAgainst.get(point.id) ?? null;
    const judged: Judged = verdictOf(match, features, claimed, examined.isDenying);
    return {
      id: point.id,
      verdict: judged.verdict,
      share: SHARES[judged.verdict],
      evidence: spansOf(judged.hits, answer),
      why: whyOf(judged, point),
      decided: false,
    };
  });
  return sumGrade(item, {
    version: GRADER_VERSION,
    points,
    misconceptions: claims.flatMap(({ one, hits }) =>
      isMistake(one) ? [] : [{ id: one.id, evidence: spansOf(hits, answer) }],
    ),
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

function spansOf(hits: readonly Hit[], answer: string): Span[] {
  const spans = hits.map((hit) => wholeWord(hit.token.span, answer)).sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.start <= last.end + JOIN_GAP_CHARS) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else joined.push(span);
  }
  return joined;
}

const WORD_CHAR = /[\p{L}\p{N}]/u;

/** A name such as JobManager is read as two words, and marked as one. */
function wholeWord({ start, end }: Span, answer: string): Span {
  let first = start;
  let last = end;
  while (WORD_CHAR.test(answer[first - 1] ?? "")) first -= 1;
  while (WORD_CHAR.test(answer[last] ?? "")) last += 1;
  return { start: first, end: last };
}
