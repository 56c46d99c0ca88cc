/** The runs of the exercise. */
import { arriving, at, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";

type Order = { orderId: string; customer: string; cents: number; attempt: number; at: number };

function order(time: string, orderId: string, customer: string, cents: number, attempt = 1): Order {
  return { orderId, customer, cents, attempt, at: at(time) };
}

const MORNING: readonly Order[] = [
  order("08:00:10", "o-1", "ada", 1250),
  order("08:01:00", "o-2", "bo", 900),
  order("08:02:30", "o-1", "ada", 1250, 2),
  order("08:05:00", "o-3", "ada", 4000),
  order("08:20:00", "o-2", "bo", 900, 2),
  order("08:21:00", "o-2", "bo", 900, 3),
  order("08:40:00", "o-4", "cy", 150),
  order("09:02:00", "o-4", "cy", 150, 2),
  order("09:30:00", "o-5", "dee", 700),
];

/** The repeat of o-1 overtakes the first sending; in the afternoon the shop's numbers begin anew. */
const RENUMBERED: readonly Order[] = [
  order("08:00:50", "o-1", "ada", 1250, 2),
  order("08:00:20", "o-1", "ada", 1250),
  order("08:10:00", "o-2", "bo", 900),
  order("08:15:00", "o-2", "bo", 900, 2),
  order("10:00:00", "o-9", "cy", 10),
  order("13:00:00", "o-1", "dee", 5200),
  order("13:04:00", "o-1", "dee", 5200, 2),
  order("13:05:00", "o-2", "eli", 60),
];

/** Two shifts with the same order numbers, 60 orders each, most of them sent twice or three times. */
const DAY: readonly Order[] = ["06:00:00", "14:00:00"]
  .flatMap((shift, shiftIndex) =>
    Array.from({ length: 60 }, (_, index) => {
      const sent = at(shift) + index * 97_000;
      const one = {
        orderId: `o-${index}`,
        customer: `c-${index % 7}`,
        cents: 100 + index * 13 + shiftIndex,
        attempt: 1,
        at: sent,
      };
      const repeats = Array.from({ length: index % 3 }, (_, repeat) => ({
        ...one,
        attempt: repeat + 2,
        at: sent + (repeat + 1) * 371_000,
      }));
      return [one, ...repeats];
    }).flat(),
  )
  .sort((a, b) => a.at - b.at || a.attempt - b.attempt);

/** Neighbours less than a minute apart change places. */
const swappedDay: readonly Order[] = DAY.reduce<Order[]>((swapped, it, index) => {
  const before = swapped.at(-1);
  if (index % 3 === 1 && before !== undefined && it.at - before.at < 55_000) swapped.splice(-1, 1, it, before);
  else swapped.push(it);
  return swapped;
}, []);

/** All sendings of an order in one partition, as a log keyed by order id keeps them: a replay keeps their order. */
function numberParity(it: Order): number {
  return Number(it.orderId.slice(2)) % 2;
}

export const cases: readonly CaseDefinition[] = [
  {
    id: "a-morning",
    title: "A morning with repeats",
    visible: true,
    inputs: [arriving("orders", MORNING, { gapMillis: 1_000 })],
  },
  {
    id: "numbers-begin-anew",
    title: "The repeat arrives first, and numbers begin anew after lunch",
    visible: true,
    inputs: [arriving("orders", RENUMBERED, { gapMillis: 1_000 })],
  },
  {
    id: "another-arrival-order",
    title: "Two shifts, neighbours out of order",
    visible: false,
    inputs: [arriving("orders", swappedDay, { gapMillis: 600 })],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks",
    visible: false,
    inputs: [arriving("orders", DAY, { gapMillis: 600, partitions: 3 })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost between an order and its repeats",
    visible: false,
    inputs: [arriving("orders", DAY, { gapMillis: 600, partitionOf: numberParity })],
    settings: { parallelism: 2, checkpointIntervalMillis: 3_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 0, atRecord: 70 }],
  },
];
