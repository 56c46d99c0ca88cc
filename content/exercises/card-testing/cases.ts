/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

type Payment = { paymentId: string; card: string; cents: number; at: number };

function payment(time: string, paymentId: string, card: string, cents: number): Payment {
  return { paymentId, card, cents, at: at(time) };
}

/** c-1: something in between. c-2: the large one is c-3's. c-3: exactly a minute. c-4: a millisecond less. */
const EVENING: readonly Payment[] = [
  payment("20:00:00", "p-1", "c-1", 100),
  payment("20:00:05", "p-2", "c-2", 50),
  payment("20:00:09", "p-3", "c-3", 1),
  payment("20:00:20", "p-4", "c-1", 2_600),
  payment("20:00:31", "p-5", "c-4", 99),
  payment("20:00:40", "p-6", "c-1", 50_000),
  payment("20:01:09", "p-7", "c-3", 80_000),
  payment("20:01:12", "p-8", "c-1", 70_000),
  payment("20:01:30.999", "p-9", "c-4", 120_000),
  payment("20:02:30", "p-10", "c-2", 49_999),
];

/** c-1 tests three times, the first time too early to count; c-2's payments arrive the wrong way round. */
const SEVERAL_TESTS: readonly Payment[] = [
  payment("21:00:00", "p-1", "c-1", 10),
  payment("21:00:30", "p-2", "c-1", 20),
  payment("21:00:50", "p-3", "c-1", 30),
  payment("21:01:12", "p-5", "c-2", 60_000),
  payment("21:01:10", "p-4", "c-1", 90_000),
  payment("21:01:04", "p-6", "c-2", 75),
  payment("21:01:15", "p-7", "c-1", 95_000),
  payment("21:01:40", "p-8", "c-1", 5),
  payment("21:01:55", "p-9", "c-1", 51_000),
  payment("21:02:20", "p-10", "c-2", 40),
  payment("21:02:11", "p-11", "c-2", 55_000),
];

/** What a card is used for, over and over: tests alone and in rows, thefts with and without one, and daily life. */
const AMOUNTS = [80, 2_500, 60_000, 50, 70, 90_000, 95_000, 1_200, 40, 3_300, 99_999, 700, 20, 101, 49_999, 10];
const GAPS_SECONDS = [17, 23, 9, 41, 12, 31, 28, 7, 60, 14];

const NIGHT: readonly Payment[] = Array.from({ length: 7 }, (_, card) => {
  let time = at("22:00:00") + card * 3_100;
  return Array.from({ length: 26 }, (_, index) => {
    time += (GAPS_SECONDS[(index * 3 + card) % GAPS_SECONDS.length] ?? 10) * 1_000;
    const cents = AMOUNTS[(index + card * 5) % AMOUNTS.length] ?? 0;
    return { paymentId: `p-${card}-${index}`, card: `c-${card}`, cents, at: time };
  });
})
  .flat()
  .sort((a, b) => a.at - b.at);
const shuffledNight = disordered(NIGHT, (it) => it.at, { boundMillis: 9_900, seed: 11 });

export const cases: readonly CaseDefinition[] = [
  {
    id: "an-evening",
    title: "An evening, and what only looks like theft",
    visible: true,
    inputs: [arriving("payments", EVENING, { gapMillis: 1_000 })],
  },
  {
    id: "several-tests",
    title: "Several tests before one theft, some out of order",
    visible: true,
    inputs: [arriving("payments", SEVERAL_TESTS, { gapMillis: 1_000 })],
  },
  {
    id: "another-arrival-order",
    title: "A night of payments, all of them out of order",
    visible: false,
    inputs: [arriving("payments", shuffledNight, { gapMillis: 400 })],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks",
    visible: false,
    inputs: [arriving("payments", shuffledNight, { gapMillis: 400, partitions: 3 })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost between test and theft",
    visible: false,
    inputs: [arriving("payments", shuffledNight, { gapMillis: 400, partitions: 2 })],
    settings: { parallelism: 2, checkpointIntervalMillis: 3_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 80 }],
  },
];
