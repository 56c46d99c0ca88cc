"use client";

/** What can be broken at the cursor: the TaskManager that works there, and everything else on request. */
import type { TraceLog } from "@tidemark/engine/trace";
import { type BreakOption, breakMenu } from "@/lib/shared/cluster-model/break-options";

const BUTTON =
  "min-h-36 rounded border border-line-strong bg-raised px-14 py-4 text-left text-sm font-semibold hover:border-fail hover:text-fail-text";

type Props = { trace: TraceLog; step: number; onBreak: (option: BreakOption) => void };

export function BreakActions({ trace, step, onBreak }: Props) {
  const menu = breakMenu(trace, step);
  if (menu === null) {
    return (
      <p className="text-sm text-ink-2">The job is over at this step. Step back to where it runs to break something.</p>
    );
  }
  const { taskManager, others } = menu;
  return (
    <div className="grid justify-items-start gap-8">
      <button type="button" onClick={() => onBreak(taskManager)} className={BUTTON}>
        Kill the TaskManager here
      </button>
      <details>
        <summary className="min-h-[28px] py-4 text-sm text-ink-2 hover:text-ink">Break something else here</summary>
        <ul className="grid gap-6 pt-6">
          {others.map((option) => (
            <li key={option.label}>
              <button type="button" onClick={() => onBreak(option)} className={`${BUTTON} w-full font-normal`}>
                {option.label}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
