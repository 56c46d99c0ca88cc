/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

type Click = { ad: string; site: string; user: string; cents: number; at: number };

function click(time: string, ad: string, site: string, user: string, cents: number): Click {
  return { ad, site, user, cents, at: at(time) };
}

/** The mean of the hour is 15 at 12:10, and 30 from 12:40 to 13:00; 12:45 lies exactly 30 minutes after 12:15. */
const NOON_HOUR: readonly Click[] = [
  click("12:00:30", "a-1", "shop", "ada", 10),
  click("12:00:45", "a-2", "shop", "ada", 20),
  click("12:15:00", "a-1", "news", "bo", 5),
  click("12:13:30", "a-1", "news", "bo", 8),
  click("12:30:00", "a-1", "shop", "ada", 60),
  click("12:45:00", "a-2", "news", "bo", 6),
  click("13:20:00", "a-2", "news", "ada", 4),
];

const DAY: readonly Click[] = Array.from({ length: 150 }, (_, index) => ({
  ad: `a-${(index * 7) % 5}`,
  site: ["shop", "news", "maps"][(index * 5) % 3] ?? "shop",
  user: `u-${(index * index) % 7}`,
  cents: 2 + ((index * 31) % 40),
  at: at("08:00:00") + index * 131_000 + ((index * 17) % 13) * 9_000,
})).filter((_, index) => index % 29 < 21);
const shuffledDay = disordered(DAY, (it) => it.at, { boundMillis: 115_000, seed: 8 });

export const cases: readonly CaseDefinition[] = [
  {
    id: "noon",
    title: "An hour at noon",
    visible: true,
    inputs: [arriving("clicks", NOON_HOUR, { gapMillis: 1_000 })],
  },
  {
    id: "another-arrival-order",
    title: "A day of clicks, all of them out of order",
    visible: false,
    inputs: [arriving("clicks", shuffledDay, { gapMillis: 700 })],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks",
    visible: false,
    inputs: [arriving("clicks", shuffledDay, { gapMillis: 700, partitions: 3 })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost while windows are open",
    visible: false,
    inputs: [arriving("clicks", shuffledDay, { gapMillis: 700, partitions: 2 })],
    settings: { parallelism: 2, checkpointIntervalMillis: 4_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 55 }],
  },
];
