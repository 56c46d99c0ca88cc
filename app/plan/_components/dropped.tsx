import Link from "next/link";
import { findItem } from "@/lib/server/content/load-items";
import { FREQUENCIES, FREQUENCY_NAMES } from "@/lib/shared/content/vocabulary";
import type { PlannedItem } from "@/lib/shared/review/importance";

/** What the time does not hold, said plainly, the least important first. */
export function Dropped({ dropped }: { dropped: readonly PlannedItem[] }) {
  if (dropped.length === 0) {
    return <p className="text-ink-2 text-sm">Everything that you aim at fits into the time.</p>;
  }
  const counts = FREQUENCIES.flatMap((frequency) => {
    const count = dropped.filter((item) => item.frequency === frequency).length;
    return count === 0 ? [] : [`${count} ${FREQUENCY_NAMES[frequency]}`];
  });
  return (
    <section aria-labelledby="dropped">
      <h2 id="dropped" className="pane-heading">
        What to leave out
      </h2>
      <p className="prose mt-4">
        {dropped.length === 1 ? "1 question does" : `${dropped.length} questions do`} not fit into the time:{" "}
        {counts.reverse().join(", ")}. Left out first is what is asked least often and lies furthest below the level you
        aim at. More time a day, more new questions a day or fewer topics bring them back.
      </p>
      <details className="mt-8">
        <summary className="text-ink-2 text-sm">Which ones</summary>
        <ul className="mt-4">
          {dropped.map((item) => (
            <li key={item.id} className="flex items-baseline justify-between gap-18 border-line border-b py-4">
              <Link href={`/study/${item.id}`} prefetch={false} className="no-underline hover:underline">
                {findItem(item.id)?.meta.title ?? item.id}
              </Link>
              <span className="shrink-0 text-ink-2 text-sm">
                {FREQUENCY_NAMES[item.frequency]}, {item.interview}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
