/** On which days a learner practised: a plain history, in which a day without practice is only a day without. */
import { type DayRule, type LocalDay, localDayOf } from "./local-day";

/** One day, and how many things were done on it: answers, attempts, ratings. */
export interface PracticeDay {
  readonly day: LocalDay;
  readonly count: number;
}

/** The last `dayCount` days up to today, the earliest first, each with what was done on it. */
export function practiceDays(
  moments: readonly Date[],
  today: LocalDay,
  dayCount: number,
  rule: DayRule,
): PracticeDay[] {
  const counts = new Map<LocalDay, number>();
  for (const moment of moments) {
    const day = localDayOf(moment, rule);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return Array.from({ length: dayCount }, (_, index) => {
    const day = today - dayCount + 1 + index;
    return { day, count: counts.get(day) ?? 0 };
  });
}
