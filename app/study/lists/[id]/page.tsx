import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { dropList, nameList, placeInList, putIntoList, takeFromList } from "@/app/library-actions";
import { type EntryRow, ListEntries } from "@/components/library/list-entries";
import { ListName } from "@/components/library/list-name";
import { StateMark } from "@/components/study/state-mark";
import { ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { findContent } from "@/lib/server/content/find-content";
import { answeredState } from "@/lib/server/content/study-list";
import { findOwnList, listOwnLists } from "@/lib/server/data/library/own-lists";
import { getProfileId } from "@/lib/server/session";
import { loadListStart } from "@/lib/server/study/load-list-way";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import { CONTENT_KIND_NAMES } from "@/lib/shared/content/content-ref";
import { listEntryUrl } from "@/lib/shared/content/list-walk";
import { studyListUrl } from "@/lib/shared/content/study-filters";
import type { OwnListDto } from "@/lib/shared/dto/library";
import { rowIdSchema } from "@/lib/shared/schemas/common";

/** The list of this id; a page that is not there for one that does not exist or belongs to somebody else. */
const listOfPage = cache(async (id: string): Promise<OwnListDto> => {
  if (!rowIdSchema.safeParse(id).success) notFound();
  return (await findOwnList(await getProfileId(), id)) ?? notFound();
});

export async function generateMetadata({ params }: PageProps<"/study/lists/[id]">): Promise<Metadata> {
  return { title: (await listOfPage((await params).id)).name };
}

/** One of the learner's own lists: its entries in order, and the way through them. */
export default async function OwnListPage({ params }: PageProps<"/study/lists/[id]">) {
  const list = await listOfPage((await params).id);
  const profileId = await getProfileId();
  const filters = { list: list.id };
  const own = await loadStudyOwn(profileId, filters);
  const rows = list.entries.map((ref): EntryRow => {
    const found = findContent(ref);
    const question = ref.kind === "item";
    return {
      ...ref,
      title: found?.title ?? ref.contentId,
      href: found === null ? null : listEntryUrl(ref, list.id),
      about: found?.about ?? `${CONTENT_KIND_NAMES[ref.kind]}, no longer here`,
      mark: question ? <StateMark state={answeredState(own.progress.get(ref.contentId))} /> : null,
    };
  });
  const others = (await listOwnLists(profileId)).filter((other) => other.id !== list.id);
  const start = await loadListStart(profileId, list, own.progress);
  return (
    <div className="page max-w-[820px]">
      <Crumb href="/study/lists" label="Lists">
        {` · ${list.entries.length === 1 ? "1 entry" : `${list.entries.length} entries`}`}
      </Crumb>
      <div className="mt-4">
        <ListName
          key={list.name}
          listId={list.id}
          name={list.name}
          others={others}
          onRename={nameList}
          onDelete={dropList}
        />
      </div>
      {rows.length === 0 ? (
        <p className="prose mt-18">
          Nothing is in it yet. Open <Link href="/study">a question</Link>, <Link href="/code">an exercise</Link>,{" "}
          <Link href="/study/scenes">a scene</Link> or <Link href="/study/drills">a trace drill</Link> and choose “Add
          to list”.
        </p>
      ) : (
        <p className="mt-18 flex flex-wrap items-center gap-12">
          {start !== null && (
            <ButtonLink weight="primary" href={start} prefetch={false}>
              Study this list
            </ButtonLink>
          )}
          {rows.some((row) => row.kind === "item") && (
            <ButtonLink href={studyListUrl(filters)} prefetch={false}>
              Filter its questions
            </ButtonLink>
          )}
        </p>
      )}
      <div className="mt-24">
        <ListEntries listId={list.id} entries={rows} onMove={placeInList} onRemove={takeFromList} onAdd={putIntoList} />
      </div>
    </div>
  );
}
