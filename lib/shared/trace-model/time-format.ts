/**
 * How times are written, derived from the range of the data: clock times in UTC, with a date only where the run spans
 * days, with milliseconds only where there are any. Window intervals drop the parts that all of the data share, and full minutes.
 */

/** Flink's `Long.MIN_VALUE` and `Long.MAX_VALUE` as traces carry them. */
export const MIN_TIME = -(2 ** 63);
export const MAX_TIME = 2 ** 63;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Writes the times of one run. All arguments are milliseconds. */
export type TimeFormat = {
  /** `12:00:09`, `12:00:09.999`, `4 Mar 12:00:09`, or `7 ms` where the whole run lies within its first second. */
  time(millis: number): string;
  /** `[00, 10)`: start inclusive, end exclusive. */
  window(start: number, end: number): string;
};

/** A real event time: neither missing nor one of the ends of the range. */
export function isFiniteTime(millis: number): boolean {
  return Number.isFinite(millis) && millis > MIN_TIME && millis < MAX_TIME;
}

/** A length of time: `200 ms`, `5 s`, `30 min`, `1 h 30 min`. */
export function formatDuration(millis: number): string {
  if (millis < 0) return `-${formatDuration(-millis)}`;
  if (millis < SECOND) return millis === 0 ? "0 s" : `${millis} ms`;
  if (millis < MINUTE) return `${Number((millis / SECOND).toFixed(3))} s`;
  const units: [number, string][] = [
    [DAY, "d"],
    [HOUR, "h"],
    [MINUTE, "min"],
    [SECOND, "s"],
  ];
  let rest = millis;
  const parts: string[] = [];
  for (const [size, name] of units) {
    const count = name === "s" ? Number((rest / size).toFixed(3)) : Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= name === "s" ? rest : count * size;
  }
  return parts.slice(0, 2).join(" ");
}

/** The format for a run whose event times lie between `min` and `max`, both in milliseconds and inclusive. */
export function createTimeFormat(min: number, max: number): TimeFormat {
  if (min >= 0 && max < SECOND) {
    return { time: (t) => sentinel(t) ?? `${t} ms`, window: (start, end) => windowText(start, end, String) };
  }
  const withDate = Math.floor(min / DAY) !== Math.floor(max / DAY);
  const full = (t: number) => clockText(t, { from: "hour", withDate });
  return {
    time: (t) => sentinel(t) ?? full(t),
    window: (start, end) => {
      const from = firstPart(start, end, Math.min(min, start), Math.max(max, end));
      return windowText(start, end, (t) => clockText(t, { from, withDate, short: true }));
    },
  };
}

/** The first part of the clock that a window's name needs: hours for full minutes, else what the data do not share. */
function firstPart(start: number, end: number, min: number, max: number): "hour" | "minute" | "second" {
  if (start % MINUTE === 0 && end % MINUTE === 0) return "hour";
  if (Math.floor(min / MINUTE) === Math.floor(max / MINUTE)) return "second";
  return Math.floor(min / HOUR) === Math.floor(max / HOUR) ? "minute" : "hour";
}

function windowText(start: number, end: number, text: (t: number) => string): string {
  if (!isFiniteTime(start) || !isFiniteTime(end)) return "the global window";
  return `[${text(start)}, ${text(end)})`;
}

function sentinel(millis: number): string | null {
  if (Number.isNaN(millis) || millis === Number.NEGATIVE_INFINITY) return "no time";
  if (millis <= MIN_TIME) return "−∞";
  return millis >= MAX_TIME ? "+∞" : null;
}

function clockText(
  millis: number,
  options: { from: "hour" | "minute" | "second"; withDate: boolean; short?: boolean },
): string {
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return `${millis} ms`;
  const two = (n: number) => String(n).padStart(2, "0");
  const rest = date.getUTCMilliseconds();
  const parts = [two(date.getUTCHours()), two(date.getUTCMinutes()), two(date.getUTCSeconds())];
  const kept = options.from === "hour" ? [...parts] : options.from === "minute" ? parts.slice(1) : parts.slice(2);
  if (options.short && kept.length === 3 && parts[2] === "00" && rest === 0) kept.pop();
  const clock = kept.join(":") + (rest === 0 ? "" : `.${String(rest).padStart(3, "0")}`);
  return options.withDate ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${clock}` : clock;
}
