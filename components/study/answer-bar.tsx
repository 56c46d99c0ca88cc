"use client";

import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

interface AnswerBarProps {
  pending: boolean;
  error: string | null;
  /** The key that sends the answer, as it is shown on the button. */
  keyName: string;
  label?: string;
  /** What the button says while the answer is on its way. */
  pendingLabel?: string;
  /** What else the keyboard does here. */
  hint?: string;
}

/** The end of every answer form: the one button, its key, and what went wrong. */
export function AnswerBar({
  pending,
  error,
  keyName,
  label = "Answer",
  pendingLabel = "Sending",
  hint,
}: AnswerBarProps) {
  return (
    <>
      <div className="mt-24 flex flex-wrap items-center gap-12">
        <Button type="submit" weight="primary" disabled={pending} className="min-h-[40px] px-18">
          {pending ? pendingLabel : label}
        </Button>
        <span className="flex items-center gap-8 text-ink-2 text-sm pointer-coarse:hidden">
          <Kbd>{keyName}</Kbd> {hint}
        </span>
      </div>
      <p role="alert" className="mt-12 text-fail-text empty:hidden">
        {error}
      </p>
    </>
  );
}
