import Link from "next/link";
import type { ReactNode } from "react";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { FigureOfAnswer } from "@/components/study/figure-of-answer";
import { ItemHead } from "@/components/study/item-head";
import { ReviewArrival } from "@/components/study/review-arrival";
import { ReviewLayout } from "@/components/study/review-layout";
import { RunFigure } from "@/components/study/run-figure";
import { loadFigure } from "@/lib/server/content/figures";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { nextInList } from "@/lib/shared/content/list-walk";
import { runScenario } from "@/lib/shared/content/run-scenario";
import { itemTrail, nextItem } from "@/lib/server/content/study-list";
import { getProfileId } from "@/lib/server/session";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import type { ItemFigure } from "@/lib/shared/content/item-schema";
import { filterQuery, type StudyFilters, studyItemUrl, studyListUrl } from "@/lib/shared/content/study-filters";
import { SECTIONS, type SectionKey } from "@/lib/shared/content/vocabulary";
import { verdictOf } from "@/lib/shared/content/verdict";
import type { ListWayDto } from "@/lib/shared/dto/library";
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
  /** The way through the learner's own list that the filters name. */
  way?: ListWayDto | null;
  /** Where the review leads on; the next question of the list when not given. */
  next?: ReactNode;
}

/** An answer and everything around it: verdict, the answer part by part, the model answer, and where to read on. */
export async function ItemReview({ item, answer, answers, filters, way = null, next }: ItemReviewProps) {
  const { meta } = item;
  const verdict = verdictOf(meta, answer);
  const contentRef = { kind: "item", contentId: meta.id } as const;
  const sections = await drawSections(item);
  return (
    <ReviewLayout
      meta={meta}
      sections={sections}
      runs={
        <>
          {meta.format === "trace" && (
            <section className="min-w-0 lg:col-span-2">
              <h2 className="pane-heading mb-8">See it happen</h2>
              <RunFigure trace={runScenario(meta.scenario).trace} />
            </section>
          )}
          {meta.figure !== undefined && <Figure of={meta.figure} />}
        </>
      }
      own={<OwnNote contentRef={contentRef} />}
      after={
        <>
          <p className="mt-12">
            <Link href={studyItemUrl(meta.id, filters)} prefetch={false}>
              Answer it again
            </Link>
          </p>
          {next === undefined && <ComesBack itemId={meta.id} />}
          <EarlierAnswers meta={meta} answers={answers} filters={filters} shownId={answer.id} />
        </>
      }
    >
      <ItemHead meta={meta} trail={itemTrail(item, filters)} beside={<LibraryBar contentRef={contentRef} />} />
      <ReviewArrival itemId={meta.id} next={next ?? <NextStep itemId={meta.id} filters={filters} way={way} />}>
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
    </ReviewLayout>
  );
}

async function drawSections({ sections }: StudyItem): Promise<Partial<Record<SectionKey, ReactNode>>> {
  const drawn = SECTIONS.map(async ({ key }) => {
    const markdown = sections[key];
    return [key, markdown === null ? null : await renderMarkdown(markdown)] as const;
  });
  return Object.fromEntries(await Promise.all(drawn)) as Partial<Record<SectionKey, ReactNode>>;
}

function Figure({ of }: { of: ItemFigure }) {
  const figure = loadFigure(of);
  if (figure === null) return null;
  const { page, ...run } = figure;
  return <FigureOfAnswer run={run} caption={of.caption} page={page} />;
}

async function NextStep({ itemId, filters, way }: { itemId: string; filters: StudyFilters; way: ListWayDto | null }) {
  const isWholeList = way !== null && filterQuery(filters) === filterQuery({ list: filters.list });
  const { href, label } = isWholeList ? nextInList(way) : await nextQuestion(itemId, filters);
  return (
    <ButtonLink weight="primary" href={href} className="min-h-[40px]">
      {label}{" "}
      <span className="pointer-coarse:hidden">
        <Kbd>N</Kbd>
      </span>
    </ButtonLink>
  );
}

/** The next question of what the filters leave, or the list when all of it is answered. */
async function nextQuestion(itemId: string, filters: StudyFilters): Promise<{ href: string; label: string }> {
  const next = nextItem(filters, await loadStudyOwn(await getProfileId(), filters), itemId);
  return next === null
    ? { href: studyListUrl(filters), label: "All answered: back to the list" }
    : { href: studyItemUrl(next.meta.id, filters), label: "Next question" };
}
