/** Marks a prediction against a run, and explains each part that is wrong by the rule that it broke. */
import type { Drill, DrillResponse, DrillTruth } from "./drill";
import { derive } from "./derive";
import { answersTo } from "./features";
import { MISTAKE_WORDS } from "./mistake-words";
import { predict } from "./predict";
import { answersGiven, type DrillPart, drillParts } from "./read-response";
import { MISTAKE_IDS, type Mistake, rulesWith } from "./rules";

export interface Explanation {
  /** The mistake that predicts just this; null when no known one does. */
  readonly mistake: Mistake | null;
  /** What was done and the rule against it; null without a known mistake. */
  readonly rule: string | null;
  /** How the right answer comes about, in sentences with the numbers. */
  readonly numbers: readonly string[];
}

export interface MarkedPart {
  readonly part: DrillPart;
  readonly right: boolean;
  /** In the form of `answersTo`. */
  readonly given: string;
  readonly expected: string;
  /** Null for a part that is right. */
  readonly explanation: Explanation | null;
}

/** Compares a readable response with what a run gave, part by part. */
export function markDrill(drill: Drill, truth: DrillTruth, response: DrillResponse): MarkedPart[] {
  const expected = answersTo(truth, drill);
  const given = answersGiven(drill, response);
  const mistakes = recogniseMistakes(drill, expected, given);
  const prediction = predict(drill.stream);
  return drillParts(drill, truth).map((part, index) => {
    const own = given[index] ?? "";
    const right = own === expected[index];
    const mistake = mistakes[index] ?? null;
    const numbers = right ? [] : derive(part, { drill, truth: prediction, given: own });
    const explanation = right ? null : { mistake, rule: mistake === null ? null : ruleSentence(mistake), numbers };
    return { part, right, given: own, expected: expected[index] ?? "", explanation };
  });
}

/**
 * For each part the mistake that predicts the learner's answer, null when it is right or no mistake does. Of several,
 * the one for which most speaks: wrong answers that it predicts, less right answers that it would have got wrong.
 */
function recogniseMistakes(drill: Drill, expected: readonly string[], given: readonly string[]): (Mistake | null)[] {
  const candidates = MISTAKE_IDS.map((mistake) => {
    const predicted = answersTo(predict(drill.stream, rulesWith(mistake)), drill);
    const explains = given.map((answer, index) => answer !== expected[index] && answer === predicted[index]);
    const speaksAgainst = given.filter((answer, index) => answer === expected[index] && answer !== predicted[index]);
    return { mistake, explains, weight: explains.filter(Boolean).length - speaksAgainst.length };
  }).sort((a, b) => b.weight - a.weight);
  return given.map((_, index) => candidates.find(({ explains }) => explains[index])?.mistake ?? null);
}

function ruleSentence(mistake: Mistake): string {
  const { when, rule } = MISTAKE_WORDS[mistake];
  return `Your answer is what comes out when ${when}. ${rule}`;
}
