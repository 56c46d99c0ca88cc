/** The rows that `counts` must take: each click beside the number of clicks of its user up to it. */
import { type Oracle, valuesInArrivalOrder } from "../../../lib/shared/exercises/case-definition";

type Click = { user: string; page: string };

export const oracle: Oracle = (inputs) => {
  const clicks = valuesInArrivalOrder<Click>(inputs, "clicks");
  const rows = clicks.map(({ user }, index) => ({
    value: { user, clicks: clicks.slice(0, index + 1).filter((click) => click.user === user).length },
  }));
  return [
    {
      sink: "counts",
      order: "per-key",
      identity: ["user", "clicks"],
      key: ["user"],
      ties: [],
      timeFields: [],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows,
    },
  ];
};
