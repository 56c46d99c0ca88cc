/** Round places for the ticks of time axes, in milliseconds. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY),
];

/** Multiples of the smallest round time that gives at most `most` ticks between `min` and `max`, both inclusive. */
export function timeTicks(min: number, max: number, most: number): number[] {
  const wanted = (max - min) / Math.max(1, most);
  const step = STEPS.find((s) => s >= wanted) ?? Math.ceil(wanted / (365 * DAY)) * 365 * DAY;
  return multiples(min, max, step);
}

/** Multiples of 1, 2 or 5 times a power of ten, at most `most` of them. */
export function countTicks(min: number, max: number, most: number): number[] {
  const wanted = (max - min) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= wanted) ?? 10 * power;
  return multiples(min, max, step);
}

function multiples(min: number, max: number, step: number): number[] {
  const ticks: number[] = [];
  for (let tick = Math.ceil(min / step) * step; tick <= max; tick += step) ticks.push(tick);
  return ticks;
}
