/** The rows that `counts` must take, by counting words in a plain map. */
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Line = { text: string; at: number };

const MINUTE_MILLIS = 60_000;

export const oracle: Oracle = (inputs) => {
  const lines = valuesInArrivalOrder<Line>(inputs, "lines");
  assertBoundedDisorder(lines, (line) => line.at, 5_000);
  const counts = new Map<string, { word: string; start: number; count: number }>();
  for (const line of lines) {
    const start = Math.floor(line.at / MINUTE_MILLIS) * MINUTE_MILLIS;
    for (const [word] of line.text.toLowerCase().matchAll(/[a-z]+/g)) {
      const row = counts.get(`${start} ${word}`) ?? { word, start, count: 0 };
      counts.set(`${start} ${word}`, { ...row, count: row.count + 1 });
    }
  }
  const rows = [...counts.values()].sort((a, b) => a.start - b.start || (a.word < b.word ? -1 : 1));
  return [
    {
      sink: "counts",
      order: "none",
      identity: ["word", "start"],
      key: ["word"],
      ties: [],
      timeFields: ["start"],
      compareTimestamps: false,
      delivery: "exactly-once",
      rows: rows.map((value) => ({ value })),
    },
  ];
};
