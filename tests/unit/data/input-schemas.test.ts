import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { asActionResult, errorResponse, parseInput } from "@/lib/server/error-response";
import { AppError } from "@/lib/shared/app-error";
import { CODE_LENGTH_MAX, saveCodeAttemptSchema, saveCodeDraftSchema } from "@/lib/shared/schemas/code";
import { saveInterviewAnswerSchema, startInterviewSchema } from "@/lib/shared/schemas/interview";
import { createListSchema, saveNoteSchema } from "@/lib/shared/schemas/library";
import { STUDY_RESPONSE_LENGTH_MAX, saveStudyAnswerSchema } from "@/lib/shared/schemas/study";
import { answerInput } from "./answer-input";

const attempt = {
  clientEventId: randomUUID(),
  exerciseId: "click-sessions",
  exerciseVersion: "abc",
  kind: "submit",
  text: "x".repeat(CODE_LENGTH_MAX),
  verdict: null,
  passed: true,
  aid: "unaided",
  inReview: false,
};

const note = {
  kind: "item",
  contentId: "click-sessions",
  text: "n".repeat(20_000),
  baseRevision: null,
  revision: randomUUID(),
};

describe("inputs of the server", () => {
  it("fit at their largest", () => {
    const response = "x".repeat(STUDY_RESPONSE_LENGTH_MAX - 2);
    expect(parseInput(saveStudyAnswerSchema, answerInput({ response })).response).toBe(response);
    expect(parseInput(saveCodeAttemptSchema, attempt)).toEqual(attempt);
    expect(parseInput(saveNoteSchema, note)).toEqual(note);
    expect(
      parseInput(createListSchema, { clientEventId: note.revision, name: ` ${"l".repeat(80)} ` }).name,
    ).toHaveLength(80);
  });

  it.each([
    [
      "a response that is too long",
      saveStudyAnswerSchema,
      answerInput({ response: "x".repeat(STUDY_RESPONSE_LENGTH_MAX - 1) }),
    ],
    ["a score above 1", saveStudyAnswerSchema, answerInput({ result: { score: 1.01 } })],
    ["an item id with a path in it", saveStudyAnswerSchema, answerInput({ itemId: "../secret" })],
    ["an event id that is none", saveStudyAnswerSchema, answerInput({ clientEventId: "1" })],
    ["a NUL character in a text", saveCodeDraftSchema, { exerciseId: "a", text: "\u0000", hintsOpened: 0 }],
    ["a NUL character in JSON", saveStudyAnswerSchema, answerInput({ response: { text: "a\u0000b" } })],
    ["a program that is too long", saveCodeAttemptSchema, { ...attempt, text: `${attempt.text}x` }],
    ["a kind that does not exist", saveCodeAttemptSchema, { ...attempt, kind: "delete" }],
    ["five hints", saveCodeDraftSchema, { exerciseId: "a", text: "", hintsOpened: 5 }],
    [
      "a rung that does not exist",
      startInterviewSchema,
      { clientEventId: randomUUID(), startRung: "boss", settings: {} },
    ],
    ["a note that is too long", saveNoteSchema, { ...note, text: `${note.text}n` }],
    ["a note on what can have none", saveNoteSchema, { ...note, kind: "interview" }],
    ["a list without a name", createListSchema, { clientEventId: note.revision, name: "  " }],
    ["nothing", saveInterviewAnswerSchema, undefined],
  ])("are refused with INVALID_INPUT: %s", (_, schema, input) => {
    expect(() => parseInput<unknown>(schema, input)).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", status: 400 }),
    );
  });
});

describe("errors on their way out", () => {
  it("give the learner a sentence and keep the inside for the log", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const inside = new Error("password=secret");
    const result = await asActionResult(() => Promise.reject(inside));
    expect(result).toEqual({
      ok: false,
      code: "UNEXPECTED",
      message: "Something went wrong on our side. It has been logged.",
    });
    expect(log).toHaveBeenCalledOnce();
    log.mockClear();
    const response = errorResponse(new AppError("NOT_FOUND", "no interview 1 of profile 2"));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: { code: "NOT_FOUND", message: "That does not exist, or it is not yours." },
    });
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it("leave Next's own signals alone and give values through", async () => {
    const redirect = Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;replace;/study" });
    await expect(asActionResult(() => Promise.reject(redirect))).rejects.toBe(redirect);
    expect(await asActionResult(() => Promise.resolve(7))).toEqual({ ok: true, value: 7 });
  });
});
