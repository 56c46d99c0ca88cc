import "server-only";
import { db } from "../../db";

/** Creates the profile unless it exists. Two requests may do it at once. */
export async function ensureProfile(profileId: string): Promise<void> {
  const client = await db();
  await client.profile.createMany({ data: [{ id: profileId }], skipDuplicates: true });
}
