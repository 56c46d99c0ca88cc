import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ListWay } from "@/components/library/list-way";
import { InlineText } from "@/components/study/inline-text";
import { ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { findItem, loadStudyContent } from "@/lib/server/content/load-items";
import { loadPrimitive, loadPrimitives } from "@/lib/server/content/primitives";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { loadListWay } from "@/lib/server/study/load-list-way";
import { nextInList } from "@/lib/shared/content/list-walk";
import { studyItemUrl, studyListUrl } from "@/lib/shared/content/study-filters";
import { type Primitive, PRIMITIVE_NAMES } from "@/lib/shared/content/vocabulary";
import { PrimitiveRun } from "./_components/primitive-run";

export async function generateMetadata({ params }: PageProps<"/study/primitives/[id]">): Promise<Metadata> {
  const page = loadPrimitive((await params).id);
  return { title: page === null ? "Not here" : PRIMITIVE_NAMES[page.meta.id] };
}

/** One primitive: the idea, an example that runs, the question that interviewers ask, and where to go on. */
export default async function PrimitivePage({ params, searchParams }: PageProps<"/study/primitives/[id]">) {
  const page = loadPrimitive((await params).id);
  if (page === null) notFound();
  const { meta, program } = page;
  const contentRef = { kind: "primitive", contentId: meta.id } as const;
  const pages = loadPrimitives();
  const place = pages.indexOf(page);
  const way = await loadListWay((await searchParams).list, contentRef);
  const next = way === null ? nextPrimitive(pages[place + 1]?.meta.id) : nextInList(way);
  const asked = findItem(meta.item)?.meta;
  const count = loadStudyContent().items.filter((item) => item.meta.primitive === meta.id).length;
  const [teaching, inTheRun, drawnProgram] = await Promise.all([
    renderMarkdown(page.teaching),
    renderMarkdown(page.inTheRun),
    renderMarkdown(`\`\`\`typescript\n${program.trim()}\n\`\`\``),
  ]);
  return (
    <>
      {way !== null && <ListWay way={way} />}
      <article className="mx-auto w-full max-w-[1440px] pt-24 pb-64">
        <header className="px-24 max-sm:px-18">
          <div className="flex flex-wrap items-center justify-between gap-x-12">
            <Crumb href="/study/primitives" label="Seven primitives">
              {` · ${place + 1} of ${pages.length} · about ${meta.minutes} minutes`}
            </Crumb>
            <LibraryBar contentRef={contentRef} />
          </div>
          <h1 className="mt-4 font-medium font-serif text-xl tracking-[-0.012em] max-sm:text-lg">
            {PRIMITIVE_NAMES[meta.id]}
          </h1>
          <div className="prose mt-8">{teaching}</div>
          <h2 className="mt-34 font-medium font-serif text-lg tracking-[-0.012em]">In the run</h2>
          <div className="prose mt-8">{inTheRun}</div>
        </header>
        <PrimitiveRun meta={meta} program={program} />
        <div className="grid gap-x-64 gap-y-34 px-24 pt-34 max-sm:px-18 lg:grid-cols-[minmax(0,660px)_minmax(0,1fr)]">
          <section aria-labelledby="asked">
            <h2 id="asked" className="font-medium font-serif text-lg tracking-[-0.012em]">
              Asked in interviews
            </h2>
            {asked !== undefined && (
              <p className="mt-8 font-serif text-prose">
                <Link href={studyItemUrl(asked.id, { primitive: meta.id })} prefetch={false}>
                  <InlineText text={asked.question} />
                </Link>
              </p>
            )}
            <p className="mt-18 flex flex-wrap gap-12">
              <ButtonLink weight="primary" href={studyListUrl({ primitive: meta.id })} prefetch={false}>
                {`All ${count} questions`}
              </ButtonLink>
              <ButtonLink href={next.href} prefetch={false}>
                {next.label}
              </ButtonLink>
            </p>
            <ul className="mt-18 text-sm">
              {meta.sources.map(({ title, url }) => (
                <li key={url} className="py-3">
                  <Link href={url}>{title}</Link>
                </li>
              ))}
            </ul>
          </section>
          <details className="min-w-0">
            <summary className="pane-heading cursor-pointer py-4">The program that runs</summary>
            <div className="prose mt-8">{drawnProgram}</div>
          </details>
        </div>
        <div className="px-24 pt-34 max-sm:px-18">
          <OwnNote contentRef={contentRef} />
        </div>
      </article>
    </>
  );
}

/** Where a primitive leads on that was not opened from a list. */
function nextPrimitive(next: Primitive | undefined): { href: string; label: string } {
  return next === undefined
    ? { href: "/study/primitives", label: "All seven" }
    : { href: `/study/primitives/${next}`, label: `Next: ${PRIMITIVE_NAMES[next]}` };
}
