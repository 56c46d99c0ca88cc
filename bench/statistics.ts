/** What the bench says about a list of measured times. */

/** The value below which the share `part` (0 to 1) of the values lies: the nearest rank. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `p50 12.3 ms  p95 20.1 ms`. */
export function spread(millis: readonly number[]): string {
  return `p50 ${median(millis).toFixed(1)} ms  p95 ${quantile(millis, 0.95).toFixed(1)} ms`;
}
