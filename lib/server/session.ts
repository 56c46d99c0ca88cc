import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { ensureProfile } from "./data/profile/ensure-profile";
import { readEnvironment } from "./env";
import {
  newProfileId,
  PROFILE_COOKIE_NAME,
  profileCookieOptions,
  readProfileCookie,
  signProfileCookie,
} from "./profile-cookie";
import { signingSecret } from "./secret";

/**
 * Who is asking: the profile id of the signed cookie, or null for a browser without one. A forged or damaged cookie
 * counts as none. Read once for each request.
 */
export const getProfileId = cache(async (): Promise<string | null> => {
  const jar = await cookies();
  return readProfileCookie(jar.get(PROFILE_COOKIE_NAME)?.value, signingSecret());
});

/**
 * The profile id of whoever wants to save something; for server actions and route handlers only. The first save
 * creates the profile, and gives the browser its cookie if the page has not already done so.
 */
export async function requireProfile(): Promise<string> {
  const known = await getProfileId();
  const profileId = known ?? newProfileId();
  await ensureProfile(profileId);
  if (known === null) await setProfile(profileId);
  return profileId;
}

/** Gives the browser a new profile in place of the one that it had; for server actions only. */
export async function beginAnew(): Promise<void> {
  await setProfile(newProfileId());
}

async function setProfile(profileId: string): Promise<void> {
  const jar = await cookies();
  const options = profileCookieOptions({ httpsOnly: readEnvironment().httpsOnly });
  jar.set(PROFILE_COOKIE_NAME, signProfileCookie(profileId, signingSecret()), options);
}
