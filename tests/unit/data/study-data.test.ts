import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listAnswers } from "@/lib/server/data/study/list-answers";
import { listItemProgress } from "@/lib/server/data/study/list-item-progress";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { db } from "@/lib/server/db";
import { answerInput } from "./answer-input";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

describe("answers to study items", () => {
  it("are found again exactly as they were saved, newest first", async () => {
    const profileId = await newProfile();
    const first = await saveAnswer(profileId, answerInput({ result: { score: 0.25 } }));
    const second = await saveAnswer(
      profileId,
      answerInput({
        format: "free-text",
        response: { text: 'Ångström, 🌊 and "quotes"' },
        result: { score: 0.5, keyPoints: [{ point: "names the valve", mark: "partly" }] },
      }),
    );
    const listed = await listAnswers(profileId, "watermark-of-two-channels");
    expect(listed).toEqual([second, first]);
    expect(first).toEqual({
      id: first.id,
      itemId: "watermark-of-two-channels",
      itemVersion: "sha256:1111",
      format: "choice",
      response: { selected: ["b"] },
      result: { score: 0.25 },
      createdAt: first.createdAt,
    });
    expect(second.response).toEqual({ text: 'Ångström, 🌊 and "quotes"' });
    expect(second.result).toEqual({ score: 0.5, keyPoints: [{ point: "names the valve", mark: "partly" }] });
  });

  it("are saved once for one event, however often it arrives and whatever it then says", async () => {
    const profileId = await newProfile();
    const input = answerInput();
    const first = await saveAnswer(profileId, input);
    const again = await saveAnswer(profileId, { ...input, result: { score: 0 } });
    expect(again).toEqual(first);
    expect(await listAnswers(profileId, input.itemId)).toEqual([first]);
  });

  it("are saved once when one event arrives many times at once", async () => {
    const profileId = await newProfile();
    const input = answerInput();
    const saved = await Promise.all(Array.from({ length: 12 }, () => saveAnswer(profileId, input)));
    expect(new Set(saved.map((answer) => answer.id)).size).toBe(1);
    expect(await listAnswers(profileId, input.itemId)).toHaveLength(1);
  });

  it("give the progress of each item from all its answers", async () => {
    const profileId = await newProfile();
    await saveAnswer(profileId, answerInput({ itemId: "b-item", result: { score: 0.75 } }));
    await saveAnswer(profileId, answerInput({ itemId: "a-item", result: { score: 1 } }));
    const newest = await saveAnswer(
      profileId,
      answerInput({ itemId: "b-item", itemVersion: "sha256:2222", result: { score: 0.5 } }),
    );
    const progress = await listItemProgress(profileId);
    expect(progress.map((item) => [item.itemId, item.answerCount, item.bestScore, item.lastScore])).toEqual([
      ["a-item", 1, 1, 1],
      ["b-item", 2, 0.75, 0.5],
    ]);
    expect(progress[1]?.lastItemVersion).toBe("sha256:2222");
    expect(progress[1]?.lastAnsweredAt).toBe(newest.createdAt);
  });

  it("of one profile are out of another's reach, even with the same event id", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const input = answerInput({ response: { selected: ["owner"] } });
    const owned = await saveAnswer(owner, input);
    expect(await listAnswers(stranger, input.itemId)).toEqual([]);
    expect(await listItemProgress(stranger)).toEqual([]);
    const other = await saveAnswer(stranger, { ...input, response: { selected: ["stranger"] } });
    expect(other.id).not.toBe(owned.id);
    expect(await listAnswers(owner, input.itemId)).toEqual([owned]);
    expect(await listAnswers(stranger, input.itemId)).toEqual([other]);
  });

  it("cannot be saved for a profile that does not exist", async () => {
    const nobody = randomUUID();
    await expect(saveAnswer(nobody, answerInput())).rejects.toThrow();
    expect(await listItemProgress(nobody)).toEqual([]);
  });

  it("are append-only: the database refuses to change them", async () => {
    const profileId = await newProfile();
    const saved = await saveAnswer(profileId, answerInput());
    const client = await db();
    await expect(client.studyAnswer.update({ where: { id: saved.id }, data: { score: 0 } })).rejects.toThrow(
      /append-only/,
    );
    expect(await listAnswers(profileId, saved.itemId)).toEqual([saved]);
  });
});
