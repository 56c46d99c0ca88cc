import { randomUUID } from "node:crypto";
import { saveAttempt } from "@/lib/server/data/code/save-attempt";
import { saveDraft } from "@/lib/server/data/code/save-draft";
import { saveAppeal } from "@/lib/server/data/grading/save-appeal";
import { finishInterview } from "@/lib/server/data/interview/finish-interview";
import { saveInterviewAnswer } from "@/lib/server/data/interview/save-answer";
import { saveInterviewDraft } from "@/lib/server/data/interview/save-draft";
import { saveInterviewMarks } from "@/lib/server/data/interview/save-marks";
import { startInterview } from "@/lib/server/data/interview/start-interview";
import { setFavourite } from "@/lib/server/data/library/favourites";
import { addEntry } from "@/lib/server/data/library/list-entries";
import { saveNote } from "@/lib/server/data/library/notes";
import { createList } from "@/lib/server/data/library/own-lists";
import { changeInQueue, rateFromAnswer, rateInQueue, undoInQueue } from "@/lib/server/data/review/change-card";
import { loadCard } from "@/lib/server/data/review/load-card";
import { saveReviewSettings } from "@/lib/server/data/review/review-settings";
import { saveStudyPlan } from "@/lib/server/data/review/study-plan";
import { saveAnswer } from "@/lib/server/data/study/save-answer";
import type { CardId, Rating } from "@/lib/shared/review/card";
import { answerInput } from "./answer-input";
import { newProfile } from "./test-database";

export const ITEM: CardId = { kind: "item", contentId: "barrier-at-two-inputs" };
export const DRILL: CardId = { kind: "drill", contentId: "3-42" };

/** A thing done by a profile at a moment. */
export const doing = (profileId: string, at: string) => ({ profileId, clientEventId: randomUUID(), at: new Date(at) });

/** Rates a card in the queue as the page does. */
export async function rate(profileId: string, id: CardId, rating: Rating, at: string): Promise<void> {
  const seenLogId = (await loadCard(profileId, id))?.card.lastLogId ?? null;
  await rateInQueue(doing(profileId, at), id, { rating, seenLogId });
}

/** A profile that has something of everything that can be kept. */
export async function richProfile(): Promise<string> {
  const profileId = await newProfile();
  await studied(profileId);
  await coded(profileId);
  await interviewed(profileId);
  await reviewed(profileId);
  await collected(profileId);
  return profileId;
}

async function studied(profileId: string): Promise<void> {
  await saveAnswer(profileId, answerInput(), new Date("2026-11-01T10:00:00Z"));
  const result = {
    score: 0.5,
    keyPoints: [{ point: "waits for “all” inputs", mark: "partly" as const }],
  };
  const written = answerInput({ format: "free-text", response: { text: 'Ångström 🌊\n"quoted"' }, result });
  const answer = await saveAnswer(profileId, written, new Date("2026-11-01T10:00:00Z"));
  await saveAppeal(profileId, {
    ...{ clientEventId: randomUUID(), answerId: answer.id, itemId: answer.itemId, itemVersion: answer.itemVersion },
    ...{ answerText: "Ångström 🌊", kind: "point", partId: "minimum", graderVerdict: "missed", learnerVerdict: "met" },
    ...{ reason: "I said so.", graderVersion: "1.0.0" },
  });
}

async function coded(profileId: string): Promise<void> {
  const attempt = {
    exerciseId: "click-sessions",
    exerciseVersion: "sha256:22",
    text: "export {};\n",
    aid: "hints",
  } as const;
  const verdict = { cases: [{ name: "late", passed: false, rows: [null, 1.5, "x"] }] };
  for (const [minute, rest] of [
    [1, { kind: "run", passed: false, verdict }],
    [2, { kind: "submit", passed: true, verdict }],
    [3, { kind: "reset", passed: false, verdict: null }],
  ] as const) {
    const at = new Date(`2026-11-02T10:0${minute}:00Z`);
    await saveAttempt(profileId, { ...attempt, ...rest, clientEventId: randomUUID() }, at);
  }
  await saveDraft(profileId, { exerciseId: "click-sessions", text: "// again", hintsOpened: 2 });
}

async function interviewed(profileId: string): Promise<void> {
  const settings = { secondsPerQuestion: 180, questionIds: { beginner: ["001-A-01"] } };
  const rung = "beginner" as const;
  for (const isFinished of [true, false]) {
    const { id: interviewId } = await startInterview(profileId, {
      ...{ clientEventId: randomUUID(), startRung: rung, settings },
    });
    const question = { interviewId, rung, questionId: "001-A-01", structured: { parts: ["source", "sink"] } };
    const deadlines = { softAt: "2026-01-02T03:07:05.678Z", extensions: 1 };
    const answer = await saveInterviewAnswer(profileId, {
      ...{ ...question, deadlines, clientEventId: randomUUID(), questionVersion: "sha256:3", text: "State." },
      secondsUsed: 75,
    });
    const marks = [{ point: "says that state is managed", mark: "said" as const }];
    await saveInterviewMarks(profileId, { clientEventId: randomUUID(), answerId: answer.id, marks, score: 1 });
    if (isFinished) await finishInterview(profileId, interviewId);
    else {
      const draft = { questionId: "001-A-02", text: "So far", structured: null, deadlines: null };
      await saveInterviewDraft(profileId, { ...question, ...draft, askedAt: "2026-01-02T03:04:05.678Z" });
    }
  }
}

async function reviewed(profileId: string): Promise<void> {
  await rateFromAnswer(doing(profileId, "2026-11-01T10:00:00Z"), ITEM, { rating: "good", revises: false });
  await rate(profileId, ITEM, "again", "2026-11-04T10:00:00Z");
  await undoInQueue(doing(profileId, "2026-11-04T10:00:05Z"));
  await rate(profileId, DRILL, "hard", "2026-11-04T10:01:00Z");
  await changeInQueue(doing(profileId, "2026-11-04T10:02:00Z"), DRILL, "bury");
  await changeInQueue(doing(profileId, "2026-11-05T10:02:00Z"), DRILL, "suspend");
  const settings = { newPerDay: 3, reviewsPerDay: 40, desiredRetention: 0.85, leechLapses: 5, rollOverHour: 2 };
  await saveReviewSettings(profileId, { timeZone: "Asia/Kathmandu", ...settings }, new Date("2026-11-05T10:00:00Z"));
  const plan = { interviewOn: "2026-12-15", minutesPerDay: 60, interviewLevel: "L5" } as const;
  await saveStudyPlan(profileId, { ...plan, topics: ["windows", "state"] }, new Date("2026-11-05T10:00:00Z"));
}

async function collected(profileId: string): Promise<void> {
  const content = { kind: "item", contentId: "barrier-at-two-inputs" } as const;
  const at = new Date("2026-11-06T10:00:00Z");
  await saveNote(profileId, { ...content, text: "*Mine*", baseRevision: null, revision: randomUUID() }, at);
  await setFavourite(profileId, { ...content, on: true }, at);
  await createList(profileId, { clientEventId: randomUUID(), name: "Empty" }, at);
  const listId = await createList(
    profileId,
    { clientEventId: randomUUID(), name: "Before Friday", entry: content },
    at,
  );
  await addEntry(profileId, { listId, kind: "scene", contentId: "late-data", toIndex: 0 }, at);
  await addEntry(profileId, { listId, ...DRILL }, at);
}
