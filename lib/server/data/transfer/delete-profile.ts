import "server-only";
import { db } from "../../db";

/** Deletes a profile with everything that is kept of it; gives whether there was one. */
export async function deleteProfile(profileId: string): Promise<boolean> {
  const client = await db();
  const { count } = await client.profile.deleteMany({ where: { id: profileId } });
  return count > 0;
}
