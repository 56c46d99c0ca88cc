import type { TypeProblem } from "@/lib/client/monaco-program";
import type { CaseStatus, CaseVerdict, RunVerdict } from "@/lib/shared/exercises/verdict";

/** Which cases a verdict is about: the visible ones, or the hidden ones too. */
export type JudgedBy = "run" | "submit";

/** What the room knows about the learner's program right now. */
export type VerdictStatus =
  | { readonly kind: "idle" }
  | { readonly kind: "checking" }
  | { readonly kind: "running"; readonly by: JudgedBy; readonly caseCount: number }
  | { readonly kind: "problems"; readonly problems: readonly TypeProblem[] }
  | { readonly kind: "stopped" }
  | { readonly kind: "judged"; readonly by: JudgedBy; readonly verdict: RunVerdict }
  /** Something on our side went wrong; the sentence says what and what to try. */
  | { readonly kind: "broken"; readonly sentence: string };

/** The one sentence above everything else: a bold beginning, the rest, and how it is meant. */
export type Headline = { readonly tone: "quiet" | "ok" | "fail"; readonly lead: string; readonly text: string };

const STATUS_WORDS: Readonly<Record<CaseStatus, string>> = {
  passed: "passes",
  differs: "differs",
  failed: "fails",
  "budget-exceeded": "was stopped",
  cancelled: "was cancelled",
};

/** The word for how a case ended, as in `Case 3 of 5 differs`. */
export function caseStatusWord(status: CaseStatus): string {
  return STATUS_WORDS[status];
}

/** The first case that did not pass, or null when all did. */
export function firstFailing(verdict: RunVerdict): CaseVerdict | null {
  return verdict.cases.find((each) => each.status !== "passed") ?? null;
}

/** Puts the status in one plain sentence. */
export function headlineOf(status: VerdictStatus): Headline {
  switch (status.kind) {
    case "idle":
      return { tone: "quiet", lead: "Not run yet.", text: "Run the visible cases and the stream is drawn below." };
    case "checking":
      return { tone: "quiet", lead: "Checking the types.", text: "" };
    case "running":
      return { tone: "quiet", lead: "Running.", text: countCases(status.caseCount, status.by) };
    case "stopped":
      return { tone: "quiet", lead: "Stopped.", text: "You stopped the run before its verdict." };
    case "broken":
      return { tone: "fail", lead: "That did not work.", text: status.sentence };
    case "problems":
      return problemsHeadline(status.problems);
    case "judged":
      return judgedHeadline(status.verdict, status.by);
  }
}

function problemsHeadline(problems: readonly TypeProblem[]): Headline {
  const [first] = problems;
  if (first === undefined) return { tone: "fail", lead: "The program does not compile.", text: "" };
  const others = problems.length - 1;
  const more =
    others === 0 ? "" : ` ${others === 1 ? "One more line is" : `${others} more places are`} marked in the editor.`;
  return {
    tone: "fail",
    lead: `Line ${first.line} does not compile, so nothing ran.`,
    text: `${withStop(first.message)}${more}`,
  };
}

function judgedHeadline(verdict: RunVerdict, by: JudgedBy): Headline {
  const failing = firstFailing(verdict);
  if (failing === null) {
    const text =
      by === "run"
        ? "Submit to try the hidden ones too."
        : "The exercise is solved; its solution and discussion are open now.";
    return {
      tone: "ok",
      lead: verdict.caseCount === 1 ? "The case passes." : `All ${verdict.caseCount} cases pass.`,
      text,
    };
  }
  const number = verdict.cases.indexOf(failing) + 1;
  return {
    tone: "fail",
    lead: `Case ${number} of ${verdict.caseCount} ${caseStatusWord(failing.status)}`,
    text: [failing.sentence, failing.advice].filter(Boolean).join(" "),
  };
}

function countCases(count: number, by: JudgedBy): string {
  const cases = count === 1 ? "One case" : `${count} cases`;
  return by === "run" ? `${cases}, all of them visible.` : `${cases}, the hidden ones among them.`;
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
