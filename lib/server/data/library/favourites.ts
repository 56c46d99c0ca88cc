import "server-only";
import type { ContentRef } from "@/lib/shared/content/content-ref";
import type { FavouriteDto } from "@/lib/shared/dto/library";
import type { SetFavouriteInput } from "@/lib/shared/schemas/library";
import { db } from "../../db";
import { favouriteColumns, toFavouriteDto } from "./to-library-dto";

/** All stars of the profile, the newest first; a null profile is a browser without one. */
export async function listFavourites(profileId: string | null): Promise<FavouriteDto[]> {
  if (profileId === null) return [];
  const client = await db();
  const rows = await client.favourite.findMany({
    where: { profileId },
    select: favouriteColumns,
    orderBy: [{ addedAt: "desc" }, { kind: "asc" }, { contentId: "asc" }],
  });
  return rows.map(toFavouriteDto);
}

/** Whether the profile has starred a piece of content. */
export async function isFavourite(profileId: string | null, { kind, contentId }: ContentRef): Promise<boolean> {
  if (profileId === null) return false;
  const client = await db();
  return (await client.favourite.count({ where: { profileId, kind, contentId } })) > 0;
}

/** Sets a star or takes it away; one that is there keeps its moment. */
export async function setFavourite(profileId: string, input: SetFavouriteInput, at: Date): Promise<void> {
  const { kind, contentId, on } = input;
  const client = await db();
  if (on) {
    await client.favourite.createMany({ data: [{ profileId, kind, contentId, addedAt: at }], skipDuplicates: true });
  } else {
    await client.favourite.deleteMany({ where: { profileId, kind, contentId } });
  }
}
