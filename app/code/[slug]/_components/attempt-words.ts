import type { CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import type { CodeAid } from "@/lib/shared/schemas/code";

const AID_WORDS: Readonly<Record<CodeAid, string>> = {
  unaided: "unaided",
  hints: "with hints",
  solution: "after the solution",
};

/** How a solved exercise is labelled; only `unaided` counts as mastery. */
export function aidWords(aid: CodeAid): string {
  return AID_WORDS[aid];
}

/** The help that opening so many rungs of the ladder amounts to. */
export function aidOf(hintsOpened: number): CodeAid {
  if (hintsOpened === 0) return "unaided";
  return hintsOpened >= 4 ? "solution" : "hints";
}

/** The least help with which a submission among the attempts passed; null when none did. */
export function bestAid(attempts: readonly CodeAttemptSummaryDto[]): CodeAid | null {
  const passed = attempts.filter((attempt) => attempt.kind === "submit" && attempt.passed);
  return (["unaided", "hints", "solution"] as const).find((aid) => passed.some((each) => each.aid === aid)) ?? null;
}

/** An attempt in a few words: `Submitted, passed unaided`. */
export function attemptWords({ kind, passed, aid }: Pick<CodeAttemptSummaryDto, "kind" | "passed" | "aid">): string {
  if (kind === "reset") return "Replaced text";
  if (kind === "run") return passed ? "Run, visible cases pass" : "Run, not passed";
  return passed ? `Submitted, passed ${aidWords(aid)}` : "Submitted, not passed";
}

/** A moment in the learner's own language and zone, to the minute. */
export function momentText(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
