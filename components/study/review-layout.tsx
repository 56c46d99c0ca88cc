import type { ReactNode } from "react";
import type { ItemMeta } from "@/lib/shared/content/item-schema";
import type { SectionKey } from "@/lib/shared/content/vocabulary";
import { Misconceptions } from "./misconceptions";

interface ReviewLayoutProps {
  meta: ItemMeta;
  /** The question, the verdict, and the answer part by part. */
  children: ReactNode;
  /** The sections that the item has, drawn. */
  sections: Partial<Readonly<Record<SectionKey, ReactNode>>>;
  /** Runs that show what the answer says, over the whole width. */
  runs?: ReactNode;
  /** What stands under the notes, such as the learner's own. */
  own?: ReactNode;
  /** What stands under the sources, such as earlier answers. */
  after?: ReactNode;
}

/** Where everything of a review stands: the answer, beside it the model answer, under both what leads further. */
export function ReviewLayout({ meta, children, sections, runs, own, after }: ReviewLayoutProps) {
  return (
    <article className="page grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_348px]">
      <div className="min-w-0">{children}</div>
      <aside aria-label="About the answer" className="flex min-w-0 flex-col gap-24">
        <Section heading="Model answer">{sections.modelAnswer}</Section>
        <Section heading="Why the others are wrong">{sections.whyOthersAreWrong}</Section>
        <Section heading="An interviewer would ask next" small>
          {sections.askedNext}
        </Section>
      </aside>
      {runs}
      <div className="flex min-w-0 flex-col gap-24">
        <Section heading="Common misconceptions">{sections.misconceptions}</Section>
        {"misconceptions" in meta && <Misconceptions of={meta.misconceptions} />}
        <Section heading="Version notes" small>
          {sections.versionNotes}
        </Section>
        {own}
      </div>
      <div>
        <h2 className="pane-heading">Read on</h2>
        <ul className="mt-4">
          {meta.sources.map((source) => (
            <li key={source.url} className="py-4">
              <a href={source.url} rel="noreferrer">
                {source.title}
              </a>
            </li>
          ))}
        </ul>
        {after}
      </div>
    </article>
  );
}

function Section({ heading, small = false, children }: { heading: string; small?: boolean; children: ReactNode }) {
  if (children === undefined || children === null) return null;
  return (
    <section>
      <h2 className="pane-heading">{heading}</h2>
      <div className={small ? "prose mt-4 font-sans text-base" : "prose mt-4"}>{children}</div>
    </section>
  );
}
