/**
 * Units of time, as the older parts of Flink's API take them: `(1000, TimeUnit.MILLISECONDS)`. Answers to Java's `TimeUnit`.
 */

/** A unit; `toMillis` gives so many of it in whole milliseconds, cut off as Java does. */
export interface TimeUnit {
  readonly name: string;
  toMillis(duration: number): number;
}

function unit(name: string, millis: number): TimeUnit {
  return { name, toMillis: (duration) => Math.trunc(duration * millis) };
}

export const TimeUnit = {
  NANOSECONDS: unit("NANOSECONDS", 1e-6),
  MICROSECONDS: unit("MICROSECONDS", 1e-3),
  MILLISECONDS: unit("MILLISECONDS", 1),
  SECONDS: unit("SECONDS", 1_000),
  MINUTES: unit("MINUTES", 60_000),
  HOURS: unit("HOURS", 3_600_000),
  DAYS: unit("DAYS", 86_400_000),
} as const;
