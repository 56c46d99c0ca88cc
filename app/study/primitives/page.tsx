import type { Metadata } from "next";
import Link from "next/link";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { loadPrimitives } from "@/lib/server/content/primitives";
import { PRIMITIVE_NAMES } from "@/lib/shared/content/vocabulary";

export const metadata: Metadata = { title: "Seven primitives" };

/** The seven things that the rest of Flink is made of, in the order in which they build on each other. */
export default function PrimitivesPage() {
  const { items } = loadStudyContent();
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Seven primitives</h1>
      <p className="prose mt-8">
        The rest of Flink is made of these. Each has a page to read, an example that runs, and the question that
        interviewers ask about it.
      </p>
      <ol className="mt-24 border-line border-t">
        {loadPrimitives().map(({ meta }, index) => (
          <li key={meta.id} className="border-line border-b">
            <Link
              href={`/study/primitives/${meta.id}`}
              prefetch={false}
              className="group flex items-baseline gap-18 rounded-sm py-12 no-underline hover:bg-sunk"
            >
              <span aria-hidden className="w-[2ch] shrink-0 text-right font-mono text-ink-2 text-sm">
                {index + 1}
              </span>
              <span className="min-w-0 flex-1">
                <span className="font-serif text-prose leading-[1.35] group-hover:underline">
                  {PRIMITIVE_NAMES[meta.id]}
                </span>
                <span className="block">{meta.summary}</span>
                <span className="block text-ink-2 text-sm">
                  {`${items.filter((item) => item.meta.primitive === meta.id).length} questions`}
                </span>
              </span>
              <span className="shrink-0 text-ink-2 text-sm">{meta.minutes} min</span>
            </Link>
          </li>
        ))}
      </ol>
    </div>
  );
}
