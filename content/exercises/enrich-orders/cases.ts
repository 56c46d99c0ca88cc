/**
 * The runs of the exercise. Each lasts longer than the two seconds in which the service is overloaded: when a stream has
 * ended, Flink asks for nothing again.
 */
import { arriving, type CaseDefinition } from "../../../lib/shared/exercises/case-definition";

type Order = { orderId: string; shop: string; customer: string; cents: number };

function ordersOf(customers: readonly number[], shopCount: number): Order[] {
  return customers.map((number, index) => ({
    orderId: `o-${index + 1}`,
    shop: `s-${index % shopCount}`,
    customer: `c-${number}`,
    cents: 500 + ((index * 31) % 90) * 100,
  }));
}

/** The second and the sixth order come when the service is overloaded, are refused twice, and then take long. */
const PATIENT = ordersOf([10, 2, 5, 3, 4, 12, 8, 9, 10, 1], 1);

/** Customers 7 and 27 never get an answer. The first order is refused twice, the fourth once. */
const LOST = ordersOf([2, 7, 13, 4, 27, 33, 10, 7, 3], 2);

const DAY = ordersOf(
  Array.from({ length: 90 }, (_, index) => (index * 17 + ((index * index) % 7)) % 48),
  4,
);

/** All orders of a shop in one partition, as a log keyed by shop keeps them. */
function shopParity(order: Order): number {
  return Number(order.shop.slice(2)) % 2;
}

export const cases: readonly CaseDefinition[] = [
  {
    id: "refusals",
    title: "One shop, and a service that is overloaded twice",
    visible: true,
    inputs: [arriving("orders", PATIENT, { gapMillis: 220 })],
  },
  {
    id: "lost-requests",
    title: "Requests to which nothing ever comes back",
    visible: true,
    inputs: [arriving("orders", LOST, { gapMillis: 400 })],
  },
  {
    id: "many-at-once",
    title: "More orders than may be under way",
    visible: false,
    inputs: [arriving("orders", DAY, { gapMillis: 40 })],
  },
  {
    id: "more-partitions",
    title: "Two partitions, two subtasks",
    visible: false,
    inputs: [arriving("orders", DAY, { gapMillis: 90, partitionOf: shopParity })],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost while orders are under way",
    visible: false,
    inputs: [arriving("orders", DAY, { gapMillis: 150, partitionOf: shopParity })],
    settings: { parallelism: 2, checkpointIntervalMillis: 2_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 40 }],
  },
];
