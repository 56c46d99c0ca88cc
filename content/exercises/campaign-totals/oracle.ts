/** The rows that `totals` must take: after each row the table is summed up anew, and compared with the sum before. */
import { type Oracle, valuesInArrivalOrder } from "../../../lib/shared/exercises/case-definition";

type WindowCount = { campaign: string; windowStart: number; clicks: number };

/** The total of a campaign in a table where the newest row of each minute stands. */
function totalOf(rows: readonly WindowCount[], campaign: string): number {
  const table = new Map(rows.filter((row) => row.campaign === campaign).map((row) => [row.windowStart, row.clicks]));
  return [...table.values()].reduce((sum, clicks) => sum + clicks, 0);
}

export const oracle: Oracle = (inputs) => {
  const counts = valuesInArrivalOrder<WindowCount>(inputs, "counts");
  const rows = counts.flatMap(({ campaign }, index) => {
    const total = totalOf(counts.slice(0, index + 1), campaign);
    return total === totalOf(counts.slice(0, index), campaign) ? [] : [{ campaign, total }];
  });
  return [
    {
      sink: "totals",
      order: "per-key",
      identity: ["campaign"],
      key: ["campaign"],
      ties: [],
      timeFields: [],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
