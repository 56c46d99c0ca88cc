import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { newProfileId, profileCookieOptions, readProfileCookie, signProfileCookie } from "@/lib/server/profile-cookie";
import { signingSecret } from "@/lib/server/secret";
import { temporaryDirectory, testEnvironment } from "./test-database";

const secret = "a-secret-of-more-than-32-characters";
const directory = temporaryDirectory();

describe("the profile cookie", () => {
  it("gives back the profile it was signed for", () => {
    const profileId = newProfileId();
    expect(readProfileCookie(signProfileCookie(profileId, secret), secret)).toBe(profileId);
  });

  it("counts as none when it is forged, damaged or missing", () => {
    const profileId = newProfileId();
    const value = signProfileCookie(profileId, secret);
    const [version, , signature] = value.split(".");
    const forged = [
      undefined,
      "",
      profileId,
      `${version}.${profileId}`,
      `${version}.${profileId}.`,
      `${version}.${randomUUID()}.${signature}`,
      `v2.${profileId}.${signature}`,
      `${value}.more`,
      value.slice(0, -2),
      `${version}.not-an-id.${signature}`,
      signProfileCookie(profileId, "another-secret-of-more-than-32-characters"),
      signProfileCookie("not-an-id", secret),
    ];
    for (const attempt of forged) expect(readProfileCookie(attempt, secret), String(attempt)).toBeNull();
  });

  it("is out of reach of scripts and of other sites", () => {
    expect(profileCookieOptions({ httpsOnly: true })).toEqual({
      httpOnly: true,
      sameSite: "lax",
      secure: true,
      path: "/",
      maxAge: 34_560_000,
    });
    expect(profileCookieOptions({ httpsOnly: false }).secure).toBe(false);
  });
});

describe("the secret", () => {
  it("is made once and readable by its owner only", () => {
    const dataDirectory = path.join(directory, "new");
    Object.assign(process.env, testEnvironment(dataDirectory));
    const made = signingSecret();
    expect(made.length).toBeGreaterThanOrEqual(43);
    expect(signingSecret()).toBe(made);
    const file = path.join(dataDirectory, "secret");
    expect(readFileSync(file, "utf8")).toBe(`${made}\n`);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("of the environment comes first", () => {
    Object.assign(process.env, testEnvironment(path.join(directory, "given")), { TIDEMARK_SECRET: secret });
    expect(signingSecret()).toBe(secret);
  });

  it("of the environment must be long", () => {
    Object.assign(process.env, testEnvironment(path.join(directory, "short")), { TIDEMARK_SECRET: "short" });
    expect(() => signingSecret()).toThrow(/TIDEMARK_SECRET: expected at least 32 characters/);
  });
});
