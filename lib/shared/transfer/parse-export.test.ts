import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AppError } from "../app-error";
import type { ExportFile } from "./export-schema";
import { EXPORT_VERSION } from "./format";
import { parseExport } from "./parse-export";

const EMPTY: ExportFile = {
  ...{ format: "tidemark-export", version: EXPORT_VERSION, schemaVersion: "20261122_x", appVersion: "0.1.0" },
  ...{ exportedAt: "2026-12-01T10:00:00.000Z", profileCreatedAt: "2026-11-01T10:00:00.000Z" },
  ...{ reviewSettings: null, studyPlan: null, studyAnswers: [], gradeAppeals: [], codeDrafts: [], codeAttempts: [] },
  ...{ interviews: [], interviewDrafts: [], interviewAnswers: [], interviewMarks: [], reviewCards: [], reviewLog: [] },
  ...{ notes: [], favourites: [], lists: [] },
};

function answer(changes: object = {}) {
  return {
    ...{ clientEventId: randomUUID(), itemId: "late-records", itemVersion: "sha256:1", format: "choice" as const },
    ...{ response: { chosen: ["a"] }, result: { score: 1 }, createdAt: "2026-11-01T10:00:00.000Z" },
    ...changes,
  };
}

function refusal(text: string): string {
  try {
    parseExport(text);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe("IMPORT_REFUSED");
    expect((thrown as AppError).userMessage).toMatch(/Nothing was changed\.$/);
    return (thrown as AppError).userMessage;
  }
  throw new Error("it was taken");
}

const changed = (changes: object): string => refusal(JSON.stringify({ ...EMPTY, ...changes }));

describe("the text of an export", () => {
  it("is read when it is whole", () => {
    const file = { ...EMPTY, studyAnswers: [answer()] };
    expect(parseExport(JSON.stringify(file))).toEqual(file);
  });

  it("that ends in the middle, is something else or of a newer version is refused with what to do", () => {
    const whole = JSON.stringify(EMPTY, null, 1);
    expect(refusal(whole.slice(0, 200))).toMatch(/ends in the middle.*Export again/);
    expect(refusal("PK\u0003\u0004")).toMatch(/not a JSON file/);
    expect(refusal("")).toMatch(/not a JSON file/);
    expect(refusal('{"notes": []}')).toMatch(/no export of Tidemark/);
    expect(refusal("null")).toMatch(/no export of Tidemark/);
    expect(changed({ version: 2, surprise: 1 })).toMatch(/newer Tidemark.*its version is 2.*Update/);
  });

  it("that does not fit names the places, the first five and how many there are besides", () => {
    expect(changed({ studyAnswers: [answer(), answer({ result: { score: 2 } })] })).toMatch(
      /studyAnswers\[1\]\.result\.score: /,
    );
    expect(changed({ extra: 1 })).toMatch(/the file: .*extra/);
    expect(changed({ version: 0 })).toMatch(/version: /);
    const seven = Array.from({ length: 7 }, () => answer({ itemId: "-" }));
    const said = changed({ studyAnswers: seven });
    expect(said.match(/studyAnswers\[\d\]/g)).toHaveLength(5);
    expect(said).toMatch(/and 2 more/);
    expect(changed({ notes: [{ kind: "item", contentId: "a", text: "\u0000", revision: randomUUID() }] })).toMatch(
      /notes\[0\]\.text: the NUL character/,
    );
  });

  it("that names what is not there, or the same thing twice, is refused", () => {
    const event = randomUUID();
    const appeal = {
      ...{
        clientEventId: randomUUID(),
        answerEventId: event,
        itemId: "a",
        itemVersion: "1",
        answerText: "",
        kind: "point",
      },
      ...{ partId: "p", graderVerdict: "missed", learnerVerdict: "met", reason: "", graderVersion: "1.0.0" },
      createdAt: "2026-11-01T10:00:00.000Z",
    };
    expect(changed({ gradeAppeals: [appeal] })).toContain(`gradeAppeals[0].answerEventId: ${event} is not in the file`);
    const same = answer();
    expect(changed({ studyAnswers: [same, same] })).toContain(`studyAnswers[1]: ${same.clientEventId} stands twice`);
    const star = { kind: "item", contentId: "a", addedAt: "2026-11-01T10:00:00.000Z" };
    const list = {
      clientEventId: randomUUID(),
      name: "L",
      createdAt: "2026-11-01T10:00:00.000Z",
      entries: [star, star],
    };
    expect(changed({ lists: [list] })).toContain("lists[0].entries[1]: item/a stands twice");
  });

  it("that is nested without end is refused, not crashed on", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const text = JSON.stringify({ ...EMPTY, studyAnswers: [answer({ response: 0 })] }).replace(
      '"response":0',
      `"response":${deep}`,
    );
    expect(refusal(text)).toMatch(/nested too deeply|no longer as Tidemark wrote it/);
  });
});
