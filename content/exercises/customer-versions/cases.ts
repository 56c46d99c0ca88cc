/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

type Change = { customer: string; tier: string; at: number };

function change(time: string, customer: string, tier: string): Change {
  return { customer, tier, at: at(time) };
}

/** Silver happened before gold and arrives after it. */
const TWO_CUSTOMERS: readonly Change[] = [
  change("12:00:00", "c-7", "bronze"),
  change("12:00:20", "c-7", "gold"),
  change("12:00:12", "c-7", "silver"),
  change("12:00:40", "c-7", "gold"),
  change("12:01:00", "c-8", "bronze"),
];

/** A repeat of a tier, told only once the changes are in order: gold, gold, bronze, bronze, gold. */
const REPEATS: readonly Change[] = [
  change("12:00:00", "c-1", "gold"),
  change("12:00:15", "c-1", "bronze"),
  change("12:00:08", "c-1", "gold"),
  change("12:00:31", "c-1", "gold"),
  change("12:00:22", "c-1", "bronze"),
  change("12:01:30", "c-2", "silver"),
  change("12:02:00", "c-2", "gold"),
];

const TIERS = ["bronze", "silver", "gold"];
const DAY: readonly Change[] = Array.from({ length: 140 }, (_, index) => ({
  customer: `c-${(index * 5) % 7}`,
  tier: TIERS[((index * index) % 11) % 3] ?? "bronze",
  at: at("08:00:00") + index * 900 + ((index * 13) % 7) * 37,
}));
const shuffledDay = disordered(DAY, (it) => it.at, { boundMillis: 9_800, seed: 5 });

export const cases: readonly CaseDefinition[] = [
  {
    id: "two-customers",
    title: "Two customers; silver arrives after gold",
    visible: true,
    inputs: [arriving("changes", TWO_CUSTOMERS, { gapMillis: 1_000 })],
  },
  {
    id: "repeats",
    title: "The same tier twice",
    visible: true,
    inputs: [arriving("changes", REPEATS, { gapMillis: 1_000 })],
  },
  {
    id: "another-arrival-order",
    title: "Many changes, all of them out of order",
    visible: false,
    inputs: [arriving("changes", shuffledDay, { gapMillis: 700 })],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks",
    visible: false,
    inputs: [arriving("changes", shuffledDay, { gapMillis: 700, partitions: 3 })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost while changes wait",
    visible: false,
    inputs: [arriving("changes", shuffledDay, { gapMillis: 700, partitions: 2 })],
    settings: { parallelism: 2, checkpointIntervalMillis: 4_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 60 }],
  },
];
