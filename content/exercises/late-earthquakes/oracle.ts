/**
 * The rows that both sinks must take. Reports come half a second apart, more than two watermark intervals, so when one
 * arrives the watermark has caught up with all before it: newest time - 6 h - 1 ms. All of them pass one subtask
 * before the windows, whatever the parallelism.
 */
import { type Oracle, valuesInArrivalOrder } from "../../../lib/shared/exercises/case-definition";

type Quake = { id: string; network: string; magnitude: number; place: string; at: number; updated: number };
type NetworkCount = { network: string; start: number; quakes: number; strongest: number };

const SIX_HOURS_MILLIS = 6 * 3_600_000;

export const oracle: Oracle = (inputs) => {
  const counts = new Map<string, NetworkCount>();
  const late: Quake[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  for (const quake of valuesInArrivalOrder<Quake>(inputs, "quakes")) {
    const watermark = newest - SIX_HOURS_MILLIS - 1;
    newest = Math.max(newest, quake.at);
    const start = Math.floor(quake.at / SIX_HOURS_MILLIS) * SIX_HOURS_MILLIS;
    if (start + SIX_HOURS_MILLIS - 1 <= watermark) {
      late.push(quake);
      continue;
    }
    const key = `${quake.network} ${start}`;
    const row = counts.get(key) ?? { network: quake.network, start, quakes: 0, strongest: quake.magnitude };
    counts.set(key, { ...row, quakes: row.quakes + 1, strongest: Math.max(row.strongest, quake.magnitude) });
  }
  const rows = [...counts.values()].sort((a, b) => a.start - b.start || (a.network < b.network ? -1 : 1));
  const common = { order: "none", ties: [], compareTimestamps: false, delivery: "exactly-once" } as const;
  return [
    {
      ...common,
      sink: "counts",
      identity: ["network", "start"],
      key: ["network"],
      timeFields: ["start"],
      rows: rows.map((value) => ({ value })),
    },
    {
      ...common,
      sink: "late",
      identity: ["id"],
      key: ["id"],
      timeFields: ["at", "updated"],
      rows: late.map((value) => ({ value, timestamp: value.at })),
    },
  ];
};
