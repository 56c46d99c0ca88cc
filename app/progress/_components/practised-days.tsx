import { listPractice } from "@/lib/server/data/review/list-practice";
import { dayWords, type LocalDay } from "@/lib/shared/review/local-day";
import { practiceDays, type PracticeDay } from "@/lib/shared/review/practice-days";
import type { ReviewSettings } from "@/lib/shared/review/settings";

const DAY_COUNT = 14;
const MARK_WIDTH = 18;
const MARK_HEIGHT = 34;
/** From so many things on a day's mark is full. */
const FULL_COUNT = 20;

interface PractisedDaysProps {
  profileId: string;
  now: Date;
  today: LocalDay;
  settings: ReviewSettings;
}

/** The last fortnight, a mark for each day: how much was done, and nothing more said about the days without. */
export async function PractisedDays({ profileId, now, today, settings }: PractisedDaysProps) {
  const since = new Date(now.getTime() - (DAY_COUNT + 2) * 86_400_000);
  const days = practiceDays(await listPractice(profileId, since), today, DAY_COUNT, settings);
  const practised = days.filter((day) => day.count > 0).length;
  return (
    <section aria-labelledby="days-practised">
      <h2 id="days-practised" className="pane-heading">
        Days practised
      </h2>
      <p className="mt-4">
        {practised} of the last {DAY_COUNT} days
      </p>
      <svg
        aria-hidden
        width={DAY_COUNT * MARK_WIDTH}
        height={MARK_HEIGHT}
        viewBox={`0 0 ${DAY_COUNT * MARK_WIDTH} ${MARK_HEIGHT}`}
        className="mt-8 max-w-full"
      >
        {days.map((day, index) => (
          <DayMark key={day.day} day={day} x={index * MARK_WIDTH} />
        ))}
      </svg>
      <details className="mt-4">
        <summary className="text-ink-2 text-sm">Day by day</summary>
        <ul className="mt-4">
          {[...days].reverse().map(({ day, count }) => (
            <li key={day} className="flex justify-between gap-18 border-line border-b py-4 text-sm">
              <span>{dayWords(day, today)}</span>
              <span className="text-ink-2">
                {count === 0 ? "–" : count === 1 ? "1 thing done" : `${count} things done`}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function DayMark({ day, x }: { day: PracticeDay; x: number }) {
  const height = day.count === 0 ? 2 : 6 + (Math.min(day.count, FULL_COUNT) / FULL_COUNT) * (MARK_HEIGHT - 6);
  return (
    <rect
      x={x + 2}
      y={MARK_HEIGHT - height}
      width={MARK_WIDTH - 4}
      height={height}
      fill={day.count === 0 ? "var(--line-strong)" : "var(--tide)"}
    />
  );
}
