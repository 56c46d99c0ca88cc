import Link from "next/link";
import { loadExercise } from "@/lib/server/content/exercises";
import { findItem } from "@/lib/server/content/load-items";
import type { ReviewState } from "@/lib/server/study/load-queue";

/** Today's part of the plan, as far as it is not done. */
export function Today({ state: { outlook, queue } }: { state: ReviewState }) {
  const today = outlook?.days[0];
  if (today === undefined) return null;
  const exercise = today.exercise === null ? null : loadExercise(today.exercise.id);
  const minutes = Math.round(today.minutes);
  const isLast = outlook?.days.length === 1;
  const planned = today.reviewCount + today.newItems.length > 0 || exercise !== null || today.mockInterview || isLast;
  return (
    <section aria-labelledby="today">
      <h2 id="today" className="pane-heading">
        Today{minutes > 0 && `, about ${minutes} minutes more`}
      </h2>
      {!planned && (
        <p className="prose mt-8">
          {queue.reviewedCount + queue.introducedCount > 0 ? "Today's part is done." : "Nothing is planned for today."}
        </p>
      )}
      <ul className="mt-4">
        {today.reviewCount > 0 && (
          <Line
            href="/review"
            text={today.reviewCount === 1 ? "1 review" : `${today.reviewCount} reviews`}
            about={`${Math.round(today.reviewMinutes)} min`}
          />
        )}
        {today.newItems.map((item) => (
          <Line
            key={item.id}
            href={`/study/${item.id}`}
            text={findItem(item.id)?.meta.title ?? item.id}
            about={`new, ${item.minutes} min`}
          />
        ))}
        {exercise !== null && (
          <Line
            href={`/code/${exercise.meta.id}`}
            text={exercise.meta.title}
            about={`exercise, ${exercise.meta.minutes} min`}
          />
        )}
        {today.mockInterview && <Line href="/interview" text="A mock interview" about="45 min" />}
        {isLast && <Line href="/study/cheat-sheet" text="The cheat sheet" about="one page" />}
      </ul>
    </section>
  );
}

function Line({ href, text, about }: { href: string; text: string; about: string }) {
  return (
    <li className="flex items-baseline justify-between gap-18 border-line border-b py-8">
      <Link href={href} prefetch={false} className="font-serif text-prose leading-[1.35] no-underline hover:underline">
        {text}
      </Link>
      <span className="shrink-0 text-ink-2 text-sm">{about}</span>
    </li>
  );
}
