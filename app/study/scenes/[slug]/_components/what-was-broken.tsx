"use client";

import { useEffect, useRef } from "react";
import type { BreakOption } from "@/lib/shared/cluster-model/break-options";

/** What the learner broke, which takes the focus from the button that is gone, and the way back. */
export function WhatWasBroken({ broken, onUndo }: { broken: readonly BreakOption[]; onUndo: () => void }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus({ preventScroll: true }), []);
  return (
    <div
      ref={line}
      tabIndex={-1}
      className="flex flex-wrap items-baseline gap-x-18 border-line border-b px-24 py-8 outline-none max-sm:px-18"
    >
      <p role="status">{broken.map(({ done }) => done).join(" ")}</p>
      <button
        type="button"
        className="min-h-[24px] font-semibold underline decoration-2 decoration-tide underline-offset-4"
        onClick={onUndo}
      >
        Back to the run as it was
      </button>
    </div>
  );
}
