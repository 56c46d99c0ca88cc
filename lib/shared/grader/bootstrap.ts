/** How far figures hang on which items happened to be drawn: a bootstrap by item, with a fixed seed. */
import type { GoldAnswer } from "./gold-schema";
import type { Interval } from "./grading-report-schema";

const DRAWS = 500;
const SEED = 20_261_122;
const OUTSIDE_SHARE = 0.025;

/**
 * Takes answers and what to measure of them, draws as many items as there are with replacement, again and again, and gives
 * for each measure the bounds between which 95 of 100 draws lie. The same answers give the same bounds.
 */
export function intervalsOf<Row extends { readonly gold: GoldAnswer }, Name extends string>(
  rows: readonly Row[],
  measure: (drawn: readonly Row[]) => Readonly<Record<Name, number>>,
): Record<Name, Interval> {
  const byItem = new Map<string, Row[]>();
  for (const row of rows) byItem.set(row.gold.item, [...(byItem.get(row.gold.item) ?? []), row]);
  const items = [...byItem.values()];
  const random = randomOf(SEED);
  const draws = Array.from({ length: DRAWS }, () =>
    measure(items.flatMap(() => items[Math.floor(random() * items.length)] ?? [])),
  );
  const names = Object.keys(draws[0] ?? {}) as Name[];
  const bounds = names.map((name) => {
    const values = draws.map((draw) => draw[name]).sort((a, b) => a - b);
    const outside = Math.floor(DRAWS * OUTSIDE_SHARE);
    return [name, { from: values[outside] ?? 0, to: values[DRAWS - 1 - outside] ?? 0 }] as const;
  });
  return Object.fromEntries(bounds) as Record<Name, Interval>;
}

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
