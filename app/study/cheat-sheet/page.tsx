import type { Metadata } from "next";
import Link from "next/link";
import { InlineText } from "@/components/study/inline-text";
import { Crumb } from "@/components/ui/crumb";
import { loadStudyContent } from "@/lib/server/content/load-items";
import { type CheatSheet, rowCount } from "@/lib/shared/content/cheat-sheet-schema";
import { studyItemUrl, studyListUrl } from "@/lib/shared/content/study-filters";

export const metadata: Metadata = { title: "Cheat sheet" };

/** What to know by heart: needs, and what Flink has for each; the answers can be covered, and the page is fit to print. */
export default function CheatSheetPage() {
  const { cheatSheet } = loadStudyContent();
  return (
    <div className="page cheat-sheet max-w-[1120px]">
      <Crumb href="/study" label="Study">
        {` · for Flink 2.3`}
      </Crumb>
      <h1 className="mt-4 font-medium font-serif text-xl tracking-[-0.012em]">Cheat sheet</h1>
      <p className="prose mt-8">
        {`${rowCount(cheatSheet)} needs and what Flink has for each: the page for the morning of the interview. Every row leads to the question that explains it. `}
        <Link href={studyListUrl({ set: "cheat-sheet" })} prefetch={false}>
          One track
        </Link>
        {" asks for the needs that come up most."}
      </p>
      <label className="mt-18 inline-flex min-h-[28px] items-center gap-8 print:hidden">
        <input type="checkbox" name="cover" className="cheat-sheet-cover" />
        <span>Cover the answers: a click, a tap or the space bar on a row shows its own.</span>
      </label>
      <nav aria-label="Sections" className="mt-8 print:hidden">
        <ul className="flex flex-wrap gap-x-18">
          {cheatSheet.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className="inline-flex min-h-[28px] items-center">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {cheatSheet.map((section) => (
        <CheatSheetSection key={section.id} {...section} />
      ))}
    </div>
  );
}

function CheatSheetSection({ id, title, rows }: CheatSheet[number]) {
  return (
    <section aria-labelledby={id} className="mt-34">
      <h2 id={id} className="scroll-mt-[72px] font-medium font-serif text-lg tracking-[-0.012em]">
        {title}
      </h2>
      <dl className="mt-8 border-line border-t">
        {rows.map(({ need, answer, item }) => (
          <div
            key={need}
            className="cheat-sheet-row relative grid gap-x-34 gap-y-4 border-line border-b py-8 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <dt>
              <Link
                href={studyItemUrl(item, {})}
                prefetch={false}
                className="font-serif text-prose leading-[1.35] no-underline hover:underline"
              >
                {need}
              </Link>
            </dt>
            <dd className="cheat-sheet-answer">
              <InlineText text={answer} />
              <input type="checkbox" aria-label={`Show: ${need}`} className="cheat-sheet-show print:hidden" />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
