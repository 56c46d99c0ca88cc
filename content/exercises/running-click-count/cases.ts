/** The runs of the exercise. */
import { arriving, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";

type Click = { user: string; page: string };

const FIVE: readonly Click[] = ["u1", "u2", "u1", "u1", "u2"].map((user) => ({ user, page: "/" }));

const USERS = ["ada", "bo", "cy", "dee", "eli", "fay", "gus"];
const DAY: readonly Click[] = Array.from({ length: 160 }, (_, index) => ({
  user: USERS[(index * index + 3 * index) % USERS.length] ?? "ada",
  page: `/${index % 9}`,
}));

/** All clicks of a user in one partition, as a topic keyed by user holds them. */
function partitionOfUser(click: Click): number {
  return USERS.indexOf(click.user) % 2;
}

export const cases: readonly CaseDefinition[] = [
  {
    id: "two-users",
    title: "Two users, five clicks",
    visible: true,
    inputs: [arriving("clicks", FIVE, { gapMillis: 1_000 })],
  },
  {
    id: "more-users",
    title: "A day of clicks",
    visible: false,
    inputs: [arriving("clicks", DAY, { gapMillis: 300 })],
  },
  {
    id: "more-partitions",
    title: "Two partitions, three subtasks",
    visible: false,
    inputs: [arriving("clicks", DAY, { gapMillis: 300, partitionOf: partitionOfUser })],
    settings: { parallelism: 3 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost in the middle of the day",
    visible: false,
    inputs: [arriving("clicks", DAY, { gapMillis: 300, partitionOf: partitionOfUser })],
    settings: { parallelism: 2, checkpointIntervalMillis: 4_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 90 }],
  },
];
