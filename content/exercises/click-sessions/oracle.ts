/** The rows that `sessions` must take: each user's clicks sorted by time and cut where 30 minutes pass. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Click = { user: string; page: string; at: number };
type Session = { user: string; start: number; end: number; clicks: number };

const GAP_MILLIS = 30 * 60_000;

export const oracle: Oracle = (inputs) => {
  const clicks = valuesInArrivalOrder<Click>(inputs, "clicks");
  assertBoundedDisorder(clicks, (click) => click.at, 5 * 60_000);
  const sessions: Session[] = [];
  for (const user of new Set(clicks.map((click) => click.user))) {
    const times = clicks.filter((click) => click.user === user).map((click) => click.at);
    let current: Session | null = null;
    for (const time of times.sort((a, b) => a - b)) {
      // A click exactly at the end joins: Flink merges windows that touch.
      if (current === null || time > current.end) {
        current = { user, start: time, end: time + GAP_MILLIS, clicks: 0 };
        sessions.push(current);
      }
      current.end = time + GAP_MILLIS;
      current.clicks += 1;
    }
  }
  sessions.sort((a, b) => a.end - b.end || (a.user < b.user ? -1 : 1));
  return [
    {
      sink: "sessions",
      order: "per-key",
      identity: ["user", "start"],
      key: ["user"],
      ties: [],
      timeFields: ["start", "end"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: sessions.map((value) => ({ value })),
    },
  ];
};
