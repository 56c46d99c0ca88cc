import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { saveAttempt } from "@/lib/server/data/code/save-attempt";
import { changeInQueue, rateInQueue } from "@/lib/server/data/review/change-card";
import { listCards } from "@/lib/server/data/review/list-cards";
import { listPractice } from "@/lib/server/data/review/list-practice";
import { loadReviewSettings, saveReviewSettings } from "@/lib/server/data/review/review-settings";
import { loadStudyPlan, saveStudyPlan } from "@/lib/server/data/review/study-plan";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { cardPlace } from "@/lib/server/study/card-place";
import { comesBackInDays } from "@/lib/server/study/comes-back";
import { completeCards } from "@/lib/server/study/complete-cards";
import { loadReviewState } from "@/lib/server/study/load-queue";
import { rateFromAttempts } from "@/lib/server/study/rate-attempts";
import { rateFromDrill } from "@/lib/server/study/rate-drill";
import { drillCardId } from "@/lib/shared/drills/drill-card";
import type { SaveCodeAttemptInput } from "@/lib/shared/schemas/code";
import { answerInput } from "./answer-input";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const EXERCISE = "click-sessions";

/** An attempt as the coding room saves it, counted for the exercise's card. */
async function attempt(
  profileId: string,
  at: string,
  parts: Pick<SaveCodeAttemptInput, "kind" | "passed"> & Partial<Pick<SaveCodeAttemptInput, "aid">>,
): Promise<void> {
  const clientEventId = randomUUID();
  const input = {
    exerciseId: EXERCISE,
    exerciseVersion: "abc",
    text: "",
    verdict: null,
    aid: "unaided",
    ...parts,
  } as const;
  await saveAttempt(profileId, { ...input, clientEventId }, new Date(at));
  await rateFromAttempts({ profileId, clientEventId, at: new Date(at) }, EXERCISE);
}

describe("an exercise", () => {
  it("becomes a card by a failed case, and a pass later that day counts as Hard", async () => {
    const profileId = await newProfile();
    await attempt(profileId, "2026-11-21T10:00:00Z", { kind: "submit", passed: false });
    expect(await listCards(profileId)).toMatchObject([{ kind: "exercise", contentId: EXERCISE, intervalDays: 1 }]);
    await attempt(profileId, "2026-11-21T11:00:00Z", { kind: "submit", passed: true });
    // w1 of FSRS, the stability of a first Hard.
    expect(await listCards(profileId)).toMatchObject([{ stability: 1.2931, intervalDays: 2, repetitions: 1 }]);
  });

  it("solved unaided at the first submission counts as Good, runs that failed before it or not", async () => {
    const profileId = await newProfile();
    await attempt(profileId, "2026-11-21T10:00:00Z", { kind: "run", passed: false });
    await attempt(profileId, "2026-11-21T10:30:00Z", { kind: "submit", passed: true });
    expect(await listCards(profileId)).toMatchObject([{ stability: 2.3065, repetitions: 1, lapses: 0 }]);
  });

  it("solved after the solution was read counts as not known", async () => {
    const profileId = await newProfile();
    await attempt(profileId, "2026-11-21T10:00:00Z", { kind: "submit", passed: true, aid: "solution" });
    expect(await listCards(profileId)).toMatchObject([{ stability: 0.212, intervalDays: 1 }]);
  });

  it("counts by the learner's day: what was tried before the roll-over hour belongs to the evening", async () => {
    const profileId = await newProfile();
    await saveReviewSettings(profileId, { ...(await loadReviewSettings(null)), timeZone: "Europe/Berlin" }, null);
    await attempt(profileId, "2026-11-21T22:00:00Z", { kind: "submit", passed: false });
    // 02:00 in Berlin is the same evening, 04:00 the next day.
    await attempt(profileId, "2026-11-22T01:00:00Z", { kind: "submit", passed: true });
    expect(await listCards(profileId)).toMatchObject([{ repetitions: 1, intervalDays: 2 }]);
    await attempt(profileId, "2026-11-22T03:00:00Z", { kind: "submit", passed: true });
    expect(await listCards(profileId)).toMatchObject([{ repetitions: 2, lapses: 0 }]);
  });
});

describe("an answer that has made no card", () => {
  it("makes it at the next look, by the newest answer and as of its moment, and once only", async () => {
    const profileId = await newProfile();
    const at = (text: string) => new Date(`2026-11-${text}:00:00.000Z`);
    await saveAnswer(profileId, answerInput({ itemId: "a-item", result: { score: 1 } }), at("10T10"));
    await saveAnswer(profileId, answerInput({ itemId: "b-item", result: { score: 1 } }), at("11T10"));
    await saveAnswer(profileId, answerInput({ itemId: "a-item", result: { score: 0.6 } }), at("12T10"));
    const cards = await completeCards(profileId);
    // First ratings of FSRS: Hard 1.2931, Good 2.3065.
    expect(cards).toMatchObject([
      { contentId: "a-item", stability: 1.2931, lastRatedAt: at("12T10").toISOString() },
      { contentId: "b-item", stability: 2.3065, lastRatedAt: at("11T10").toISOString() },
    ]);
    expect(await completeCards(profileId)).toEqual(cards);
  });
});

describe("a trace drill", () => {
  it("becomes a card when something was predicted wrong, and none when all was right", async () => {
    const profileId = await newProfile();
    const doing = (at: string) => ({ profileId, clientEventId: randomUUID(), at: new Date(at) });
    await rateFromDrill(doing("2026-11-21T10:00:00Z"), { level: 2, seed: 4711 }, 1);
    expect(await listCards(profileId)).toEqual([]);
    await rateFromDrill(doing("2026-11-21T10:00:00Z"), { level: 2, seed: 4712 }, 0.4);
    expect(await listCards(profileId)).toMatchObject([{ kind: "drill", contentId: "2-4712", intervalDays: 1 }]);
    expect(cardPlace({ kind: "drill", contentId: "2-4712" })).toMatchObject({
      title: "Trace drill 4712: late records",
      href: "/study/drills?level=2&seed=4712",
    });
    await rateFromDrill(doing("2026-11-22T10:00:00Z"), { level: 2, seed: 4712 }, 1);
    expect(await listCards(profileId)).toMatchObject([{ contentId: "2-4712", repetitions: 2, lapses: 0 }]);
    expect(cardPlace({ kind: "drill", contentId: "9-1" })).toBeNull();
  });

  it("is in the queue on the day on which it comes back, as that very drill, and not before", async () => {
    const profileId = await newProfile();
    const at = (day: string) => new Date(`2026-11-${day}T10:00:00Z`);
    const id = drillCardId({ level: 5, seed: 99 });
    await rateFromDrill({ profileId, clientEventId: randomUUID(), at: at("21") }, { level: 5, seed: 99 }, 0);
    // Again at first: the shortest interval there is, one day.
    expect(await comesBackInDays(profileId, id, at("21"))).toBe(1);
    expect((await loadReviewState(profileId, at("21"))).queue.due).toEqual([]);
    expect((await loadReviewState(profileId, at("22"))).queue.due).toMatchObject([
      { kind: "drill", contentId: "5-99" },
    ]);
    expect(cardPlace(id)?.href).toBe("/study/drills?level=5&seed=99");
    expect(await comesBackInDays(profileId, id, at("22"))).toBe(0);
    await changeInQueue({ profileId, clientEventId: randomUUID(), at: at("22") }, id, "suspend");
    expect(await comesBackInDays(profileId, id, at("22"))).toBeNull();
    expect(await comesBackInDays(profileId, { kind: "drill", contentId: "5-100" }, at("22"))).toBeNull();
  });
});

describe("practice", () => {
  it("is every answer, attempt and rating since a moment, and nobody else's", async () => {
    const profileId = await newProfile();
    const at = (text: string) => new Date(`2026-11-${text}:00:00.000Z`);
    await saveAnswer(profileId, answerInput(), at("19T10"));
    await saveAnswer(profileId, answerInput(), at("20T10"));
    await attempt(profileId, "2026-11-21T10:00:00Z", { kind: "run", passed: false });
    await rateInQueue(
      { profileId, clientEventId: randomUUID(), at: at("22T10") },
      { kind: "item", contentId: "a-item" },
      { rating: "good", seenLogId: null },
    );
    await rateFromDrill({ profileId, clientEventId: randomUUID(), at: at("23T10") }, { level: 1, seed: 7 }, 0.5);
    await saveAnswer(await newProfile(), answerInput(), at("22T10"));
    const moments = await listPractice(profileId, at("20T00"));
    expect(moments.sort((a, b) => a.getTime() - b.getTime())).toEqual([
      ...[at("20T10"), at("21T10"), at("22T10"), at("23T10")],
    ]);
  });
});

describe("a plan", () => {
  it("is kept as it was said, in place of the one before", async () => {
    const profileId = await newProfile();
    expect(await loadStudyPlan(profileId)).toBeNull();
    const plan = { interviewOn: "2026-12-15", minutesPerDay: 60, interviewLevel: "L5", topics: [] } as const;
    await saveStudyPlan(profileId, { ...plan, topics: ["windows", "state"] }, new Date("2026-11-21T10:00:00Z"));
    await saveStudyPlan(profileId, { ...plan, minutesPerDay: 30, topics: ["state"] }, new Date("2026-11-21T10:00:00Z"));
    expect(await loadStudyPlan(profileId)).toEqual({ ...plan, minutesPerDay: 30, topics: ["state"] });
    expect(await loadStudyPlan(null)).toBeNull();
  });
});
