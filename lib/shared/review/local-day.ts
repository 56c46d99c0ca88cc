/** Days of the learner's own calendar. They begin at the roll-over hour, so that work after midnight counts for the evening. */

/** A day of the calendar as the number of days since 1970-01-01. */
export type LocalDay = number;

/** What turns a moment into a day: an IANA time zone, and the hour, 0 to 12, at which a day begins. */
export interface DayRule {
  readonly timeZone: string;
  readonly rollOverHour: number;
}

const DAY_MILLIS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

/** Whether the runtime knows the time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** The day that a moment belongs to. Before the roll-over hour, by the clock on the wall, it is still the day before. */
export function localDayOf(at: Date, rule: DayRule): LocalDay {
  const parts = Object.fromEntries(
    formatOf(rule.timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const date = Date.UTC(parts.year ?? 1970, (parts.month ?? 1) - 1, parts.day ?? 1) / DAY_MILLIS;
  return (parts.hour ?? 0) < rule.rollOverHour ? date - 1 : date;
}

/** A day as an ISO date, such as 2026-11-21. */
export function dayText(day: LocalDay): string {
  return new Date(day * DAY_MILLIS).toISOString().slice(0, 10);
}

/** The day of an ISO date, or null when the text is none. */
export function parseDay(text: string): LocalDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MILLIS;
  return Number.isInteger(day) && dayText(day) === text ? day : null;
}

/** A day in words, such as "Sat 21 Nov"; with the year where it is not this one's. */
export function dayWords(day: LocalDay, today: LocalDay): string {
  const sameYear = dayText(day).slice(0, 4) === dayText(today).slice(0, 4);
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(!sameYear && { year: "numeric" }),
  });
  return format.format(new Date(day * DAY_MILLIS)).replace(",", "");
}
