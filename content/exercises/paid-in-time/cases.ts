/** The runs of the exercise. */
import { arriving, at, type CaseDefinition, disordered } from "../../../lib/shared/exercises/case-definition";

type Order = { orderId: string; cents: number; at: number };
type Payment = { paymentId: string; orderId: string; cents: number; at: number };

function order(time: string, orderId: string, cents: number): Order {
  return { orderId, cents, at: at(time) };
}

function payment(time: string, paymentId: string, orderId: string, cents: number): Payment {
  return { paymentId, orderId, cents, at: at(time) };
}

const MORNING_ORDERS: readonly Order[] = [
  order("09:00:00", "o-1", 1_200),
  order("09:03:00", "o-2", 800),
  order("09:10:00", "o-3", 4_000),
  order("09:14:00", "o-4", 650),
  order("09:20:00", "o-5", 90),
];

/** o-1 in the same instant, o-2 a second before the quarter, o-3 at the quarter itself, o-4 in two parts, o-5 never. */
const MORNING_PAYMENTS: readonly Payment[] = [
  payment("09:00:00", "p-1", "o-1", 1_200),
  payment("09:15:00", "p-2", "o-4", 300),
  payment("09:17:59", "p-3", "o-2", 800),
  payment("09:25:00", "p-4", "o-3", 4_000),
  payment("09:28:30", "p-5", "o-4", 350),
];

/** Number 7 is used twice; 8 and 9 come after newer orders, and 9 long after its payment. */
const CROSSED_ORDERS: readonly Order[] = [
  order("10:00:00", "o-7", 500),
  order("10:12:00", "o-10", 70),
  order("10:10:30", "o-8", 900),
  order("10:20:00", "o-7", 2_500),
  order("10:18:05", "o-9", 310),
  order("11:00:00", "o-11", 45),
];

const CROSSED_PAYMENTS: readonly Payment[] = [
  payment("10:02:00", "p-1", "o-7", 500),
  payment("10:11:00", "p-2", "o-8", 900),
  payment("10:19:00", "p-3", "o-9", 310),
  payment("10:17:10", "p-4", "o-10", 70),
  payment("10:19:59", "p-5", "o-7", 100),
  payment("10:34:59.999", "p-6", "o-7", 2_500),
  payment("10:35:00", "p-7", "o-7", 2_500),
];

/** How long after its order a payment is made; some before it, some at the bounds. */
const DELAYS_MILLIS = [0, 45_000, 899_999, 900_000, 310_000, -1, 900_001, 720_000, -240_000, 1];

/** 48 numbers, each used in the morning and again in the afternoon; every fourth order is paid in two parts. */
const DAY_ORDERS: readonly Order[] = ["08:00:00", "13:00:00"].flatMap((shift, shiftIndex) =>
  Array.from({ length: 48 }, (_, index) => ({
    orderId: `o-${index}`,
    cents: 100 + index * 17 + shiftIndex,
    at: at(shift) + index * 83_000,
  })),
);
const DAY_PAYMENTS: readonly Payment[] = DAY_ORDERS.flatMap((it, index) =>
  Array.from({ length: index % 4 === 0 ? 2 : 1 }, (_, part) => ({
    paymentId: `p-${index}-${part}`,
    orderId: it.orderId,
    cents: it.cents,
    at: it.at + (DELAYS_MILLIS[(index + part * 3) % DELAYS_MILLIS.length] ?? 0),
  })),
).sort((a, b) => a.at - b.at);

const shuffledOrders = disordered(DAY_ORDERS, (it) => it.at, { boundMillis: 115_000, seed: 5 });
const shuffledPayments = disordered(DAY_PAYMENTS, (it) => it.at, { boundMillis: 115_000, seed: 8 });

export const cases: readonly CaseDefinition[] = [
  {
    id: "at-the-bounds",
    title: "A morning, and both ends of the quarter",
    visible: true,
    inputs: [
      arriving("orders", MORNING_ORDERS, { gapMillis: 1_000 }),
      arriving("payments", MORNING_PAYMENTS, { gapMillis: 1_300 }),
    ],
  },
  {
    id: "numbers-used-again",
    title: "Payments overtake their orders, and a number is used again",
    visible: true,
    inputs: [
      arriving("orders", CROSSED_ORDERS, { gapMillis: 1_000 }),
      arriving("payments", CROSSED_PAYMENTS, { gapMillis: 400 }),
    ],
  },
  {
    id: "payments-far-ahead",
    title: "A day out of order, the payments far ahead",
    visible: false,
    inputs: [
      arriving("orders", shuffledOrders, { gapMillis: 900 }),
      arriving("payments", shuffledPayments, { gapMillis: 250 }),
    ],
  },
  {
    id: "more-partitions",
    title: "Three partitions, two subtasks, the orders far ahead",
    visible: false,
    inputs: [
      arriving("orders", shuffledOrders, { gapMillis: 300, partitions: 3 }),
      arriving("payments", shuffledPayments, { gapMillis: 700, partitions: 3 }),
    ],
    settings: { parallelism: 2 },
  },
  {
    id: "failure",
    title: "A TaskManager is lost while orders wait for payments",
    visible: false,
    inputs: [
      arriving("orders", shuffledOrders, { gapMillis: 500, partitions: 2 }),
      arriving("payments", shuffledPayments, { gapMillis: 500, partitions: 2 }),
    ],
    settings: { parallelism: 2, checkpointIntervalMillis: 3_000 },
    faults: [{ kind: "kill-task-manager", taskManager: 1, atRecord: 90 }],
  },
];
