import type { Metadata } from "next";
import Link from "next/link";
import { keepFavourite } from "@/app/library-actions";
import { Star } from "@/components/library/star";
import { StateMark } from "@/components/study/state-mark";
import { ButtonLink } from "@/components/ui/button";
import { loadStudyContent } from "@/lib/server/content/load-items";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { answeredState, listItems, nextItem, type StudyOwn } from "@/lib/server/content/study-list";
import { listOwnLists } from "@/lib/server/data/library/own-lists";
import { getProfileId } from "@/lib/server/session";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import { filterQuery, parseFilters, type StudyFilters, studyItemUrl } from "@/lib/shared/content/study-filters";
import type { StudySet } from "@/lib/shared/content/set-schema";
import {
  FORMAT_NAMES,
  INTERVIEW_LEVELS,
  PRIMITIVE_NAMES,
  PROBLEM_SHAPE_NAMES,
  TOPIC_NAMES,
} from "@/lib/shared/content/vocabulary";
import { FilterChips } from "./_components/filter-chips";
import { NextQuestion } from "./_components/next-question";
import { StudyFilterLines } from "./_components/study-filter-lines";
import { StudyMap } from "./_components/study-map";

export const metadata: Metadata = { title: "Study" };

/** A longer list is shown in full only when it is asked for. */
const FIRST_COUNT = 60;

/** All study items: what to go on with, the sets and topics with their progress, and the filtered list. */
export default async function StudyPage({ searchParams }: PageProps<"/study">) {
  const query = await searchParams;
  const filters = parseFilters(query);
  const profileId = await getProfileId();
  const [own, lists] = await Promise.all([loadStudyOwn(profileId, filters), listOwnLists(profileId)]);
  const items = listItems(filters, own);
  const someToAnswer = listItems({ ...filters, answered: undefined }, own).length > 0;
  return (
    <div className="page">
      <h1 className="visually-hidden">Study</h1>
      {someToAnswer && (
        <div className="mb-64">
          <NextQuestion item={nextItem(filters, own, null)} filters={filters} answeredCount={own.progress.size} />
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-64 gap-y-34 lg:grid-cols-[minmax(0,1fr)_280px]">
        <section aria-label="Questions" className="min-w-0">
          <ListHead filters={filters} count={items.length} listName={own.list?.name} />
          <StudyFilterLines filters={filters} lists={lists} />
          {items.length === 0 ? (
            <NothingLeft />
          ) : (
            <ItemList
              items={query.all === undefined ? items.slice(0, FIRST_COUNT) : items}
              filters={filters}
              own={own}
            />
          )}
          {query.all === undefined && items.length > FIRST_COUNT && (
            <p className="mt-18">
              <ButtonLink href={`/study${filterQuery(filters, { all: "yes" })}`} prefetch={false} scroll={false}>
                {`Show all ${items.length} questions`}
              </ButtonLink>
            </p>
          )}
        </section>
        <StudyMap filters={filters} progress={own.progress} />
      </div>
    </div>
  );
}

interface ListHeadProps {
  filters: StudyFilters;
  count: number;
  /** The name of the own list that the filters name. */
  listName: string | undefined;
}

/** What the list below holds, how many questions of it the filters leave, and the filters to take away. */
function ListHead({ filters, count, listName }: ListHeadProps) {
  const set = loadStudyContent().sets.find((candidate) => candidate.id === filters.set);
  const title = listName ?? set?.title ?? placeTitle(filters);
  const page = teachingPage(filters);
  return (
    <div className="mb-12">
      <div className="flex flex-wrap items-baseline gap-x-18 gap-y-4">
        <h2 className="min-w-0 break-words font-medium font-serif text-lg tracking-[-0.012em]">{title}</h2>
        <p role="status" className="text-ink-2 text-sm">
          {count === 1 ? "1 question" : `${count} questions`}
        </p>
        <a href="#map" className="text-sm lg:hidden">
          Sets and topics
        </a>
      </div>
      {set?.depth !== undefined && <Depth depth={set.depth} />}
      {page !== null && (
        <p className="mt-4">
          <Link href={page} prefetch={false}>
            Read the page first
          </Link>
        </p>
      )}
      {filters.list !== undefined && listName !== undefined && (
        <p className="mt-4">
          <Link href={`/study/lists/${filters.list}`} prefetch={false}>
            Open the list
          </Link>
        </p>
      )}
      <FilterChips filters={filters} setTitle={set?.title} listName={listName} />
    </div>
  );
}

/** The page that tells what the questions of a place ask. */
function teachingPage({ primitive, set }: StudyFilters): string | null {
  if (primitive !== undefined) return `/study/primitives/${primitive}`;
  return set === "cheat-sheet" ? "/study/cheat-sheet" : null;
}

function placeTitle({ topic, interview, primitive, shape }: StudyFilters): string {
  if (topic !== undefined) return TOPIC_NAMES[topic];
  if (interview !== undefined) return `Asked from ${interview} on`;
  if (primitive !== undefined) return PRIMITIVE_NAMES[primitive];
  return shape === undefined ? "All questions" : PROBLEM_SHAPE_NAMES[shape];
}

/** How deep answers are expected to go, level by level. */
function Depth({ depth }: { depth: NonNullable<StudySet["depth"]> }) {
  return (
    <dl className="mt-8 grid max-w-[660px] grid-cols-[auto_minmax(0,1fr)] gap-x-12 gap-y-4">
      {INTERVIEW_LEVELS.flatMap((level) =>
        depth[level] === undefined
          ? []
          : [
              <dt key={`${level} name`} className="font-mono text-ink-2 text-sm leading-[1.7]">
                {level}
              </dt>,
              <dd key={level}>{depth[level]}</dd>,
            ],
      )}
    </dl>
  );
}

interface ItemListProps {
  items: readonly StudyItem[];
  filters: StudyFilters;
  own: StudyOwn;
}

function ItemList({ items, filters, own }: ItemListProps) {
  return (
    <ul className="mt-4">
      {items.map(({ meta }) => (
        <li key={meta.id} className="flex items-start gap-4 border-line border-b last:border-0">
          <Link
            href={studyItemUrl(meta.id, filters)}
            prefetch={false}
            className="group flex min-w-0 flex-1 items-baseline gap-12 rounded-sm py-12 no-underline hover:bg-sunk"
          >
            <StateMark state={answeredState(own.progress.get(meta.id))} />
            <span className="min-w-0 flex-1">
              <span className="font-serif text-prose leading-[1.35] group-hover:underline">{meta.title}</span>
              <span className="block text-ink-2 text-sm">
                {filters.topic === undefined && `${TOPIC_NAMES[meta.topic]} · `}
                {meta.level} · {FORMAT_NAMES[meta.format].toLowerCase()}
              </span>
            </span>
            <span className="shrink-0 text-ink-2 text-sm">{meta.minutes} min</span>
          </Link>
          <span className="pt-8">
            <Star
              contentRef={{ kind: "item", contentId: meta.id }}
              title={meta.title}
              on={own.starred.has(meta.id)}
              onSet={keepFavourite}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

function NothingLeft() {
  return (
    <div className="mt-24">
      <p className="prose">No question fits all of these filters.</p>
      <p className="mt-12">
        <ButtonLink href="/study">Show all questions</ButtonLink>
      </p>
    </div>
  );
}
