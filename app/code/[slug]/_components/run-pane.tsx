"use client";

import { memo, useCallback } from "react";
import { BreakActions } from "@/components/engine-view/break-actions";
import { PlanView } from "@/components/engine-view/plan-view";
import { RunView } from "@/components/engine-view/run-view";
import { Button } from "@/components/ui/button";
import { Sentence } from "@/components/verdict/verdict-band";
import type { ExerciseCase } from "@/lib/shared/exercises/exercise-schema";
import { CaseSample } from "./case-inputs";
import type { Judge } from "./use-judge";
import type { Rerun } from "./use-shown-run";

type RunPaneProps = {
  judge: Judge;
  outdated: boolean;
  /** The case that is shown until something has run. */
  sample: ExerciseCase | undefined;
  onRun: () => void;
};

/** The drawing does not follow every keystroke in the editor. */
const StillRunView = memo(RunView);

/** The run of the open case: as it went, or again with something broken at the cursor. */
export function RunPane({ judge, outdated, sample, onRun }: RunPaneProps) {
  const { trace, drawing, shownCase, rerun, rerunning, rerunFault, cursorStep, setCursorStep, breakRun, dropRerun } =
    judge.run;
  const mayBreak = !outdated && !judge.busy && !rerunning && !drawing;
  const actions = useCallback(
    (step: number) =>
      mayBreak && trace !== null ? <BreakActions trace={trace} step={step} onBreak={breakRun} /> : null,
    [mayBreak, trace, breakRun],
  );
  if (judge.status.kind !== "judged") return <Before busy={judge.busy} sample={sample} onRun={onRun} />;
  if (trace === null && drawing)
    return <p className="min-h-[60vh] px-24 py-34 text-ink-2 max-sm:px-18">Drawing the run.</p>;
  if (trace === null || shownCase === null) {
    return <p className="px-24 py-34 text-ink-2 max-sm:px-18">This case has no recorded run.</p>;
  }
  const { plan } = (rerun?.verdict ?? shownCase).run;
  return (
    <section aria-label={`Run of ${shownCase.title}`} className={outdated ? "grayscale" : undefined}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-24 gap-y-4 px-24 pt-12 max-sm:px-18">
        <h2 className="pane-heading">
          {rerun === null ? `The run: ${shownCase.title}` : `Run again: ${shownCase.title}`}
          {outdated && ", from the previous run"}
        </h2>
        <p role="status" className="empty:hidden">
          {rerunning && "Running again."}
          {rerunFault !== null && !rerunning && `That did not work: ${rerunFault} Try again: a fresh worker starts.`}
          {rerun !== null && !rerunning && <RerunSentence rerun={rerun} />}
        </p>
        {rerun !== null && (
          <button
            type="button"
            className="min-h-[24px] font-semibold text-ink underline decoration-2 decoration-tide underline-offset-4"
            onClick={dropRerun}
          >
            Back to the first run
          </button>
        )}
      </div>
      <StillRunView linked trace={trace} cursorStep={cursorStep} onCursorStep={setCursorStep} actions={actions} />
      {plan !== null && <PlanView plan={plan} />}
    </section>
  );
}

function RerunSentence({ rerun: { broken, verdict } }: { rerun: Rerun }) {
  const passed = verdict.status === "passed";
  return (
    <>
      {broken.map(({ done }) => done).join(" ")}{" "}
      <span className={passed ? "text-ok-text" : "text-fail-text"}>
        {passed ? (
          "After the restore every row is still as expected."
        ) : (
          <>
            Now the rows differ: <Sentence text={verdict.sentence} />
          </>
        )}
      </span>
    </>
  );
}

function Before({ busy, sample, onRun }: { busy: boolean } & Pick<RunPaneProps, "sample" | "onRun">) {
  return (
    <div className="grid items-start gap-x-64 gap-y-24 px-24 py-24 max-sm:px-18 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
      <div className="grid justify-items-start gap-12">
        <p className="font-serif text-prose">
          This is what your program gets, and what it must give. Run it, and the stream is drawn here: every record
          where it arrived and when it happened, the watermark as a staircase, windows as they open and fire.
        </p>
        <Button onClick={onRun} aria-disabled={busy}>
          Run the visible cases
        </Button>
      </div>
      {sample !== undefined && <CaseSample sample={sample} number={1} shownMax={8} />}
    </div>
  );
}
