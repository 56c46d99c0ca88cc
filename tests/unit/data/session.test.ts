import { beforeEach, expect, it, vi } from "vitest";
import { listAnswers } from "@/lib/server/data/study/list-answers";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { db } from "@/lib/server/db";
import { newProfileId, PROFILE_COOKIE_NAME, readProfileCookie, signProfileCookie } from "@/lib/server/profile-cookie";
import { signingSecret } from "@/lib/server/secret";
import { getProfileId, requireProfile } from "@/lib/server/session";
import { answerInput } from "./answer-input";
import { withTestDatabase } from "./test-database";

/** The cookies of the one browser of this file. */
const jar = new Map<string, string>();

vi.mock("next/headers", () => ({
  cookies: () =>
    Promise.resolve({
      get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
      set: (name: string, value: string) => void jar.set(name, value),
    }),
}));

withTestDatabase();
beforeEach(() => jar.clear());

it("a browser without a cookie has no profile until it saves something", async () => {
  expect(await getProfileId()).toBeNull();
  expect(jar.size).toBe(0);
  const profileId = await requireProfile();
  expect(readProfileCookie(jar.get(PROFILE_COOKIE_NAME), signingSecret())).toBe(profileId);
  expect(await getProfileId()).toBe(profileId);
  expect(await requireProfile()).toBe(profileId);
  const client = await db();
  expect(await client.profile.count({ where: { id: profileId } })).toBe(1);
});

it("a forged or damaged cookie reaches nobody's data", async () => {
  const owner = await requireProfile();
  await saveAnswer(owner, answerInput());
  const genuine = jar.get(PROFILE_COOKIE_NAME) ?? "";
  const forged = [
    signProfileCookie(owner, "a-guessed-secret-of-more-than-32-characters"),
    genuine.replace(/.$/, (last) => (last === "A" ? "B" : "A")).slice(0, -1),
    owner,
    `v1.${owner}.`,
  ];
  for (const value of forged) {
    jar.set(PROFILE_COOKIE_NAME, value);
    expect(await getProfileId()).toBeNull();
    const given = await requireProfile();
    expect(given).not.toBe(owner);
    expect(await listAnswers(given, answerInput().itemId)).toEqual([]);
  }
});

it("simultaneous first saves of one browser land in one profile", async () => {
  const profileId = newProfileId();
  jar.set(PROFILE_COOKIE_NAME, signProfileCookie(profileId, signingSecret()));
  const saved = await Promise.all(
    Array.from({ length: 10 }, async () => saveAnswer(await requireProfile(), answerInput())),
  );
  const listed = await listAnswers(profileId, answerInput().itemId);
  expect(new Set(listed.map((answer) => answer.id))).toEqual(new Set(saved.map((answer) => answer.id)));
  expect(listed).toHaveLength(10);
});

it("a profile whose database was replaced starts again under the same cookie", async () => {
  const profileId = newProfileId();
  jar.set(PROFILE_COOKIE_NAME, signProfileCookie(profileId, signingSecret()));
  expect(await requireProfile()).toBe(profileId);
  const client = await db();
  await client.profile.delete({ where: { id: profileId } });
  expect(await requireProfile()).toBe(profileId);
  await saveAnswer(profileId, answerInput());
  expect(await listAnswers(profileId, answerInput().itemId)).toHaveLength(1);
});
