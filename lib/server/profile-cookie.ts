import "server-only";
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** The cookie that ties a browser to its anonymous profile: `v1.PROFILE_ID.SIGNATURE`. */
export const PROFILE_COOKIE_NAME = "tidemark_profile";

const COOKIE_LIFETIME_SECONDS = 400 * 24 * 60 * 60;
const COOKIE_VERSION = "v1";
const profileIdSchema = z.uuid();

function sign(profileId: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(`${COOKIE_VERSION}.${profileId}`).digest();
}

/** A new profile id; nothing is stored for it until the learner saves something. */
export function newProfileId(): string {
  return randomUUID();
}

/** The cookie's value for a profile. */
export function signProfileCookie(profileId: string, secret: string): string {
  return `${COOKIE_VERSION}.${profileId}.${sign(profileId, secret).toString("base64url")}`;
}

/** The profile id of a cookie's value, or null when the value is missing, damaged or not signed by this secret. */
export function readProfileCookie(value: string | undefined, secret: string): string | null {
  const [version, profileId, signature, ...rest] = (value ?? "").split(".");
  if (version !== COOKIE_VERSION || profileId === undefined || signature === undefined || rest.length > 0) return null;
  if (!profileIdSchema.safeParse(profileId).success) return null;
  const given = Buffer.from(signature, "base64url");
  const expected = sign(profileId, secret);
  return given.length === expected.length && timingSafeEqual(given, expected) ? profileId : null;
}

/** The attributes of the cookie: out of reach of scripts, not sent along from other sites, kept 400 days. */
export function profileCookieOptions(options: { httpsOnly: boolean }) {
  return {
    httpOnly: true,
    sameSite: "lax",
    secure: options.httpsOnly,
    path: "/",
    maxAge: COOKIE_LIFETIME_SECONDS,
  } as const;
}
