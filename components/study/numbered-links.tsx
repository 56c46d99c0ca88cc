import Link from "next/link";
import type { ReactNode } from "react";

export type NumberedLink = {
  readonly href: string;
  readonly title: string;
  readonly summary: string;
  /** What kind of thing it is, in a few words. */
  readonly about: string;
  readonly minutes: number;
  /** What can be done with it without opening it. */
  readonly beside?: ReactNode;
};

/** Pages to go through one after the other, with their numbers from 1. */
export function NumberedLinks({ links }: { links: readonly NumberedLink[] }) {
  return (
    <ol className="mt-24 border-line border-t">
      {links.map(({ href, title, summary, about, minutes, beside }, index) => (
        <li key={href} className="flex items-start gap-4 border-line border-b">
          <Link
            href={href}
            prefetch={false}
            className="group flex min-w-0 flex-1 items-baseline gap-18 rounded-sm py-12 no-underline hover:bg-sunk"
          >
            <span aria-hidden className="w-[2ch] shrink-0 text-right font-mono text-ink-2 text-sm">
              {index + 1}
            </span>
            <span className="min-w-0 flex-1">
              <span className="font-serif text-prose leading-[1.35] group-hover:underline">{title}</span>
              <span className="block">{summary}</span>
              <span className="block text-ink-2 text-sm">{about}</span>
            </span>
            <span className="shrink-0 text-ink-2 text-sm">{minutes} min</span>
          </Link>
          <span className="pt-8">{beside}</span>
        </li>
      ))}
    </ol>
  );
}
