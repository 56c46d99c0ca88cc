/** The rows that `versions` must take: each customer's changes sorted by time, without repeats, from one to the next. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Change = { customer: string; tier: string; at: number };
type Version = { customer: string; tier: string; from: number; to: number };

function versionsOf(changes: readonly Change[]): Version[] {
  const sorted = [...changes].sort((a, b) => a.at - b.at);
  if (sorted.some((change, index) => change.at === sorted[index - 1]?.at)) {
    throw new Error(`${sorted[0]?.customer} has two changes at one moment.`);
  }
  const real = sorted.filter((change, index) => change.tier !== sorted[index - 1]?.tier);
  return real.flatMap(({ customer, tier, at }, index) => {
    const next = real[index + 1];
    return next === undefined ? [] : [{ customer, tier, from: at, to: next.at }];
  });
}

export const oracle: Oracle = (inputs) => {
  const changes = valuesInArrivalOrder<Change>(inputs, "changes");
  assertBoundedDisorder(changes, (change) => change.at, 10_000);
  const customers = [...new Set(changes.map((change) => change.customer))];
  const rows = customers
    .flatMap((customer) => versionsOf(changes.filter((change) => change.customer === customer)))
    .sort((a, b) => a.to - b.to || (a.customer < b.customer ? -1 : 1));
  return [
    {
      sink: "versions",
      order: "per-key",
      identity: ["customer", "from"],
      key: ["customer"],
      ties: [],
      timeFields: ["from", "to"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
