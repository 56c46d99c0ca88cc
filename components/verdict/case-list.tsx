"use client";

import type { CaseVerdict, RunVerdict } from "@/lib/shared/exercises/verdict";
import { SinkTable } from "./sink-table";
import { Sentence } from "./verdict-band";
import { caseStatusWord, firstFailing } from "./verdict-status";

type CaseListProps = {
  verdict: RunVerdict;
  /** The case whose rows and run are shown. */
  openCaseId: string | null;
  outdated: boolean;
  onOpenCase: (caseId: string) => void;
  onGoToStep: (caseId: string, step: number) => void;
};

/** Every case as a line, and beside the lines the rows of the chosen one, the first failing to begin with. */
export function CaseList({ verdict, openCaseId, outdated, onOpenCase, onGoToStep }: CaseListProps) {
  const open = verdict.cases.find((each) => each.caseId === openCaseId);
  return (
    <details open={!verdict.passed} key={String(verdict.passed)} className={outdated ? "grayscale" : undefined}>
      <summary className="min-h-[28px] px-24 pt-8 text-ink-2 text-sm max-sm:px-18">
        {verdict.passed ? "The cases and their rows" : `${verdict.passedCount} of ${verdict.caseCount} cases pass`}
      </summary>
      <div className="grid gap-x-34 gap-y-12 pb-12 lg:grid-cols-[minmax(16rem,26%)_minmax(0,1fr)]">
        <ol aria-label="Cases" className="pt-4 lg:pl-12">
          {verdict.cases.map((each, index) => (
            <CaseLine
              key={each.caseId}
              verdict={each}
              number={index + 1}
              open={each === open}
              onOpen={() => onOpenCase(each.caseId)}
            />
          ))}
        </ol>
        {open !== undefined && (
          <CaseDetail verdict={open} inHeadline={open === firstFailing(verdict)} onGoToStep={onGoToStep} />
        )}
      </div>
    </details>
  );
}

type CaseLineProps = { verdict: CaseVerdict; number: number; open: boolean; onOpen: () => void };

function CaseLine({ verdict, number, open, onOpen }: CaseLineProps) {
  const passed = verdict.status === "passed";
  return (
    <li>
      <button
        type="button"
        aria-current={open ? "true" : undefined}
        onClick={onOpen}
        className={`flex min-h-[32px] w-full items-baseline gap-8 rounded-sm px-12 py-4 text-left text-[14px] hover:bg-sunk max-lg:px-24 max-sm:px-18 ${open ? "bg-sunk" : ""}`}
      >
        <span className="w-[1.2em] shrink-0 text-right text-ink-2">{number}</span>
        <span className={`shrink-0 font-semibold ${passed ? "text-ok-text" : "text-fail-text"}`}>
          {caseStatusWord(verdict.status)}
        </span>
        <span className="min-w-0 flex-1">
          {verdict.title}
          {!verdict.visible && <span className="text-ink-2"> (hidden)</span>}
        </span>
      </button>
    </li>
  );
}

type CaseDetailProps = Pick<CaseListProps, "onGoToStep"> & {
  verdict: CaseVerdict;
  /** True when the headline above already says what this case's sentence says. */
  inHeadline: boolean;
};

function CaseDetail({ verdict, inHeadline, onGoToStep }: CaseDetailProps) {
  const hasTrace = verdict.run.trace !== null;
  const goToStep = hasTrace ? (step: number) => onGoToStep(verdict.caseId, step) : null;
  return (
    <section
      aria-label={`Rows of ${verdict.title}`}
      className="grid min-w-0 content-start gap-12 px-24 pt-4 max-sm:px-18 lg:pl-0"
    >
      {!inHeadline && (
        <p className="max-w-[90ch] text-pretty">
          <Sentence text={[verdict.sentence, verdict.advice].filter(Boolean).join(" ")} />{" "}
          {verdict.step !== null && goToStep !== null && (
            <button
              type="button"
              className="min-h-[24px] font-semibold text-ink underline decoration-2 decoration-tide underline-offset-4"
              onClick={() => verdict.step !== null && goToStep(verdict.step)}
            >
              Go to step {verdict.step}
            </button>
          )}
        </p>
      )}
      {verdict.sinks.map((sink) => (
        <SinkTable key={`${verdict.caseId} ${sink.sink}`} sink={sink} onGoToStep={goToStep} />
      ))}
      <Printed lines={verdict.run.printed} dropped={verdict.run.printedDropped} />
    </section>
  );
}

/** What the program printed itself, kept apart from what is compared. */
function Printed({ lines, dropped }: { lines: readonly string[]; dropped: number }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary className="min-h-[24px] text-ink-2 text-sm">
        Printed by your program: {lines.length} {lines.length === 1 ? "line" : "lines"}
      </summary>
      <pre
        className="mt-4 max-h-[240px] overflow-auto rounded border border-line bg-sunk p-12 font-mono text-sm"
        tabIndex={0}
      >
        {lines.join("\n")}
        {dropped > 0 && `\n… ${dropped} more lines were not kept`}
      </pre>
    </details>
  );
}
