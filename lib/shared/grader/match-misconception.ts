/** Whether an answer claims a misconception: says it, does not deny it, and says it more than what is true. */
import { compare, prepare } from "./compare";
import { DENIALS } from "./lexicon/cues";
import type { Opposites } from "./opposites";
import type { CompiledItem, CompiledMisconception } from "./statement";
import { THRESHOLDS as T } from "./thresholds";
import type { Hit, ReadAnswer, Window } from "./windows";

/** Gives the words that claim it, or null. */
export function matchMisconception(
  compiled: CompiledMisconception,
  item: CompiledItem,
  answer: ReadAnswer,
  opposites: Opposites,
): readonly Hit[] | null {
  const claims = compiled.claims.map((claim) => prepare(claim, answer, opposites));
  const against = new Set(compiled.misconception.against);
  const truths = [
    compiled.truth,
    ...item.points.filter(({ point }) => against.has(point.id)).flatMap(({ statements }) => statements),
  ].map((truth) => prepare(truth, answer, opposites));
  let best: { readonly recall: number; readonly hits: readonly Hit[] } | null = null;
  for (const window of answer.windows) {
    if (isDenied(window, answer)) continue;
    for (const claim of claims) {
      const said = compare(claim, window, answer);
      if (said.flipped > T.flippedMax || said.misplaced > T.misplacedMax || said.hasWrongNumber) continue;
      if (said.recall < Math.max(T.claimRecallMin, best?.recall ?? 0)) continue;
      const rival = Math.max(
        ...truths.map((truth) => {
          const comparison = compare(truth, window, answer);
          return comparison.recall * (1 - comparison.flipped) * (1 - comparison.misplaced);
        }),
      );
      if (said.recall - rival >= T.claimLead) best = { recall: said.recall, hits: said.hits };
    }
  }
  return best?.hits ?? null;
}

function isDenied(window: Window, answer: ReadAnswer): boolean {
  return window.clauses.some((index) => {
    const text = answer.clauses[index]?.sentenceText ?? "";
    return DENIALS.some((pattern) => pattern.test(text));
  });
}
