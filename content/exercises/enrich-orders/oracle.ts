/** The rows that `enriched` must take: what the service would answer, looked up without any waiting. */
import { type Oracle, valuesInArrivalOrder } from "../../../lib/shared/exercises/case-definition";

type Order = { orderId: string; shop: string; customer: string; cents: number };

/** The tier by the customer's number; customers whose number ends in 7 never get an answer. */
function tierOf(customer: string): string {
  const number = Number(customer.slice(2));
  if (number % 10 === 7) return "unknown";
  return ["basic", "silver", "gold"][number % 3] ?? "basic";
}

export const oracle: Oracle = (inputs) => {
  const orders = valuesInArrivalOrder<Order>(inputs, "orders");
  const partitionOfShop = new Map<string, number>();
  for (const { value, partition } of inputs.flatMap((input) => input.elements)) {
    const { shop } = value as Order;
    if ((partitionOfShop.get(shop) ?? partition) !== partition) throw new Error(`${shop} lies in two partitions.`);
    partitionOfShop.set(shop, partition);
  }
  return [
    {
      sink: "enriched",
      order: "per-key",
      identity: ["orderId"],
      key: ["shop"],
      ties: [],
      timeFields: [],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: orders.map((order) => ({ value: { ...order, tier: tierOf(order.customer) } })),
    },
  ];
};
