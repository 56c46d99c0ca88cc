/** Times and durations of a declared scenario: how they are written in front matter, read, and shown. */

/** `clock` shows 10:00:05 (milliseconds only where there are some), `millis` plain milliseconds. */
export type TimeStyle = "clock" | "millis";

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{3}))?)?$/;
const DURATION = /^(\d+)(ms|s|min|h)$/;
const UNIT_MILLIS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };
const DAY_MILLIS = 86_400_000;

/** Reads `10:00`, `10:00:05`, `10:00:05.250` as milliseconds since midnight of 1 January 1970 UTC; null when malformed. */
export function parseClock(text: string): number | null {
  const match = CLOCK.exec(text.trim());
  if (match === null) return null;
  const [, hours, minutes, seconds = "0", millis = "0"] = match;
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(millis);
}

/** Reads `200ms`, `5s`, `10min`, `1h` as milliseconds; null when malformed. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (match === null) return null;
  return Number(match[1]) * (UNIT_MILLIS[match[2] ?? ""] ?? 0);
}

/** Reads what a learner types for a time: a clock time or whole milliseconds, whatever the style; null when neither. */
export function parseTime(text: string): number | null {
  const trimmed = text.trim().replaceAll(/[_\s]/g, "");
  if (/^-?\d+(ms)?$/.test(trimmed)) return Number(trimmed.replace("ms", ""));
  return parseClock(trimmed);
}

/** Shows an event or processing time in the scenario's style. Times outside of the day are shown in milliseconds. */
export function formatTime(millis: number, style: TimeStyle): string {
  if (style === "millis" || millis < 0 || millis >= DAY_MILLIS) return `${millis}`;
  const two = (value: number) => `${value}`.padStart(2, "0");
  const seconds = Math.floor(millis / 1_000);
  const clock = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const rest = millis % 1_000;
  return rest === 0 ? clock : `${clock}.${`${rest}`.padStart(3, "0")}`;
}

/** Shows a duration with the largest unit that divides it: 90000 is `90 s`, 300000 is `5 min`. */
export function formatDuration(millis: number): string {
  for (const unit of ["h", "min", "s"] as const) {
    const size = UNIT_MILLIS[unit] ?? 1;
    if (millis > 0 && millis % size === 0) return `${millis / size} ${unit}`;
  }
  return `${millis} ms`;
}
