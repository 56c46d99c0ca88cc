import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LibraryBar } from "@/app/_components/library-bar";
import { OwnNote } from "@/app/_components/own-note";
import { ListWay } from "@/components/library/list-way";
import { ItemHead } from "@/components/study/item-head";
import { findItem, findItemFaults } from "@/lib/server/content/load-items";
import { itemTrail } from "@/lib/server/content/study-list";
import { listAnswers } from "@/lib/server/data/study/list-answers";
import { getProfileId } from "@/lib/server/session";
import { loadListWay } from "@/lib/server/study/load-list-way";
import { filterQuery, parseFilters } from "@/lib/shared/content/study-filters";
import { AnswerForm } from "./_components/answer-form";
import { EarlierAnswers } from "./_components/earlier-answers";
import { ItemFaults } from "./_components/item-faults";
import { ItemReview } from "./_components/item-review";
import { answerItem } from "./actions";

export async function generateMetadata({ params }: PageProps<"/study/[id]">): Promise<Metadata> {
  const item = findItem((await params).id);
  return { title: item?.meta.title ?? "Not here" };
}

/** One study item: the question with its answer box, or the review of the answer that the address names. */
export default async function StudyItemPage({ params, searchParams }: PageProps<"/study/[id]">) {
  const [{ id }, query, profileId] = await Promise.all([params, searchParams, getProfileId()]);
  const item = findItem(id);
  const faults = findItemFaults(id);
  if (item === null && faults.length > 0) return <ItemFaults faults={faults} />;
  if (item === null) notFound();
  const filters = parseFilters(query);
  const contentRef = { kind: "item", contentId: id } as const;
  const [answers, way] = await Promise.all([
    profileId === null ? [] : listAnswers(profileId, id),
    loadListWay(filters.list, contentRef),
  ]);
  const shown = answers.find((answer) => answer.id === query.answer);

  if (shown !== undefined) {
    return (
      <>
        {way !== null && <ListWay way={way} />}
        <ItemReview item={item} answer={shown} answers={answers} filters={filters} way={way} />
      </>
    );
  }
  return (
    <>
      {way !== null && <ListWay way={way} />}
      <article className="page">
        {faults.length > 0 && <ItemFaults faults={faults} />}
        <div className="max-w-[660px]">
          <ItemHead meta={item.meta} trail={itemTrail(item, filters)} beside={<LibraryBar contentRef={contentRef} />} />
        </div>
        <div className="mt-24">
          <AnswerForm key={id} item={item} list={filterQuery(filters)} onAnswer={answerItem} />
        </div>
        <EarlierAnswers meta={item.meta} answers={answers} filters={filters} />
        <div className="mt-34">
          <OwnNote contentRef={contentRef} folded />
        </div>
      </article>
    </>
  );
}
