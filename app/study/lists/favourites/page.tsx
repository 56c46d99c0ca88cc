import type { Metadata } from "next";
import Link from "next/link";
import { keepFavourite } from "@/app/library-actions";
import { Star } from "@/components/library/star";
import { ButtonLink } from "@/components/ui/button";
import { Crumb } from "@/components/ui/crumb";
import { findContent } from "@/lib/server/content/find-content";
import { getProfileId } from "@/lib/server/session";
import { findList } from "@/lib/server/study/find-list";
import { loadListStart } from "@/lib/server/study/load-list-way";
import { loadStudyOwn } from "@/lib/server/study/load-study-own";
import { CONTENT_KIND_NAMES, contentKey } from "@/lib/shared/content/content-ref";
import { FAVOURITES_LIST, listEntryUrl } from "@/lib/shared/content/list-walk";
import { studyListUrl } from "@/lib/shared/content/study-filters";

export const metadata: Metadata = { title: "Favourites" };

/** Everything that the learner starred, the newest first. */
export default async function FavouritesPage() {
  const profileId = await getProfileId();
  const { progress } = await loadStudyOwn(profileId, {});
  const list = await findList(profileId, FAVOURITES_LIST);
  const start = list === null ? null : await loadListStart(profileId, list, progress);
  const favourites = list?.entries ?? [];
  return (
    <div className="page max-w-[820px]">
      <Crumb href="/study/lists" label="Lists" />
      <h1 className="mt-4 font-medium font-serif text-xl tracking-[-0.012em]">Favourites</h1>
      {favourites.length === 0 && (
        <p className="prose mt-8">
          Nothing is starred yet. The star stands above every <Link href="/study">question</Link>, exercise, scene,
          primitive and drill.
        </p>
      )}
      {start !== null && (
        <p className="mt-18 flex flex-wrap items-center gap-12">
          <ButtonLink weight="primary" href={start} prefetch={false}>
            Study the favourites
          </ButtonLink>
          {favourites.some(({ kind }) => kind === "item") && (
            <ButtonLink href={studyListUrl({ starred: "yes" })} prefetch={false}>
              Filter their questions
            </ButtonLink>
          )}
        </p>
      )}
      <ul className="mt-18">
        {favourites.map((ref) => {
          const found = findContent(ref);
          const title = found?.title ?? ref.contentId;
          return (
            <li key={contentKey(ref)} className="flex items-center gap-12 border-line border-b py-8">
              <span className="min-w-0 flex-1">
                {found === null ? (
                  <span className="font-serif text-prose text-ink-2 leading-[1.35]">{title}</span>
                ) : (
                  <Link
                    href={listEntryUrl(ref, FAVOURITES_LIST)}
                    prefetch={false}
                    className="font-serif text-prose leading-[1.35]"
                  >
                    {title}
                  </Link>
                )}
                <span className="block text-ink-2 text-sm">
                  {found?.about ?? `${CONTENT_KIND_NAMES[ref.kind]}, no longer here`}
                </span>
              </span>
              <Star contentRef={ref} title={title} on onSet={keepFavourite} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
