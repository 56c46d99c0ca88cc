import type { ExerciseCase } from "@/lib/shared/exercises/exercise-schema";
import { ValueTable } from "./value-table";

/** The visible cases in full, and how many hidden ones a submission adds. */
export function CaseInputs({ cases }: { cases: readonly ExerciseCase[] }) {
  const visible = cases.filter((each) => each.visible);
  const hiddenCount = cases.length - visible.length;
  return (
    <div className="grid gap-34 px-24 py-18 max-sm:px-18">
      {visible.map((each, index) => (
        <CaseSample key={each.id} sample={each} number={index + 1} shownMax={60} />
      ))}
      {hiddenCount > 0 && (
        <p className="max-w-[70ch] text-ink-2">
          Submitting adds {hiddenCount} hidden {hiddenCount === 1 ? "case" : "cases"}: other arrival orders, more
          partitions, a TaskManager lost in the middle.
        </p>
      )}
    </div>
  );
}

/** One case: what goes in, with its arrivals, beside what must come out. */
export function CaseSample({ sample, number, shownMax }: { sample: ExerciseCase; number: number; shownMax: number }) {
  return (
    <section aria-label={`Case ${number}: ${sample.title}`} className="min-w-0">
      <h3 className="font-semibold">
        Case {number}: {sample.title}
      </h3>
      <p className="text-ink-2 text-sm">{settingsText(sample)}</p>
      <div className="mt-8 flex flex-wrap gap-x-64 gap-y-18">
        {sample.inputs.map(({ name, elements }) => {
          const partitioned = elements.some((element) => element.partition > 0);
          const rows = elements.map(({ value, arrivalMillis, partition }) => ({
            value,
            lead: [`${arrivalMillis / 1_000} s`, ...(partitioned ? [String(partition)] : [])],
          }));
          const leadColumns = ["arrives after", ...(partitioned ? ["partition"] : [])];
          return (
            <ValueTable
              key={name}
              name={name}
              unit="element"
              leadColumns={leadColumns}
              rows={rows}
              shownMax={shownMax}
            />
          );
        })}
        {sample.expected.map(({ sink, rows }) => (
          <ValueTable
            key={sink}
            name={sink}
            unit="expected row"
            leadColumns={[]}
            rows={rows.map(({ value }) => ({ value, lead: [] }))}
            shownMax={shownMax}
          />
        ))}
      </div>
    </section>
  );
}

function settingsText({ settings, faults }: ExerciseCase): string {
  const parallel = settings.parallelism === 1 ? "One subtask" : `${settings.parallelism} subtasks`;
  const times = faults.length === 1 ? "once" : `${faults.length} times`;
  return faults.length === 0 ? parallel : `${parallel}; a TaskManager is lost ${times}`;
}
