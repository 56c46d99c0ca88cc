import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ZodObject, ZodType } from "zod";
import { exportSchema, SECTION_SCHEMAS } from "@/lib/shared/transfer/export-schema";
import { exportJsonSchema } from "@/lib/shared/transfer/json-schema";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** Where each model stands in an export. */
const PLACES: Readonly<Record<string, ZodObject>> = {
  StudyAnswer: SECTION_SCHEMAS.studyAnswers,
  GradeAppeal: SECTION_SCHEMAS.gradeAppeals,
  CodeDraft: SECTION_SCHEMAS.codeDrafts,
  CodeAttempt: SECTION_SCHEMAS.codeAttempts,
  Interview: SECTION_SCHEMAS.interviews,
  InterviewDraft: SECTION_SCHEMAS.interviewDrafts,
  InterviewAnswer: SECTION_SCHEMAS.interviewAnswers,
  InterviewMark: SECTION_SCHEMAS.interviewMarks,
  ReviewCard: SECTION_SCHEMAS.reviewCards,
  ReviewLog: SECTION_SCHEMAS.reviewLog,
  ReviewSettings: exportSchema.shape.reviewSettings.unwrap(),
  StudyPlan: exportSchema.shape.studyPlan.unwrap(),
  ContentNote: SECTION_SCHEMAS.notes,
  Favourite: SECTION_SCHEMAS.favourites,
  OwnList: SECTION_SCHEMAS.lists,
  OwnListEntry: SECTION_SCHEMAS.lists.shape.entries.element,
};

/** Columns that stand in no export under their own name, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "StudyAnswer.id": "named by clientEventId",
  "StudyAnswer.score": "stands in result",
  "GradeAppeal.id": "named by clientEventId",
  "GradeAppeal.answerId": "answerEventId",
  "CodeAttempt.id": "named by clientEventId",
  "Interview.id": "named by clientEventId",
  "InterviewDraft.interviewId": "interviewEventId",
  "InterviewAnswer.id": "named by clientEventId",
  "InterviewAnswer.interviewId": "interviewEventId",
  "InterviewMark.id": "named by clientEventId",
  "InterviewMark.answerId": "answerEventId",
  "ReviewLog.place": "the order of the list",
  "ReviewLog.clientEventId": "stands as id",
  "OwnList.id": "named by clientEventId",
  "OwnList.place": "the order of the lists",
  "OwnListEntry.listId": "stands within its list",
  "OwnListEntry.place": "the order of the entries",
};

interface Model {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The models of the schema with their columns; fields whose type is another model are no columns. */
function models(): Model[] {
  const blocks = [...read("prisma/schema.prisma").matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const names = new Set(blocks.map(([, name]) => name));
  return blocks.map(([, name = "", body = ""]) => ({
    name,
    columns: [...body.matchAll(/^ {2}(\w+) +(\w+)/gm)].flatMap(([, column = "", type]) =>
      names.has(type) ? [] : [column],
    ),
  }));
}

describe("an export", () => {
  it("has every model of the database, with every column", () => {
    const all = models();
    expect(all.length).toBeGreaterThan(10);
    const missing = all
      .filter(({ name }) => name !== "Profile")
      .flatMap(({ name, columns }) => {
        const place = PLACES[name];
        if (place === undefined) return [`${name} is not exported`];
        return columns
          .filter(
            (column) =>
              column !== "profileId" && !(column in place.shape) && ELSEWHERE[`${name}.${column}`] === undefined,
          )
          .map((column) => `${name}.${column} is not exported`);
      });
    expect(missing).toEqual([]);
    expect(all.find(({ name }) => name === "Profile")?.columns).toEqual(["id", "createdAt"]);
    // Nothing is excused that is gone.
    const columns = new Set(all.flatMap((model) => model.columns.map((column) => `${model.name}.${column}`)));
    expect(Object.keys(ELSEWHERE).filter((column) => !columns.has(column))).toEqual([]);
  });

  it("has the JSON Schema that is kept in the documents", () => {
    expect(read("docs/export.schema.json"), "npm run data:schema").toBe(exportJsonSchema());
  });

  it("is documented field by field", () => {
    const text = read("docs/DATA.md");
    const undocumented = [
      ...Object.keys(exportSchema.shape),
      ...Object.values<ZodType>(PLACES).flatMap(fieldsOf),
    ].filter((field) => !text.includes(`\`${field}\``));
    expect(undocumented).toEqual([]);
  });
});

function fieldsOf(schema: ZodType): string[] {
  return Object.keys((schema as ZodObject).shape);
}
