"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { SaveOutcome } from "./question-form";

/** Ends an interview before its last rung, behind a fold. */
export function EndInterview({ onEnd }: { onEnd: () => Promise<SaveOutcome> }) {
  const [notice, setNotice] = useState("");
  const [pending, startTransition] = useTransition();
  return (
    <details className="mt-64 border-line border-t pt-12 text-sm">
      <summary className="inline-block min-h-[24px] cursor-pointer text-ink-2 underline">
        End the interview here
      </summary>
      <div className="mt-8 flex flex-wrap items-center gap-12">
        <p>An interview that has ended cannot be gone on with. Only answers that are marked are in its report.</p>
        <Button
          disabled={pending}
          onClick={() =>
            startTransition(async () => {
              const outcome = await onEnd();
              if (!outcome.ok) setNotice(outcome.message);
            })
          }
        >
          End it and read the report
        </Button>
      </div>
      <p role="status" className="mt-8 text-fail-text empty:hidden">
        {notice}
      </p>
    </details>
  );
}
