/** The sentence that tells a learner why a point has its verdict. */
import type { KeyPoint } from "@/lib/shared/content/item-schema";
import type { Judged } from "./verdict-of";

const SHOWN_TERMS_MAX = 3;

/** Takes what was decided about a point and gives one sentence. */
export function whyOf(judged: Judged, point: KeyPoint): string {
  if (judged.contradiction === "claim") return "The answer claims something that rules this out.";
  if (judged.verdict === "contradicted") {
    if (judged.contradiction === "number") return "The answer says this with another number.";
    if (judged.contradiction === "neighbour") return "The answer says this of something else.";
    if (judged.contradiction === "roles") return "The answer has it the wrong way round.";
    return "The answer says the opposite.";
  }
  const lacking = lackingIdeas(judged, point);
  if (judged.verdict === "met") return "The marked words say it.";
  if (judged.verdict === "unsure") {
    if (judged.contradiction === "suspicion")
      return "The answer says it, and may claim something that rules it out; decide which was meant.";
    if (judged.contradiction !== null) return "The answer says it and denies it; decide which was meant.";
    return "The marked words may say it in other terms; decide whether they do.";
  }
  if (judged.verdict === "partly")
    return lacking === "" ? "It is touched, but not said in full." : `Part of it is said; ${lacking} is not.`;
  return "The grader did not find it in the answer.";
}

function lackingIdeas(judged: Judged, point: KeyPoint): string {
  const names = judged.missing.map((index) => point.needs[index]?.[0] ?? "").filter((name) => name !== "");
  return names
    .slice(0, SHOWN_TERMS_MAX)
    .map((name) => `“${name}”`)
    .join(" and ");
}
