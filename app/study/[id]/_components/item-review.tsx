import Link from "next/link";
import type { ReactNode } from "react";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { AnswerFigure } from "@/components/study/answer-figure";
import { InlineText } from "@/components/study/inline-text";
import { ItemHead } from "@/components/study/item-head";
import { Misconceptions } from "@/components/study/misconceptions";
import { ReviewArrival } from "@/components/study/review-arrival";
import { RunFigure } from "@/components/study/run-figure";
import { loadFigure } from "@/lib/server/content/figures";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { runScenario } from "@/lib/shared/content/run-scenario";
import { itemTrail, nextItem, type StudyOwn } from "@/lib/server/content/study-list";
import { getProfileId } from "@/lib/server/session";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import type { ItemFigure } from "@/lib/shared/content/item-schema";
import { type StudyFilters, studyItemUrl, studyListUrl } from "@/lib/shared/content/study-filters";
import { verdictOf } from "@/lib/shared/content/verdict";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { AnswerReview } from "./answer-review";
import { ComesBack } from "./comes-back";
import { GradedBy } from "./graded-by";
import { EarlierAnswers } from "./earlier-answers";

interface ItemReviewProps {
  item: StudyItem;
  answer: StudyAnswerDto;
  answers: readonly StudyAnswerDto[];
  filters: StudyFilters;
  /** The learner's own list that the filters name. */
  list?: StudyOwn["list"];
  /** Where the review leads on; the next question of the list when not given. */
  next?: ReactNode;
}

/** An answer and everything around it: verdict, the answer part by part, the model answer, and where to read on. */
export async function ItemReview({ item, answer, answers, filters, list = null, next }: ItemReviewProps) {
  const { meta } = item;
  const verdict = verdictOf(meta, answer);
  const contentRef = { kind: "item", contentId: meta.id } as const;
  return (
    <article className="page grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_348px]">
      <div className="min-w-0">
        <ItemHead meta={meta} trail={itemTrail(item, filters, list)} beside={<LibraryBar contentRef={contentRef} />} />
        <ReviewArrival itemId={meta.id} next={next ?? <NextStep itemId={meta.id} filters={filters} />}>
          <span className="font-medium font-serif text-2xl">{verdict.headline}</span>{" "}
          <span className="text-ink-2">
            {verdict.detail}
            {answer.result.grading !== undefined && <GradedBy version={answer.result.grading.grade.version} />}
          </span>
        </ReviewArrival>
        {answer.itemVersion !== item.version && (
          <p className="mt-12 text-ink-2 text-sm">
            The question has been edited since this answer; the verdict is that of the time.
          </p>
        )}
        <AnswerReview item={item} given={answer} />
      </div>
      <aside aria-label="About the answer" className="flex min-w-0 flex-col gap-24">
        <Section heading="Model answer" markdown={item.sections.modelAnswer} />
        <Section heading="Why the others are wrong" markdown={item.sections.whyOthersAreWrong} />
        <Section heading="An interviewer would ask next" markdown={item.sections.askedNext} small />
      </aside>
      {meta.format === "trace" && (
        <section className="min-w-0 lg:col-span-2">
          <h2 className="pane-heading mb-8">See it happen</h2>
          <RunFigure trace={runScenario(meta.scenario).trace} />
        </section>
      )}
      {meta.figure !== undefined && <Figure of={meta.figure} />}
      <div className="flex min-w-0 flex-col gap-24">
        <Section heading="Common misconceptions" markdown={item.sections.misconceptions} />
        {"misconceptions" in meta && <Misconceptions of={meta.misconceptions} />}
        <Section heading="Version notes" markdown={item.sections.versionNotes} small />
        <OwnNote contentRef={contentRef} />
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
        <p className="mt-12">
          <Link href={studyItemUrl(meta.id, filters)} prefetch={false}>
            Answer it again
          </Link>
        </p>
        {next === undefined && <ComesBack itemId={meta.id} />}
        <EarlierAnswers meta={meta} answers={answers} filters={filters} shownId={answer.id} />
      </div>
    </article>
  );
}

async function Section({
  heading,
  markdown,
  small = false,
}: {
  heading: string;
  markdown: string | null;
  small?: boolean;
}) {
  if (markdown === null) return null;
  return (
    <section>
      <h2 className="pane-heading">{heading}</h2>
      <div className={small ? "prose mt-4 font-sans text-base" : "prose mt-4"}>{await renderMarkdown(markdown)}</div>
    </section>
  );
}

/** A run that shows what the answer says; the reader travels through it here. */
function Figure({ of }: { of: ItemFigure }) {
  const figure = loadFigure(of);
  if (figure === null) return null;
  const { page, ...run } = figure;
  return (
    <figure className="min-w-0 lg:col-span-2">
      <h2 className="pane-heading mb-8">See it run</h2>
      <AnswerFigure {...run} />
      <figcaption className="mt-12 max-w-[42rem] font-serif text-prose">
        <InlineText text={of.caption} />{" "}
        <Link href={page.href} prefetch={false} className="font-sans text-base">
          {page.title}
        </Link>
      </figcaption>
    </figure>
  );
}

async function NextStep({ itemId, filters }: { itemId: string; filters: StudyFilters }) {
  const profileId = await getProfileId();
  const next = nextItem(filters, await loadStudyOwn(profileId, filters), itemId);
  const keys = (
    <span className="pointer-coarse:hidden">
      <Kbd>N</Kbd>
    </span>
  );
  if (next === null) {
    return (
      <ButtonLink weight="primary" href={studyListUrl(filters)} className="min-h-[40px]">
        All answered: back to the list {keys}
      </ButtonLink>
    );
  }
  return (
    <ButtonLink weight="primary" href={studyItemUrl(next.meta.id, filters)} className="min-h-[40px]">
      Next question {keys}
    </ButtonLink>
  );
}
