import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { saveDraft } from "@/lib/server/data/code/save-draft";
import { loadDraft } from "@/lib/server/data/code/load-draft";
import { finishInterview } from "@/lib/server/data/interview/finish-interview";
import { saveInterviewAnswer } from "@/lib/server/data/interview/save-answer";
import { addEntry } from "@/lib/server/data/library/list-entries";
import { listOwnLists, renameList } from "@/lib/server/data/library/own-lists";
import { listInterviews } from "@/lib/server/data/interview/list-interviews";
import { loadNote, saveNote } from "@/lib/server/data/library/notes";
import { newestUndoable } from "@/lib/server/data/review/change-card";
import { loadReviewSettings, saveReviewSettings } from "@/lib/server/data/review/review-settings";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import { deleteProfile } from "@/lib/server/data/transfer/delete-profile";
import { exportProfile } from "@/lib/server/data/transfer/export-profile";
import { importProfile } from "@/lib/server/data/transfer/import-profile";
import { db } from "@/lib/server/db";
import { cardKey } from "@/lib/shared/review/card";
import { DEFAULT_REVIEW_SETTINGS } from "@/lib/shared/review/settings";
import { type ExportFile, SECTION_SCHEMAS } from "@/lib/shared/transfer/export-schema";
import { parseExport } from "@/lib/shared/transfer/parse-export";
import type { ImportReport } from "@/lib/shared/transfer/import-report";
import { answerInput } from "./answer-input";
import { DRILL, ITEM, rate, richProfile } from "./rich-profile";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const AT = new Date("2026-12-01T10:00:00.000Z");

async function exportText(profileId: string): Promise<string> {
  let text = "";
  for await (const piece of exportProfile({ profileId, at: AT, appVersion: "0.1.0" })) text += piece;
  return text;
}

async function exported(profileId: string): Promise<ExportFile> {
  return parseExport(await exportText(profileId));
}

function bringIn(profileId: string, file: ExportFile, apply = true): Promise<ImportReport> {
  return importProfile({ profileId, at: AT, newId: randomUUID, apply }, file);
}

function counts({ sections }: ImportReport): Record<string, [number, number, number]> {
  return Object.fromEntries(
    sections
      .filter(({ addedCount, replacedCount, olderCount }) => addedCount + replacedCount + olderCount > 0)
      .map(({ section, addedCount, replacedCount, olderCount }) => [section, [addedCount, replacedCount, olderCount]]),
  );
}

/** What binds: each card is what the newest entry of its log says. */
async function expectCardsOfLog(profileId: string): Promise<void> {
  const { reviewCards, reviewLog } = await exported(profileId);
  const newest = new Map(reviewLog.map((log) => [cardKey(log), log.after]));
  const left = [...newest.values()].filter((card) => card !== null);
  const byKey = (a: (typeof left)[number], b: (typeof left)[number]) => (cardKey(a) < cardKey(b) ? -1 : 1);
  expect(reviewCards.sort(byKey)).toEqual(left.sort(byKey));
}

const EVERYTHING = {
  studyAnswers: [2, 0, 0],
  gradeAppeals: [1, 0, 0],
  codeAttempts: [3, 0, 0],
  codeDrafts: [1, 0, 0],
  interviews: [2, 0, 0],
  interviewAnswers: [2, 0, 0],
  interviewMarks: [2, 0, 0],
  interviewDrafts: [1, 0, 0],
  reviewCards: [2, 0, 0],
  // An answer, a rating, its undo, a rating, putting off, setting aside.
  reviewLog: [6, 0, 0],
  reviewSettings: [1, 0, 0],
  studyPlan: [1, 0, 0],
  notes: [1, 0, 0],
  favourites: [1, 0, 0],
  lists: [2, 0, 0],
};

describe("an export", () => {
  it("read into an empty profile and exported again is the same, to the letter", async () => {
    const profileId = await richProfile();
    const text = await exportText(profileId);
    const file = parseExport(text);
    for (const section of Object.keys(SECTION_SCHEMAS) as (keyof typeof SECTION_SCHEMAS)[]) {
      expect(file[section].length, `${section} is not empty`).toBeGreaterThan(0);
    }
    const target = await newProfile();
    const report = await bringIn(target, file);
    expect(counts(report)).toEqual(EVERYTHING);
    expect([report.mergedCardCount, report.changes]).toEqual([0, true]);
    expect(await exportText(target)).toBe(text);
    expect((await listInterviews(target)).map(({ answerCount, meanScore }) => [answerCount, meanScore])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    await expectCardsOfLog(target);
  });

  it("read in twice changes nothing the second time, and nothing where it came from", async () => {
    const profileId = await richProfile();
    const file = await exported(profileId);
    const target = await newProfile();
    await bringIn(target, file);
    const once = await exportText(target);
    for (const owner of [target, profileId]) {
      const again = await bringIn(owner, file);
      expect([counts(again), again.changes]).toEqual([{}, false]);
    }
    expect(await exportText(target)).toBe(once);
  });

  it("read in twice at once is read in once", async () => {
    const file = await exported(await richProfile());
    const target = await newProfile();
    const reports = await Promise.all([bringIn(target, file), bringIn(target, file)]);
    expect(reports.map(({ changes }) => changes).sort()).toEqual([false, true]);
    expect((await exported(target)).reviewLog).toEqual(file.reviewLog);
  });

  it("is only looked at by a preview, which says the same as the import then does", async () => {
    const file = await exported(await richProfile());
    const target = await newProfile();
    const before = await exportText(target);
    const preview = await bringIn(target, file, false);
    expect(counts(preview)).toEqual(EVERYTHING);
    expect(await exportText(target)).toBe(before);
    expect(await bringIn(target, file)).toEqual(preview);
  });

  it("of a profile that has nothing yet is a document of empty lists", async () => {
    const file = await exported(randomUUID());
    expect(file).toMatchObject({
      format: "tidemark-export",
      version: 1,
      exportedAt: AT.toISOString(),
      studyPlan: null,
    });
    expect(file.studyAnswers).toEqual([]);
    expect(file.schemaVersion).toMatch(/^\d{14}_/);
  });
});

describe("an export read into a profile with data of its own", () => {
  it("keeps both, and of what can be changed the newer", async () => {
    const file = await exported(await richProfile());
    const target = await newProfile();
    await saveAnswer(target, answerInput({ itemId: "my-own" }));
    // Saved after the file's draft, so newer.
    await saveDraft(target, { exerciseId: "click-sessions", text: "// newer", hintsOpened: 0 });
    const note = { kind: "item", contentId: "barrier-at-two-inputs" } as const;
    const older = { ...note, text: "older", baseRevision: null, revision: randomUUID() };
    await saveNote(target, older, new Date("2026-11-06T09:59:59Z"));
    // Only the time zone is known, so the file's choices hold, at this browser's zone.
    await saveReviewSettings(target, { ...DEFAULT_REVIEW_SETTINGS, timeZone: "Europe/Berlin" }, null);

    const report = await bringIn(target, file);
    expect(counts(report)).toEqual({
      ...EVERYTHING,
      codeDrafts: [0, 0, 1],
      reviewSettings: [0, 1, 0],
      notes: [0, 1, 0],
    });
    expect((await loadDraft(target, "click-sessions"))?.text).toBe("// newer");
    expect((await loadNote(target, note))?.text).toBe("*Mine*");
    expect(await loadReviewSettings(target)).toMatchObject({ timeZone: "Europe/Berlin", newPerDay: 3 });
    expect((await exported(target)).studyAnswers.map(({ itemId }) => itemId).sort()).toEqual([
      "my-own",
      "watermark-of-two-channels",
      "watermark-of-two-channels",
    ]);
  });

  it("works out anew the cards that both went on with, and every card is what its newest entry says", async () => {
    const source = await richProfile();
    const target = await newProfile();
    await bringIn(target, await exported(source));
    await rate(source, ITEM, "good", "2026-11-10T10:00:00Z");
    await rate(target, ITEM, "again", "2026-11-12T10:00:00Z");
    await rate(source, DRILL, "good", "2026-11-10T10:00:00Z");
    const report = await bringIn(target, await exported(source));
    expect(counts(report)).toEqual({ reviewCards: [0, 2, 0], reviewLog: [2, 0, 0] });
    expect(report.mergedCardCount).toBe(1);
    await expectCardsOfLog(target);
    const { reviewCards, reviewLog } = await exported(target);
    // Good on the 1st by an answer, Good on the 10th, Again on the 12th; the Again of the 4th was taken back.
    expect(reviewCards.find((card) => cardKey(card) === cardKey(ITEM))).toMatchObject({
      ...{ repetitions: 3, lapses: 1, lastRatedAt: "2026-11-12T10:00:00.000Z" },
      lastLogId: reviewLog.at(-1)?.id,
    });
    expect(reviewLog.at(-1)).toMatchObject({ event: "merge", at: AT.toISOString(), rating: null, undoes: null });
    expect(await newestUndoable(target)).not.toMatchObject({ event: "merge" });

    const back = await bringIn(source, await exported(target));
    expect(back.mergedCardCount).toBe(0);
    await expectCardsOfLog(source);
    expect((await exported(source)).reviewCards).toEqual(reviewCards);
  });

  it("goes on with an interview as the other side did, and brings no question back that is answered", async () => {
    const source = await richProfile();
    const target = await newProfile();
    const early = await exported(source);
    await bringIn(target, early);
    const open = (await listInterviews(source)).find(({ finishedAt }) => finishedAt === null);
    if (open === undefined) throw new Error("no interview is open");
    const question = { interviewId: open.id, rung: "beginner", questionId: "001-A-02", structured: null } as const;
    await saveInterviewAnswer(source, {
      ...{ ...question, clientEventId: randomUUID(), questionVersion: "sha256:3", text: "Done.", secondsUsed: 9 },
      deadlines: null,
    });
    expect(counts(await bringIn(target, await exported(source)))).toEqual({ interviewAnswers: [1, 0, 0] });
    expect((await exported(target)).interviewDrafts).toEqual([]);
    await finishInterview(source, open.id);
    expect(counts(await bringIn(target, await exported(source)))).toEqual({ interviews: [0, 1, 0] });
    expect((await listInterviews(target)).every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    // The early file still has the question open; it stays away on both sides.
    for (const owner of [source, target]) {
      const report = await bringIn(owner, early);
      expect([counts(report), report.changes]).toEqual([{ interviewDrafts: [0, 0, 1] }, false]);
      expect((await exported(owner)).interviewDrafts).toEqual([]);
    }
  });

  it("puts what a list lacks at its end and leaves its name and order", async () => {
    const source = await richProfile();
    const target = await newProfile();
    await bringIn(target, await exported(source));
    const [, theirs] = await listOwnLists(source);
    const [, mine] = await listOwnLists(target);
    if (theirs === undefined || mine === undefined) throw new Error("there is no second list");
    const at = new Date("2026-11-07T10:00:00Z");
    await addEntry(source, { listId: theirs.id, kind: "exercise", contentId: "click-sessions", toIndex: 0 }, at);
    await renameList(target, { listId: mine.id, name: "Mine now" });
    expect(counts(await bringIn(target, await exported(source)))).toEqual({ lists: [0, 1, 0] });
    const [, after] = (await exported(target)).lists;
    expect([after?.name, after?.entries.map(({ contentId }) => contentId)]).toEqual([
      "Mine now",
      ["late-data", "barrier-at-two-inputs", "3-42", "click-sessions"],
    ]);
  });

  it("changes nothing at all where one of its rows cannot be stored", async () => {
    const file = await exported(await richProfile());
    const target = await newProfile();
    const before = await exportText(target);
    // A list's id that is taken already makes its insertion fail, after everything else was written.
    const client = await db();
    const taken = await client.ownList.findFirstOrThrow({ select: { id: true } });
    let calls = 0;
    // Ids are given to answers (2), interviews (2), their answers (2) and the entries of the log (6), then to lists.
    const newId = () => (++calls > 12 ? taken.id : randomUUID());
    await expect(importProfile({ profileId: target, at: AT, newId, apply: true }, file)).rejects.toMatchObject({
      code: "REVIEW_MOVED_ON",
    });
    expect(await exportText(target)).toBe(before);
  });
});

describe("deleting everything", () => {
  it("leaves nothing of the profile, and everything of others", async () => {
    const [owner, neighbour] = [await richProfile(), await richProfile()];
    const kept = await exportText(neighbour);
    expect(await deleteProfile(owner)).toBe(true);
    const client = await db();
    expect(await client.profile.count({ where: { id: owner } })).toBe(0);
    const left = await exported(owner);
    for (const section of Object.keys(SECTION_SCHEMAS) as (keyof typeof SECTION_SCHEMAS)[]) {
      expect(left[section], section).toEqual([]);
    }
    expect([left.reviewSettings, left.studyPlan]).toEqual([null, null]);
    expect(await exportText(neighbour)).toBe(kept);
    expect(await deleteProfile(owner)).toBe(false);
  });
});
