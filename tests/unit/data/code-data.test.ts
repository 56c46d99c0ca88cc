import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { listAttempts } from "@/lib/server/data/code/list-attempts";
import { listExerciseProgress } from "@/lib/server/data/code/list-exercise-progress";
import { loadAttempt } from "@/lib/server/data/code/load-attempt";
import { loadDraft } from "@/lib/server/data/code/load-draft";
import { saveAttempt } from "@/lib/server/data/code/save-attempt";
import { saveDraft } from "@/lib/server/data/code/save-draft";
import { db } from "@/lib/server/db";
import type { SaveCodeAttemptInput } from "@/lib/shared/schemas/code";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const exerciseId = "click-sessions";

function attemptInput(changes: Partial<SaveCodeAttemptInput> = {}): SaveCodeAttemptInput {
  return {
    clientEventId: randomUUID(),
    exerciseId,
    exerciseVersion: "sha256:1111",
    kind: "run",
    text: "const env = StreamExecutionEnvironment.getExecutionEnvironment();\n",
    verdict: { cases: [{ name: "in order", passed: false }] },
    passed: false,
    aid: "unaided",
    ...changes,
  };
}

describe("drafts of code", () => {
  it("keep the newest text and nothing else", async () => {
    const profileId = await newProfile();
    expect(await loadDraft(profileId, exerciseId)).toBeNull();
    await saveDraft(profileId, { exerciseId, text: "first", hintsOpened: 0 });
    const second = await saveDraft(profileId, { exerciseId, text: "second\n\tline", hintsOpened: 2 });
    expect(second).toEqual({ exerciseId, text: "second\n\tline", hintsOpened: 2, updatedAt: second.updatedAt });
    expect(await loadDraft(profileId, exerciseId)).toEqual(second);
  });

  it("survive many first saves at once", async () => {
    const profileId = await newProfile();
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    await Promise.all(texts.map((text) => saveDraft(profileId, { exerciseId, text, hintsOpened: 0 })));
    expect(texts).toContain((await loadDraft(profileId, exerciseId))?.text);
  });

  it("of one profile are out of another's reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const owned = await saveDraft(owner, { exerciseId, text: "owner", hintsOpened: 1 });
    expect(await loadDraft(stranger, exerciseId)).toBeNull();
    await saveDraft(stranger, { exerciseId, text: "stranger", hintsOpened: 0 });
    expect(await loadDraft(owner, exerciseId)).toEqual(owned);
  });
});

describe("attempts at an exercise", () => {
  it("are found again with text and verdict, newest first", async () => {
    const profileId = await newProfile();
    const run = await saveAttempt(profileId, attemptInput());
    const reset = await saveAttempt(profileId, attemptInput({ kind: "reset", verdict: null, aid: "hints" }));
    const listed = await listAttempts(profileId, exerciseId);
    expect(listed.map((attempt) => attempt.id)).toEqual([reset.id, run.id]);
    expect(listed[1]).toEqual({
      id: run.id,
      exerciseId,
      exerciseVersion: "sha256:1111",
      kind: "run",
      passed: false,
      aid: "unaided",
      createdAt: run.createdAt,
    });
    expect(run.verdict).toEqual({ cases: [{ name: "in order", passed: false }] });
    expect(await loadAttempt(profileId, run.id)).toEqual(run);
    expect((await loadAttempt(profileId, reset.id)).verdict).toBeNull();
  });

  it("are saved once for one event", async () => {
    const profileId = await newProfile();
    const input = attemptInput();
    const first = await saveAttempt(profileId, input);
    expect(await saveAttempt(profileId, { ...input, text: "other" })).toEqual(first);
    expect(await listAttempts(profileId, exerciseId)).toHaveLength(1);
  });

  it("give the progress of each exercise: resets do not count, the least help of a pass does", async () => {
    const profileId = await newProfile();
    await saveAttempt(profileId, attemptInput());
    await saveAttempt(profileId, attemptInput({ kind: "run", passed: true }));
    await saveAttempt(profileId, attemptInput({ kind: "submit", passed: true, aid: "solution" }));
    await saveAttempt(profileId, attemptInput({ kind: "submit", passed: true, aid: "hints" }));
    const last = await saveAttempt(profileId, attemptInput({ kind: "submit", passed: false }));
    await saveAttempt(profileId, attemptInput({ kind: "reset", verdict: null }));
    await saveAttempt(profileId, attemptInput({ exerciseId: "word-count", passed: true }));
    const progress = await listExerciseProgress(profileId);
    expect(progress.map(({ lastAttemptedAt: _, ...rest }) => rest)).toEqual([
      { exerciseId, attemptCount: 5, passed: true, bestAid: "hints" },
      { exerciseId: "word-count", attemptCount: 1, passed: false, bestAid: null },
    ]);
    expect(progress[0]?.lastAttemptedAt).toBe(last.createdAt);
  });

  it("of one profile are out of another's reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const owned = await saveAttempt(owner, attemptInput({ kind: "submit", passed: true }));
    await expect(loadAttempt(stranger, owned.id)).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
    expect(await listAttempts(stranger, exerciseId)).toEqual([]);
    expect(await listExerciseProgress(stranger)).toEqual([]);
  });

  it("with an id that is none do not exist", async () => {
    const profileId = await newProfile();
    await expect(loadAttempt(profileId, "1' OR '1'='1")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are append-only: the database refuses to change them", async () => {
    const profileId = await newProfile();
    const saved = await saveAttempt(profileId, attemptInput());
    const client = await db();
    const change = client.codeAttempt.updateMany({ where: { id: saved.id }, data: { passed: true } });
    await expect(change).rejects.toThrow(/append-only/);
    expect(await loadAttempt(profileId, saved.id)).toEqual(saved);
  });
});
