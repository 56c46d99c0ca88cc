/** The runs of the exercise. */
import { arriving, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";

type PlacedNumber = { place: number; value: number };

function placed(values: readonly number[]): PlacedNumber[] {
  return values.map((value, index) => ({ place: index + 1, value }));
}

const MIXED = Array.from({ length: 90 }, (_, index) => ((index * 37) % 41) - 20);

export const cases: readonly CaseDefinition[] = [
  {
    id: "one-to-nine",
    title: "One to nine",
    visible: true,
    inputs: [arriving("numbers", placed([1, 2, 3, 4, 5, 6, 7, 8, 9]), { gapMillis: 1_000 })],
  },
  {
    id: "two-odd-ones",
    title: "Only two odd numbers",
    visible: true,
    inputs: [arriving("numbers", placed([4, 7, 10, 2, 5, 8]), { gapMillis: 1_000 })],
  },
  {
    id: "below-zero",
    title: "Numbers below zero",
    visible: false,
    inputs: [arriving("numbers", placed([-3, -2, 5, -1, 0, -7, 6, 9]), { gapMillis: 1_000 })],
  },
  {
    id: "failure",
    title: "A TaskManager is lost in the middle of ninety numbers",
    visible: false,
    inputs: [arriving("numbers", placed(MIXED), { gapMillis: 500 })],
    settings: { checkpointIntervalMillis: 4_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 50 }],
  },
];
