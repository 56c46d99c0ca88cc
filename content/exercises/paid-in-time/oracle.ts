/** The rows that `paid` must take: every order beside every payment, kept where id and times fit. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Order = { orderId: string; cents: number; at: number };
type Payment = { paymentId: string; orderId: string; cents: number; at: number };

const MINUTE_MILLIS = 60_000;

export const oracle: Oracle = (inputs) => {
  const orders = valuesInArrivalOrder<Order>(inputs, "orders");
  const payments = valuesInArrivalOrder<Payment>(inputs, "payments");
  assertBoundedDisorder(orders, (order) => order.at, 2 * MINUTE_MILLIS);
  assertBoundedDisorder(payments, (payment) => payment.at, 2 * MINUTE_MILLIS);
  const rows = payments.flatMap((payment) =>
    orders
      .filter((order) => order.orderId === payment.orderId)
      .filter((order) => payment.at >= order.at && payment.at - order.at < 15 * MINUTE_MILLIS)
      .map((order) => ({
        orderId: order.orderId,
        paymentId: payment.paymentId,
        cents: payment.cents,
        orderedAt: order.at,
        paidAt: payment.at,
      })),
  );
  rows.sort((a, b) => a.paidAt - b.paidAt || (a.paymentId < b.paymentId ? -1 : 1));
  return [
    {
      sink: "paid",
      // A pair comes out when the second of the two arrives, and which one that is lies open.
      order: "none",
      identity: ["orderId", "paymentId"],
      key: [],
      ties: [],
      timeFields: ["orderedAt", "paidAt"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
