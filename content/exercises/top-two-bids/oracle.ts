/** The rows that `changes` must take: after each bid the two best of its auction are sorted anew and compared. */
import { type Oracle, valuesInArrivalOrder } from "../../../lib/shared/exercises/case-definition";

type Bid = { auction: string; bidId: string; cents: number };

/** The sort is stable, so of equal bids the earlier stays in front. */
function twoBest(bids: readonly Bid[]): Bid[] {
  return [...bids].sort((a, b) => b.cents - a.cents).slice(0, 2);
}

export const oracle: Oracle = (inputs) => {
  const bids = valuesInArrivalOrder<Bid>(inputs, "bids");
  const rows = bids.flatMap((bid, index) => {
    const before = twoBest(bids.slice(0, index).filter((it) => it.auction === bid.auction));
    const after = twoBest(bids.slice(0, index + 1).filter((it) => it.auction === bid.auction));
    const left = before.filter((it) => !after.includes(it));
    const entered = after.filter((it) => !before.includes(it));
    return [...left.map((it) => ({ ...it, change: "-D" })), ...entered.map((it) => ({ ...it, change: "+I" }))];
  });
  return [
    {
      sink: "changes",
      order: "per-key",
      identity: ["change", "bidId"],
      key: ["auction"],
      ties: [],
      timeFields: [],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
