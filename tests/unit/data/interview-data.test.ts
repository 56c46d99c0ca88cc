import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { finishInterview } from "@/lib/server/data/interview/finish-interview";
import { listInterviews } from "@/lib/server/data/interview/list-interviews";
import { loadInterview } from "@/lib/server/data/interview/load-interview";
import { saveInterviewAnswer } from "@/lib/server/data/interview/save-answer";
import { saveInterviewDraft } from "@/lib/server/data/interview/save-draft";
import { saveInterviewMarks } from "@/lib/server/data/interview/save-marks";
import { startInterview } from "@/lib/server/data/interview/start-interview";
import { db } from "@/lib/server/db";
import type { SaveInterviewAnswerInput, SaveInterviewDraftInput } from "@/lib/shared/schemas/interview";
import { newProfile, withTestDatabase } from "./test-database";

withTestDatabase();

const settings = { secondsPerQuestion: 180, questionIds: { beginner: ["001-A-01"] } };
const marks = [{ point: "says that state is managed", mark: "said" as const }];

function start(profileId: string, clientEventId: string = randomUUID()) {
  return startInterview(profileId, { clientEventId, startRung: "beginner", settings });
}

function draftInput(interviewId: string, text: string): SaveInterviewDraftInput {
  return {
    interviewId,
    rung: "beginner",
    questionId: "001-A-01",
    text,
    structured: null,
    askedAt: "2026-01-02T03:04:05.678Z",
    deadlines: { softAt: "2026-01-02T03:07:05.678Z", extensions: 1 },
  };
}

function answerInput(interviewId: string, changes: Partial<SaveInterviewAnswerInput> = {}): SaveInterviewAnswerInput {
  return {
    clientEventId: randomUUID(),
    interviewId,
    rung: "beginner",
    questionId: "001-A-01",
    questionVersion: "sha256:1111",
    text: "Flink keeps state.",
    structured: { parts: ["source", "window", "sink"] },
    secondsUsed: 75,
    deadlines: { softAt: null, extensions: 0 },
    ...changes,
  };
}

describe("a mock interview", () => {
  it("is started once for one event", async () => {
    const profileId = await newProfile();
    const clientEventId = randomUUID();
    const first = await start(profileId, clientEventId);
    expect(await start(profileId, clientEventId)).toEqual(first);
    expect(first).toEqual({
      id: first.id,
      clientEventId,
      startRung: "beginner",
      settings,
      startedAt: first.startedAt,
      finishedAt: null,
      draft: null,
      answers: [],
    });
  });

  it("keeps the question, its clock and the text so far until it is answered", async () => {
    const profileId = await newProfile();
    const { id } = await start(profileId);
    await saveInterviewDraft(profileId, draftInput(id, "Fl"));
    const draft = await saveInterviewDraft(profileId, draftInput(id, "Flink"));
    const { interviewId: _, ...content } = draftInput(id, "Flink");
    expect(draft).toEqual({ ...content, updatedAt: draft.updatedAt });
    expect((await loadInterview(profileId, id)).draft).toEqual(draft);
    await saveInterviewAnswer(profileId, answerInput(id));
    expect((await loadInterview(profileId, id)).draft).toBeNull();
  });

  it("gives back answers in their order with the newest marks", async () => {
    const profileId = await newProfile();
    const { id } = await start(profileId);
    const first = await saveInterviewAnswer(profileId, answerInput(id));
    const second = await saveInterviewAnswer(profileId, answerInput(id, { rung: "warming-up", structured: null }));
    const event = { answerId: first.id, marks, score: 1 };
    await saveInterviewMarks(profileId, { ...event, clientEventId: randomUUID(), score: 0.5 });
    const newestEventId = randomUUID();
    const newest = await saveInterviewMarks(profileId, { ...event, clientEventId: newestEventId });
    expect(newest).toEqual({
      ...{ id: newest.id, clientEventId: newestEventId, marks, score: 1, createdAt: newest.createdAt },
    });
    const loaded = await loadInterview(profileId, id);
    expect(loaded.answers).toEqual([{ ...first, mark: newest }, second]);
    expect(second.structured).toBeNull();
    expect(first.structured).toEqual({ parts: ["source", "window", "sink"] });
  });

  it("takes one answer and one marking for one event", async () => {
    const profileId = await newProfile();
    const { id } = await start(profileId);
    const input = answerInput(id);
    const [answer] = await Promise.all([1, 2, 3, 4].map(() => saveInterviewAnswer(profileId, input)));
    const markEvent = { clientEventId: randomUUID(), answerId: answer?.id ?? "", marks, score: 1 };
    const mark = await saveInterviewMarks(profileId, markEvent);
    expect(await saveInterviewMarks(profileId, { ...markEvent, score: 0 })).toEqual(mark);
    const loaded = await loadInterview(profileId, id);
    expect(loaded.answers.map((each) => [each.id, each.mark?.id])).toEqual([[answer?.id, mark.id]]);
  });

  it("ends once and takes no answers afterwards, except the ones it has", async () => {
    const profileId = await newProfile();
    const { id } = await start(profileId);
    const input = answerInput(id);
    const answer = await saveInterviewAnswer(profileId, input);
    const finished = await finishInterview(profileId, id);
    expect(finished.finishedAt).not.toBeNull();
    expect(await finishInterview(profileId, id)).toEqual(finished);
    await expect(saveInterviewAnswer(profileId, answerInput(id))).rejects.toMatchObject({ code: "ALREADY_FINISHED" });
    await expect(saveInterviewDraft(profileId, draftInput(id, "late"))).rejects.toMatchObject({
      code: "ALREADY_FINISHED",
    });
    expect(await saveInterviewAnswer(profileId, input)).toEqual(answer);
    await saveInterviewMarks(profileId, { clientEventId: randomUUID(), answerId: answer.id, marks, score: 0.75 });
    expect(await listInterviews(profileId)).toEqual([
      {
        id,
        startRung: "beginner",
        startedAt: finished.startedAt,
        finishedAt: finished.finishedAt,
        answerCount: 1,
        meanScore: 0.75,
      },
    ]);
  });

  it("of one profile is out of another's reach", async () => {
    const owner = await newProfile();
    const stranger = await newProfile();
    const { id } = await start(owner);
    const answer = await saveInterviewAnswer(owner, answerInput(id));
    const before = await loadInterview(owner, id);
    const notFound = { code: "NOT_FOUND", status: 404 };
    const markEvent = { clientEventId: randomUUID(), answerId: answer.id, marks, score: 0 };
    await expect(loadInterview(stranger, id)).rejects.toMatchObject(notFound);
    await expect(finishInterview(stranger, id)).rejects.toMatchObject(notFound);
    await expect(saveInterviewDraft(stranger, draftInput(id, "mine"))).rejects.toMatchObject(notFound);
    await expect(saveInterviewAnswer(stranger, answerInput(id))).rejects.toMatchObject(notFound);
    await expect(saveInterviewMarks(stranger, markEvent)).rejects.toMatchObject(notFound);
    expect(await listInterviews(stranger)).toEqual([]);
    expect(await loadInterview(owner, id)).toEqual(before);
  });

  it("has append-only answers and marks: the database refuses to change them", async () => {
    const profileId = await newProfile();
    const { id } = await start(profileId);
    const answer = await saveInterviewAnswer(profileId, answerInput(id));
    const event = { clientEventId: randomUUID(), answerId: answer.id, marks, score: 1 };
    const mark = await saveInterviewMarks(profileId, event);
    const client = await db();
    const changes = [
      client.interviewAnswer.update({ where: { id: answer.id }, data: { text: "better" } }),
      client.interviewMark.update({ where: { id: mark.id }, data: { score: 0 } }),
    ];
    for (const change of changes) await expect(change).rejects.toThrow(/append-only/);
    expect((await loadInterview(profileId, id)).answers).toEqual([{ ...answer, mark }]);
  });
});
