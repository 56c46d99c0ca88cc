import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listAppeals } from "@/lib/server/data/grading/list-appeals";
import { type NewAppeal, saveAppeal } from "@/lib/server/data/grading/save-appeal";
import { loadAnswer } from "@/lib/server/data/study/load-answer";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { db } from "@/lib/server/db";
import { answerInput } from "./answer-input";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

function appealInput(answerId: string, changes: Partial<NewAppeal> = {}): NewAppeal {
  return {
    clientEventId: randomUUID(),
    answerId,
    itemId: "watermark-of-two-channels",
    itemVersion: "sha256:1111",
    answerText: "The smaller one, “Ångström” 🌊.",
    kind: "point",
    partId: "minimum",
    graderVerdict: "missed",
    learnerVerdict: "met",
    reason: "",
    graderVersion: "1.0.0",
    ...changes,
  };
}

describe("appeals against marks", () => {
  it("are found again as they were saved, once for one event", async () => {
    const profileId = await newProfile();
    const answer = await saveAnswer(profileId, answerInput());
    const input = appealInput(answer.id);
    const saved = await saveAppeal(profileId, input);
    const { clientEventId: _chosenByTheBrowser, ...kept } = input;
    expect(saved).toEqual({ ...kept, id: saved.id, createdAt: saved.createdAt });
    expect(await saveAppeal(profileId, { ...input, learnerVerdict: "partly" })).toEqual(saved);
    expect(await listAppeals(profileId)).toEqual([saved]);
  });

  it("against the same mark: the newest counts, and the older one stays in the database", async () => {
    const profileId = await newProfile();
    const answer = await saveAnswer(profileId, answerInput());
    const other = await saveAnswer(profileId, answerInput());
    await saveAppeal(profileId, appealInput(answer.id));
    const newer = await saveAppeal(profileId, appealInput(answer.id, { learnerVerdict: "partly" }));
    const elsewhere = await saveAppeal(profileId, appealInput(other.id));
    expect(await listAppeals(profileId)).toEqual([elsewhere, newer]);
    expect(await listAppeals(profileId, answer.id)).toEqual([newer]);
    expect(await (await db()).gradeAppeal.count({ where: { profileId } })).toBe(3);
  });

  it("are append-only and out of another profile's reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const answer = await saveAnswer(owner, answerInput());
    const saved = await saveAppeal(owner, appealInput(answer.id));
    expect(await listAppeals(stranger)).toEqual([]);
    expect(await loadAnswer(owner, answer.id)).toEqual(answer);
    await expect(loadAnswer(stranger, answer.id)).rejects.toThrow("no study answer");
    const client = await db();
    await expect(client.gradeAppeal.update({ where: { id: saved.id }, data: { reason: "other" } })).rejects.toThrow(
      "append-only",
    );
  });
});
