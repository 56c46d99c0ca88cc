/** The rows of the three sinks: for every window that could hold a click, the clicks that lie in it. */
import type { ExpectedSink } from "@tidemark/engine/grade";
import {
  assertBoundedDisorder,
  type Oracle,
  valuesInArrivalOrder,
} from "../../../lib/shared/exercises/case-definition";

type Click = { ad: string; site: string; user: string; cents: number; at: number };

const MINUTE_MILLIS = 60_000;
const GAP_MILLIS = 30 * MINUTE_MILLIS;

const COMMON = {
  order: "per-key",
  ties: [],
  compareTimestamps: false,
  delivery: "exactly-once",
} as const satisfies Partial<ExpectedSink>;

function sumOf(clicks: readonly Click[]): number {
  return clicks.reduce((sum, click) => sum + click.cents, 0);
}

/** The clicks of each key, for each of the windows [end - size, end) that holds one; windows end every `step`. */
function windowsOf(clicks: readonly Click[], keyOf: (click: Click) => string, size: number, step: number) {
  const times = clicks.map((click) => click.at);
  const firstEnd = Math.floor(Math.min(...times) / step) * step + step;
  const windows: { key: string; end: number; clicks: Click[] }[] = [];
  for (let end = firstEnd; end <= Math.max(...times) + size; end += step) {
    for (const key of [...new Set(clicks.map(keyOf))].sort()) {
      const inside = clicks.filter((click) => keyOf(click) === key && click.at >= end - size && click.at < end);
      if (inside.length > 0) windows.push({ key, end, clicks: inside });
    }
  }
  return windows;
}

function visitsOf(clicks: readonly Click[]): { user: string; start: number; end: number; cents: number }[] {
  const visits: { user: string; start: number; end: number; cents: number }[] = [];
  for (const click of [...clicks].sort((a, b) => a.at - b.at)) {
    const open = visits.find((visit) => visit.user === click.user && visit.end >= click.at);
    if (open === undefined) {
      visits.push({ user: click.user, start: click.at, end: click.at + GAP_MILLIS, cents: click.cents });
    } else {
      open.end = click.at + GAP_MILLIS;
      open.cents += click.cents;
    }
  }
  return visits.sort((a, b) => a.end - b.end);
}

export const oracle: Oracle = (inputs) => {
  const clicks = valuesInArrivalOrder<Click>(inputs, "clicks");
  assertBoundedDisorder(clicks, (click) => click.at, 2 * MINUTE_MILLIS);
  const FIVE = 5 * MINUTE_MILLIS;
  const sums = windowsOf(clicks, (click) => click.ad, FIVE, FIVE).map(({ key, end, clicks: inside }) => ({
    value: { ad: key, start: end - FIVE, cents: sumOf(inside) },
  }));
  const means = windowsOf(clicks, (click) => click.site, 60 * MINUTE_MILLIS, 10 * MINUTE_MILLIS).map(
    ({ key, end, clicks: inside }) => ({ value: { site: key, end, mean: sumOf(inside) / inside.length } }),
  );
  const visits = visitsOf(clicks).map((value) => ({ value }));
  return [
    { ...COMMON, sink: "perAd", identity: ["ad", "start"], key: ["ad"], timeFields: ["start"], rows: sums },
    { ...COMMON, sink: "lastHour", identity: ["site", "end"], key: ["site"], timeFields: ["end"], rows: means },
    {
      ...COMMON,
      sink: "visits",
      identity: ["user", "start"],
      key: ["user"],
      timeFields: ["start", "end"],
      rows: visits,
    },
  ];
};
