/** The runs of the exercise. */
import type { InputStream } from "@tidemark/engine/worker-client";
import type { CaseDefinition } from "../../../lib/shared/exercises/case-definition";

const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;

/** Checkpoints every hour are enough for days; nothing here needs a watermark. */
const DAYS = { checkpointIntervalMillis: HOUR_MILLIS, autoWatermarkIntervalMillis: 0 };

/** Notices by the hours after the start at which they arrive. */
function notices(arrivals: readonly (readonly [hours: number, id: string])[]): InputStream {
  const counts = new Map<string, number>();
  const elements = [...arrivals]
    .sort(([a], [b]) => a - b)
    .map(([hours, id]) => {
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return { value: { id, count }, arrivalMillis: Math.round(hours * HOUR_MILLIS), partition: 0 };
    });
  return { name: "notices", elements };
}

/** A fault that raises a notice every 70 minutes for three days. */
const LASTING = Array.from({ length: 62 }, (_, index) => [0.2 + (index * 70) / 60, "disk"] as const);

/** Thirty faults that come and go within five days. */
const MANY = Array.from({ length: 30 }, (_, fault) =>
  Array.from(
    { length: 5 },
    (_, repeat) => [1 + fault * 0.31 + repeat * (5.3 + (fault % 7) * 3.4), `f-${fault}`] as const,
  ),
).flat();

export const cases: readonly CaseDefinition[] = [
  {
    id: "two-faults",
    title: "Two faults on two days",
    visible: true,
    inputs: [
      notices([
        [0.01, "e1"],
        [0.02, "e2"],
        [2, "e1"],
        [23.5, "e1"],
        [24.5, "e1"],
        [25, "e1"],
        [49, "e2"],
      ]),
    ],
    settings: DAYS,
  },
  {
    id: "lasting",
    title: "A fault that lasts for three days",
    visible: true,
    inputs: [notices(LASTING)],
    settings: DAYS,
  },
  {
    id: "many-faults",
    title: "Thirty faults, two subtasks",
    visible: false,
    inputs: [notices(MANY)],
    settings: { ...DAYS, parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost on the second day",
    visible: false,
    inputs: [notices(MANY)],
    settings: { ...DAYS, parallelism: 2 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 80 }],
  },
];
