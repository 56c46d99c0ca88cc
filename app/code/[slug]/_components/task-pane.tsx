"use client";

import type { ReactNode } from "react";
import type { CodeAid } from "@/lib/shared/schemas/code";
import { aidWords } from "./attempt-words";
import { HintLadder } from "./hint-ladder";

type TaskPaneProps = {
  /** Where the exercise stands, such as `Windows · exercise 2 of 4 · about 12 minutes`. */
  meta: string;
  /** With how much help it is solved; null while it is not. */
  solvedAid: CodeAid | null;
  title: string;
  /** The star of the exercise and its place in the learner's lists. */
  library: ReactNode;
  /** The learner's own note; nothing in a review. */
  note: ReactNode;
  task: ReactNode;
  hints: readonly ReactNode[];
  hintsOpened: number;
  onOpenHint: (count: number) => void;
  onShowSolution: () => void;
};

/** What is asked, and the ladder of hints below it. */
export function TaskPane({
  meta,
  solvedAid,
  title,
  library,
  note,
  task,
  hints,
  hintsOpened,
  onOpenHint,
  onShowSolution,
}: TaskPaneProps) {
  return (
    <div className="h-full overflow-y-auto px-24 pt-18 pb-24 max-sm:px-18">
      <p className="text-ink-2 text-sm">
        {meta}
        {solvedAid !== null && <span className="text-ok-text"> · solved {aidWords(solvedAid)}</span>}
      </p>
      <h1 className="mt-4 text-balance font-medium font-serif text-lg tracking-[-0.012em]">{title}</h1>
      <div className="-ml-4 mt-4">{library}</div>
      <div className="prose mt-12">{task}</div>
      <HintLadder hints={hints} openedCount={hintsOpened} onOpen={onOpenHint} onShowSolution={onShowSolution} />
      {note !== null && <div className="mt-34">{note}</div>}
    </div>
  );
}
