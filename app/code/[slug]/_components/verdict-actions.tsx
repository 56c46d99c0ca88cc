"use client";

import { useState } from "react";
import { firstFailing, type VerdictStatus } from "@/components/verdict/verdict-status";
import { verdictText } from "@/components/verdict/verdict-text";
import type { RunVerdict } from "@/lib/shared/exercises/verdict";

const QUIET =
  "min-h-[24px] underline decoration-line-strong underline-offset-4 hover:text-ink hover:decoration-current";

const NEXT_STEP =
  "min-h-[24px] font-semibold text-base text-ink underline decoration-2 decoration-tide underline-offset-4";

type VerdictActionsProps = {
  status: VerdictStatus;
  onGoToStep: (caseId: string, step: number) => void;
  onStop: () => void;
  /** Opens the solution and its discussion; null while they are closed. */
  onReadDiscussion: (() => void) | null;
};

/** What stands at the right of the verdict: the step to look at, the time it took, the verdict as text. */
export function VerdictActions({ status, onGoToStep, onStop, onReadDiscussion }: VerdictActionsProps) {
  if (status.kind === "running") {
    return (
      <button type="button" className={QUIET} onClick={onStop}>
        Stop
      </button>
    );
  }
  if (status.kind !== "judged") return null;
  const failing = firstFailing(status.verdict);
  const { step = null, caseId = "" } = failing ?? {};
  return (
    <>
      {step !== null && (
        <button type="button" className={NEXT_STEP} onClick={() => onGoToStep(caseId, step)}>
          Go to step {step}
        </button>
      )}
      {status.verdict.passed && onReadDiscussion !== null && (
        <button type="button" className={NEXT_STEP} onClick={onReadDiscussion}>
          Read the discussion
        </button>
      )}
      <span>ran in {Math.round(status.verdict.wallClockMillis)} ms</span>
      <CopyButton verdict={status.verdict} />
    </>
  );
}

function CopyButton({ verdict }: { verdict: RunVerdict }) {
  const [copied, setCopied] = useState<RunVerdict | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(verdictText(verdict));
      setCopied(verdict);
    } catch {
      setCopied(null);
    }
  }

  return (
    <button type="button" className={QUIET} onClick={() => void copy()}>
      {copied === verdict ? "Copied" : "Copy as text"}
    </button>
  );
}
