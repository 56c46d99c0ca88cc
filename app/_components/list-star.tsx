import { cache } from "react";
import { Star } from "@/components/library/star";
import { listFavourites } from "@/lib/server/data/library/favourites";
import { getProfileId } from "@/lib/server/session";
import { type ContentRef, contentKey } from "@/lib/shared/content/content-ref";
import { keepFavourite } from "../library-actions";

/** The names of everything that is starred, read once for a page. */
const starredKeys = cache(async () => new Set((await listFavourites(await getProfileId())).map(contentKey)));

/** The star of one row of a list. */
export async function ListStar({ contentRef, title }: { contentRef: ContentRef; title: string }) {
  const on = (await starredKeys()).has(contentKey(contentRef));
  return <Star contentRef={contentRef} title={title} on={on} onSet={keepFavourite} />;
}
