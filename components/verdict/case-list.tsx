"use client";

import type { CaseVerdict, RunVerdict } from "@/lib/shared/exercises/verdict";
import { SinkTable } from "./sink-table";
import { Sentence } from "./verdict-band";
import { caseStatusWord } from "./verdict-status";

type CaseListProps = {
  verdict: RunVerdict;
  /** The case that is open and whose run is shown below. */
  openCaseId: string | null;
  outdated: boolean;
  onOpenCase: (caseId: string | null) => void;
  onGoToStep: (caseId: string, step: number) => void;
};

/** Every case as a line that opens; only one is open at a time, the first failing one to begin with. */
export function CaseList({ verdict, openCaseId, outdated, onOpenCase, onGoToStep }: CaseListProps) {
  return (
    <ol aria-label="Cases" className={outdated ? "opacity-70" : undefined}>
      {verdict.cases.map((each, index) => {
        const open = each.caseId === openCaseId;
        return (
          <li key={each.caseId} className="border-line border-b last:border-b-0">
            <h3>
              <button
                type="button"
                aria-expanded={open}
                onClick={() => onOpenCase(open ? null : each.caseId)}
                className="flex min-h-[36px] w-full items-baseline gap-12 px-24 py-8 text-left hover:bg-sunk max-sm:px-18"
              >
                <span className="w-[1.6em] shrink-0 text-right text-ink-2">{index + 1}</span>
                <span
                  className={`w-[6.2em] shrink-0 font-semibold ${each.status === "passed" ? "text-ok-text" : "text-fail-text"}`}
                >
                  {caseStatusWord(each.status)}
                </span>
                <span className="min-w-0 flex-1">
                  {each.title}
                  {!each.visible && <span className="text-ink-2 text-sm"> hidden</span>}
                </span>
              </button>
            </h3>
            {open && <CaseDetail verdict={each} onGoToStep={onGoToStep} />}
          </li>
        );
      })}
    </ol>
  );
}

function CaseDetail({ verdict, onGoToStep }: { verdict: CaseVerdict; onGoToStep: CaseListProps["onGoToStep"] }) {
  const hasTrace = verdict.run.trace !== null;
  const goToStep = hasTrace ? (step: number) => onGoToStep(verdict.caseId, step) : null;
  return (
    <div className="grid gap-12 px-24 pb-18 max-sm:px-18 sm:pl-[calc(24px+1.6em+12px)]">
      <p className="max-w-[90ch] text-pretty">
        <Sentence text={[verdict.sentence, verdict.advice].filter(Boolean).join(" ")} />{" "}
        {verdict.step !== null && goToStep !== null && (
          <button
            type="button"
            className="min-h-[24px] font-semibold text-tide underline underline-offset-4"
            onClick={() => verdict.step !== null && goToStep(verdict.step)}
          >
            Go to step {verdict.step}
          </button>
        )}
      </p>
      {verdict.sinks.map((sink) => (
        <SinkTable key={sink.sink} sink={sink} onGoToStep={goToStep} />
      ))}
      <Printed lines={verdict.run.printed} dropped={verdict.run.printedDropped} />
    </div>
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
