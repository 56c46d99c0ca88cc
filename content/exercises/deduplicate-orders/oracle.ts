/** The rows that `unique` must take: a plain map of when each id was last passed on. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Order = { orderId: string; customer: string; cents: number; attempt: number; at: number };

const MINUTE_MILLIS = 60_000;

export const oracle: Oracle = (inputs) => {
  const orders = valuesInArrivalOrder<Order>(inputs, "orders");
  assertBoundedDisorder(orders, (order) => order.at, MINUTE_MILLIS);
  const passedOn = new Map<string, number>();
  const rows: Order[] = [];
  for (const order of orders) {
    const before = passedOn.get(order.orderId);
    const age = before === undefined ? Number.POSITIVE_INFINITY : order.at - before;
    // Between half an hour and three hours it would depend on the watermark of the moment: no case may go there.
    if (age > 30 * MINUTE_MILLIS && age < 180 * MINUTE_MILLIS) throw new Error(`A repeat after ${age} ms.`);
    if (age < 60 * MINUTE_MILLIS) continue;
    passedOn.set(order.orderId, order.at);
    rows.push(order);
  }
  return [
    {
      sink: "unique",
      order: "per-key",
      identity: ["orderId", "at"],
      key: ["orderId"],
      ties: [],
      timeFields: ["at"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
