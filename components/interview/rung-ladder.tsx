import { rungsFrom } from "@/lib/shared/interview/stage";
import type { InterviewRung } from "@/lib/shared/schemas/interview";

export type LadderStep = { rung: InterviewRung; name: string; state: "done" | "current" | "ahead" };

/** The rungs of an interview from where it starts, as seen from the one at hand. */
export function ladderSteps(
  startRung: InterviewRung,
  current: InterviewRung,
  nameOf: (rung: InterviewRung) => string | undefined,
): LadderStep[] {
  const rungs = rungsFrom(startRung);
  const at = rungs.indexOf(current);
  return rungs.map((rung, index) => ({
    rung,
    name: nameOf(rung) ?? rung,
    state: index < at ? "done" : index === at ? "current" : "ahead",
  }));
}

const BAR = { done: "bg-tide", current: "bg-ink", ahead: "bg-line" } as const;
const SAID = { done: "done", current: "now", ahead: "to come" } as const;

/** The rungs of an interview as bars: done, the one at hand, and those ahead. A phone has room for one name. */
export function RungLadder({ steps }: { steps: readonly LadderStep[] }) {
  const at = steps.findIndex(({ state }) => state === "current");
  return (
    <div>
      <ol className="flex gap-8" aria-label="Rungs">
        {steps.map(({ rung, name, state }) => (
          <li key={rung} className="min-w-0 flex-1" aria-current={state === "current" ? "step" : undefined}>
            <span className={`block h-[3px] ${BAR[state]}`} />
            <span
              className={`mt-8 block text-sm max-sm:visually-hidden ${state === "current" ? "font-semibold" : "text-ink-2"}`}
            >
              {name}
              <span className="visually-hidden">, {SAID[state]}</span>
            </span>
          </li>
        ))}
      </ol>
      <p aria-hidden="true" className="mt-8 text-ink-2 text-sm sm:hidden">
        <span className="font-semibold text-ink">{steps[at]?.name}</span>, rung {at + 1} of {steps.length}
      </p>
    </div>
  );
}
