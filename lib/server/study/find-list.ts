import "server-only";
import { FAVOURITES_LIST } from "@/lib/shared/content/list-walk";
import type { OwnListDto } from "@/lib/shared/dto/library";
import { listFavourites } from "../data/library/favourites";
import { findOwnList } from "../data/library/own-lists";

/** One of the learner's own lists, or the favourites as one, the newest first; null when there is no such list. */
export async function findList(profileId: string | null, id: string): Promise<OwnListDto | null> {
  if (id !== FAVOURITES_LIST) return findOwnList(profileId, id);
  const entries = (await listFavourites(profileId)).map(({ kind, contentId }) => ({ kind, contentId }));
  return { id, name: "Favourites", entries };
}
