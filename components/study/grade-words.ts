import type { AppealVerdict } from "@/lib/shared/schemas/grading";
import type { ReviewState } from "./review-mark";
import type { ReaderVerdict } from "@/lib/shared/grader/gold-schema";
import type { Refusal, Verdict } from "@/lib/shared/grader/grade";

/** How the verdict on a key point is shown: the colour of its word, the word, and the line under the learner's words. */
export const VERDICT_LOOK: Readonly<Record<Verdict, { state: ReviewState; word: string; line: string }>> = {
  met: { state: "right", word: "said", line: "decoration-ok decoration-solid" },
  partly: { state: "partly", word: "in part", line: "decoration-late decoration-dashed" },
  missed: { state: "wrong", word: "missed", line: "decoration-line-strong decoration-dotted" },
  contradicted: { state: "wrong", word: "contradicted", line: "decoration-fail decoration-wavy" },
  unsure: { state: "left-out", word: "cannot tell", line: "decoration-line-strong decoration-dotted" },
};

/** The words by which a learner decides a point, in the order in which they are offered. */
export const DECISIONS: readonly ReaderVerdict[] = ["met", "partly", "missed", "contradicted"];
export const DECISION_WORDS: Readonly<Record<ReaderVerdict, string>> = {
  met: VERDICT_LOOK.met.word,
  partly: VERDICT_LOOK.partly.word,
  missed: VERDICT_LOOK.missed.word,
  contradicted: VERDICT_LOOK.contradicted.word,
};

/** What can be said about a mark, by the grader and by a learner who disputes it. */
export const APPEAL_WORDS: Readonly<Record<AppealVerdict, string>> = {
  ...DECISION_WORDS,
  unsure: VERDICT_LOOK.unsure.word,
  claimed: "claimed",
  "not-claimed": "not claimed",
};

/** Why an answer earned nothing as a whole, and what to do about it. */
export const REFUSAL_TEXTS: Readonly<Record<Exclude<Refusal, null>, string>> = {
  empty: "There is nothing to grade here.",
  echo: "This repeats the question without answering it, so it earns nothing. Say what happens, and why.",
  keywords: "These are words without statements, so they earn nothing. Say in sentences what each of them does.",
  nonsense: "This could not be read as an answer, so it earns nothing.",
  "no-idea": "You said that you do not know it. Read the model answer; the question will come back.",
};
