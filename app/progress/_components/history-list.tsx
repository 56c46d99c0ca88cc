import Link from "next/link";
import type { ReactNode } from "react";

interface HistoryListProps {
  heading: string;
  /** What to do when the list is empty. */
  empty: ReactNode;
  rows: readonly {
    readonly key: string;
    readonly href: string;
    readonly title: string;
    readonly about: string;
    readonly at: string;
  }[];
}

/** A list of things done, newest first, each with the way back to it. */
export function HistoryList({ heading, empty, rows }: HistoryListProps) {
  return (
    <section>
      <h2 className="pane-heading">{heading}</h2>
      {rows.length === 0 && <p className="mt-8">{empty}</p>}
      <ul className="mt-4">
        {rows.map((row) => (
          <li key={row.key} className="border-line border-b py-12">
            <div className="flex items-baseline justify-between gap-18">
              <Link
                href={row.href}
                prefetch={false}
                className="font-serif text-prose leading-[1.35] no-underline hover:underline"
              >
                {row.title}
              </Link>
              <time dateTime={row.at} className="shrink-0 text-ink-2 text-sm">
                {row.at.slice(0, 10)}
              </time>
            </div>
            <p className="text-ink-2 text-sm">{row.about}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
