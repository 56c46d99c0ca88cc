import type { Metadata } from "next";
import Link from "next/link";
import { loadScenes } from "@/lib/server/content/scenes";
import { TOPIC_NAMES } from "@/lib/shared/content/vocabulary";

export const metadata: Metadata = { title: "Scenes" };

/** All guided scenes, in the order in which they build on each other. */
export default function ScenesPage() {
  return (
    <div className="page max-w-[820px]">
      <h1 className="font-medium font-serif text-xl tracking-[-0.012em]">Scenes</h1>
      <p className="prose mt-8">
        Small jobs that really run. Each stops at the step that decides, and asks you what comes next. Then you see it.
      </p>
      <ol className="mt-24 border-line border-t">
        {loadScenes().map(({ meta }) => (
          <li key={meta.id} className="border-line border-b">
            <Link
              href={`/study/scenes/${meta.id}`}
              prefetch={false}
              className="group flex items-baseline gap-18 rounded-sm py-12 no-underline hover:bg-sunk"
            >
              <span aria-hidden className="w-[2ch] shrink-0 text-right font-mono text-ink-2 text-sm">
                {meta.order}
              </span>
              <span className="min-w-0 flex-1">
                <span className="font-serif text-prose leading-[1.35] group-hover:underline">{meta.title}</span>
                <span className="block">{meta.summary}</span>
                <span className="block text-ink-2 text-sm">
                  {TOPIC_NAMES[meta.topic]} · {meta.level}
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
