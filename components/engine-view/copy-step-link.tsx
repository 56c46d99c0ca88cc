"use client";

import { useState } from "react";
import { type StepLink, stepHash } from "@/lib/shared/trace-model/step-link";

/** Copies the address of the page with the step and the view at the cursor. */
export function CopyStepLink({ link }: { link: StepLink }) {
  const [copied, setCopied] = useState<string | null>(null);
  const hash = stepHash(link);
  const copy = async () => {
    const address = new URL(hash, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      setCopied(hash);
    } catch {
      location.hash = hash;
      setCopied(null);
    }
  };
  return (
    <p className="text-sm">
      <button
        type="button"
        onClick={() => void copy()}
        className="min-h-[24px] text-ink-2 underline decoration-line-strong underline-offset-4 hover:text-ink"
      >
        Copy a link to this step
      </button>
      <span role="status" className="pl-8 text-ok-text">
        {copied === hash ? "Copied" : ""}
      </span>
    </p>
  );
}
