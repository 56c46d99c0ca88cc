/** The rows that `sent` must take: a plain map of when each id was last sent. */
import type { Oracle } from "../../../lib/shared/exercises/case-definition";

type Notice = { id: string; count: number };

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;

export const oracle: Oracle = (inputs) => {
  const elements = inputs.find((input) => input.name === "notices")?.elements ?? [];
  const sentAt = new Map<string, number>();
  const rows: Notice[] = [];
  for (const { value, arrivalMillis } of [...elements].sort((a, b) => a.arrivalMillis - b.arrivalMillis)) {
    const notice = value as Notice;
    const before = sentAt.get(notice.id);
    const age = before === undefined ? Number.POSITIVE_INFINITY : arrivalMillis - before;
    // After a failure a notice is processed some minutes after its arrival: no case may depend on them.
    if (Math.abs(age - DAY_MILLIS) < 10 * MINUTE_MILLIS) throw new Error(`A repeat after ${age} ms.`);
    if (age < DAY_MILLIS) continue;
    sentAt.set(notice.id, arrivalMillis);
    rows.push(notice);
  }
  return [
    {
      sink: "sent",
      order: "per-key",
      identity: ["id", "count"],
      key: ["id"],
      ties: [],
      timeFields: [],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
