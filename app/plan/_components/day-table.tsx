import { dayWords, type LocalDay } from "@/lib/shared/review/local-day";
import type { PlanDay } from "@/lib/shared/review/make-plan";

const SHOWN_AT_ONCE = 14;

/** The days after today, each in a line; a long plan folds its end. */
export function DayTable({ days, today }: { days: readonly PlanDay[]; today: LocalDay }) {
  const later = days.slice(1);
  const lastDay = later.at(-1)?.day;
  if (lastDay === undefined) return null;
  return (
    <section aria-labelledby="days">
      <h2 id="days" className="pane-heading">
        The days after it
      </h2>
      <p className="mt-4 text-ink-2 text-sm">As they will be when you recall what you review.</p>
      <Rows days={later.slice(0, SHOWN_AT_ONCE)} {...{ today, lastDay }} />
      {later.length > SHOWN_AT_ONCE && (
        <details className="mt-12">
          <summary className="text-ink-2 text-sm">{later.length - SHOWN_AT_ONCE} more days</summary>
          <Rows days={later.slice(SHOWN_AT_ONCE)} {...{ today, lastDay }} />
        </details>
      )}
    </section>
  );
}

interface RowsProps {
  days: readonly PlanDay[];
  today: LocalDay;
  /** The last of the whole plan, which ends with the cheat sheet. */
  lastDay: LocalDay;
}

function Rows({ days, today, lastDay }: RowsProps) {
  return (
    <table className="mt-8 w-full border-collapse">
      <thead>
        <tr className="border-line border-b text-ink-2 text-sm">
          {["Day", "Reviews", "New", "Besides", "Minutes"].map((name) => (
            <th
              key={name}
              scope="col"
              className={`py-4 font-normal ${name === "Day" ? "text-left" : name === "Besides" ? "pl-18 text-left" : "pl-12 text-right"}`}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day.day} className="border-line border-b">
            <th scope="row" className="py-8 text-left font-normal">
              {dayWords(day.day, today)}
            </th>
            <td className="py-8 pl-12 text-right">{day.reviewCount}</td>
            <td className="py-8 pl-12 text-right">{day.newItems.length}</td>
            <td className="py-8 pl-18 text-ink-2 text-sm">
              {[
                day.exercise !== null && "an exercise",
                day.mockInterview && "a mock interview",
                day.day === lastDay && "the cheat sheet",
              ]
                .filter(Boolean)
                .join(", ")}
            </td>
            <td className="py-8 pl-12 text-right">{Math.round(day.minutes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
