import "server-only";
import type { Grader } from "@/lib/shared/grader/grade";
import { gradedRung } from "@/lib/shared/interview/graded-rung";
import type { InterviewRung } from "@/lib/shared/schemas/interview";
import { MODEL_SCORE_MIN } from "./check-grades";
import type { ContentFault } from "./content-fault";
import type { RungContent } from "./rungs";

/** Grades the model answer of every interview question and names each key point that keeps it from full marks. */
export function checkRungGrades(rungs: ReadonlyMap<InterviewRung, RungContent>, grader: Grader): ContentFault[] {
  return [...rungs.values()].flatMap(({ question, sections, file }) => {
    const { item } = gradedRung(question, { text: "", structured: null });
    const grade = grader.grade(item, sections.modelAnswer ?? "");
    const claims = grade.misconceptions.map(({ id }) => ({
      ...{ file, line: 1, message: `The grader reads the misconception "${id}" in the model answer.` },
      remedy: "Make the claim more definite, or say what is true in other words.",
    }));
    const lost = grade.points.filter(
      ({ verdict }) =>
        verdict === "missed" || verdict === "contradicted" || (grade.score < MODEL_SCORE_MIN && verdict !== "met"),
    );
    const points = lost.map(({ id, verdict }) => ({
      ...{ file, line: 1, message: `The grader finds the key point "${id}" ${verdict} in the model answer.` },
      remedy: `Add the model answer's words to "says" of the point, and to "needs" what it says instead.`,
    }));
    return [...claims, ...points];
  });
}
