import { expect, it } from "vitest";
import { joinedText } from "../content/written-text";
import type { Grade, Verdict } from "../grader/grade";
import { gradedRung, proposedMarks } from "./graded-rung";
import type { RungQuestion } from "./rung-schema";

const QUESTION = {
  question: "Design it.",
  points: [],
  misconceptions: [],
  structure: [
    { id: "source", label: "Source", prompt: "Which?" },
    { id: "sink", label: "Sink", prompt: "Which?" },
  ],
} as unknown as RungQuestion;

it("places the parts of a design after the free text, in the question's order", () => {
  const { fields } = gradedRung(QUESTION, {
    text: "First.",
    structured: { sink: "Into files.", source: "From Kafka." },
  });
  expect(fields.map(({ id, start }) => [id, start])).toEqual([
    ["text", 0],
    ["source", 8],
    ["sink", 21],
  ]);
  expect(joinedText(fields)).toBe("First.\n\nFrom Kafka.\n\nInto files.");
});

it("is the text alone where there are no parts, also when it is empty", () => {
  const plain = { ...QUESTION, structure: undefined };
  expect(gradedRung(plain, { text: "", structured: null }).fields.map(({ id, text }) => [id, text])).toEqual([
    ["text", ""],
  ]);
});

it("proposes no mark for what the grader cannot tell", () => {
  const verdicts: Verdict[] = ["met", "partly", "missed", "contradicted", "unsure"];
  const points = verdicts.map((verdict) => ({ id: verdict, verdict, share: 0, evidence: [], why: "", decided: false }));
  const grade = { points } as unknown as Grade;
  expect(proposedMarks(grade)).toEqual({ met: "said", partly: "partly", missed: "missed", contradicted: "missed" });
});
