/** How one part of an answer stands. */
export type ReviewState = "right" | "partly" | "wrong" | "missed" | "left-out";

const LOOK: Readonly<Record<ReviewState, { word: string; color: string }>> = {
  right: { word: "right", color: "text-ok-text" },
  partly: { word: "in part", color: "text-late-text" },
  wrong: { word: "wrong", color: "text-fail-text" },
  missed: { word: "missed", color: "text-late-text" },
  "left-out": { word: "rightly left out", color: "text-ink-2" },
};

/** The state of one part in a word; colour only repeats it. */
export function ReviewMark({ state, word }: { state: ReviewState; word?: string }) {
  const look = LOOK[state];
  return <span className={`font-sans font-semibold text-sm ${look.color}`}>{word ?? look.word}</span>;
}
