/** An answer of the interview as the grader reads it, and what its verdicts propose as marks. */
import { type PlacedField, placeFields } from "../content/written-text";
import type { InterviewAnswerDto } from "../dto/interview";
import type { Grade, GradedQuestion, Verdict } from "../grader/grade";
import type { KeyPointMark } from "../schemas/study";
import type { RungQuestion } from "./rung-schema";

/** What the grader is given: the question with its key points, and the fields of the answer one after the other. */
export interface GradedRung {
  readonly item: GradedQuestion;
  readonly fields: readonly PlacedField[];
}

/** Takes a question of the interview and the answer to it, and gives what the grader reads. */
export function gradedRung(
  question: RungQuestion,
  answer: Pick<InterviewAnswerDto, "text" | "structured">,
): GradedRung {
  const { structured } = answer;
  const isParts = typeof structured === "object" && structured !== null && !Array.isArray(structured);
  const parts = isParts ? Object.entries(structured) : [];
  const texts = new Map(parts.filter((part): part is [string, string] => typeof part[1] === "string"));
  if (answer.text.trim() !== "" || question.structure === undefined) texts.set("text", answer.text);
  const fields = [{ id: "text", label: null, prompt: null }, ...(question.structure ?? [])];
  const item = { question: question.question, keyPoints: question.points, misconceptions: question.misconceptions };
  return {
    item,
    fields: placeFields(
      fields.filter(({ id }) => texts.has(id)),
      Object.fromEntries(texts),
    ),
  };
}

const PROPOSED: Readonly<Record<Verdict, KeyPointMark | null>> = {
  met: "said",
  partly: "partly",
  missed: "missed",
  contradicted: "missed",
  unsure: null,
};

/** The mark that a grade proposes for each point, by id; none where the grader cannot tell. */
export function proposedMarks(grade: Grade): Readonly<Record<string, KeyPointMark>> {
  return Object.fromEntries(
    grade.points.flatMap(({ id, verdict }) => {
      const mark = PROPOSED[verdict];
      return mark === null ? [] : [[id, mark] as const];
    }),
  );
}
