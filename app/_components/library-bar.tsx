import { AddToList } from "@/components/library/add-to-list";
import { Star } from "@/components/library/star";
import { isFavourite } from "@/lib/server/data/library/favourites";
import { listsHolding } from "@/lib/server/data/library/list-entries";
import { listOwnLists } from "@/lib/server/data/library/own-lists";
import { getProfileId } from "@/lib/server/session";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import { keepFavourite, makeList, putIntoList, takeFromList } from "../library-actions";

interface LibraryBarProps {
  contentRef: ContentRef;
  /** On which side of the page the bar stands on a wide screen. */
  side?: "left" | "right";
}

/** The star of a page and its place in the learner's own lists. */
export async function LibraryBar({ contentRef, side = "right" }: LibraryBarProps) {
  const profileId = await getProfileId();
  const [on, lists, holding] = await Promise.all([
    isFavourite(profileId, contentRef),
    listOwnLists(profileId),
    listsHolding(profileId, contentRef),
  ]);
  return (
    <div className="flex items-center gap-8 max-sm:-ml-4 max-sm:w-full">
      <Star contentRef={contentRef} title={null} on={on} onSet={keepFavourite} />
      <AddToList
        {...{ contentRef, lists, holding, side }}
        onAdd={putIntoList}
        onRemove={takeFromList}
        onMake={makeList}
      />
    </div>
  );
}
