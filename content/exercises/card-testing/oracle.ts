/** The rows that `alarms` must take: each card's payments in order of time, with the small ones that may still count. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Payment = { paymentId: string; card: string; cents: number; at: number };
type Alarm = { card: string; testId: string; theftId: string; cents: number; at: number };

const MINUTE_MILLIS = 60_000;

function alarmsOf(paymentsOfCard: readonly Payment[]): Alarm[] {
  const alarms: Alarm[] = [];
  let tests: Payment[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const payment of [...paymentsOfCard].sort((a, b) => a.at - b.at)) {
    if (payment.at === lastAt) throw new Error(`Two payments of ${payment.card} at ${payment.at}.`);
    lastAt = payment.at;
    tests = tests.filter((test) => payment.at - test.at < MINUTE_MILLIS);
    const [first] = tests;
    if (payment.cents <= 100) tests.push(payment);
    if (payment.cents < 50_000 || first === undefined) continue;
    const { card, cents, at } = payment;
    alarms.push({ card, testId: first.paymentId, theftId: payment.paymentId, cents, at });
    tests = [];
  }
  return alarms;
}

export const oracle: Oracle = (inputs) => {
  const payments = valuesInArrivalOrder<Payment>(inputs, "payments");
  assertBoundedDisorder(payments, (payment) => payment.at, 10_000);
  const cards = [...new Set(payments.map((payment) => payment.card))];
  const rows = cards.flatMap((card) => alarmsOf(payments.filter((payment) => payment.card === card)));
  rows.sort((a, b) => a.at - b.at || (a.card < b.card ? -1 : 1));
  return [
    {
      sink: "alarms",
      order: "per-key",
      identity: ["card", "theftId"],
      key: ["card"],
      ties: [],
      timeFields: ["at"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
