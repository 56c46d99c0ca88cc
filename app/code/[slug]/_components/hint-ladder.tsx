"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { HINT_RUNGS } from "@/lib/shared/exercises/exercise-schema";

type HintLadderProps = {
  /** The three hints, drawn. The solution stands in its own tab. */
  hints: readonly ReactNode[];
  openedCount: number;
  onOpen: (count: number) => void;
  onShowSolution: () => void;
};

/** Four rungs of help. Hints open one after another and stay open; the solution asks once. */
export function HintLadder({ hints, openedCount, onOpen, onShowSolution }: HintLadderProps) {
  const [asking, setAsking] = useState(false);
  const headingId = useId();
  const next = HINT_RUNGS[openedCount];
  const atSolution = openedCount === hints.length;

  function openNext(): void {
    if (atSolution && !asking) {
      setAsking(true);
      return;
    }
    setAsking(false);
    onOpen(openedCount + 1);
    if (atSolution) onShowSolution();
  }

  return (
    <section aria-labelledby={headingId} className="mt-24 grid grid-cols-[minmax(0,1fr)] gap-12">
      <h2 id={headingId} className="pane-heading">
        {openedCount === 0 ? "Hints" : `Hint ${openedCount} of ${HINT_RUNGS.length}`}
      </h2>
      {hints.slice(0, openedCount).map((hint, index) => (
        <div key={HINT_RUNGS[index]} className="border-line border-l-2 pl-12">
          <h3 className="pane-heading">{HINT_RUNGS[index]}</h3>
          <div className="prose mt-4 text-[1rem]">{hint}</div>
        </div>
      ))}
      {asking ? (
        <div role="group" aria-label="Show the solution?" className="grid gap-8">
          <p>Show the solution? The exercise then counts as solved after the solution and comes back sooner.</p>
          <p className="flex flex-wrap gap-8">
            <Button autoFocus onClick={openNext}>
              Show it
            </Button>
            <Button weight="quiet" onClick={() => setAsking(false)}>
              Not yet
            </Button>
          </p>
        </div>
      ) : (
        <p className="flex flex-wrap items-center gap-x-12 gap-y-8">
          {next === undefined ? (
            <Button onClick={onShowSolution}>Read the solution</Button>
          ) : (
            <>
              <Button onClick={openNext}>{next}</Button>
              <span className="text-ink-2 text-sm">
                hint {openedCount + 1} of {HINT_RUNGS.length}
              </span>
            </>
          )}
        </p>
      )}
    </section>
  );
}
