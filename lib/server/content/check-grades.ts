import "server-only";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import type { Grade, Grader, PointVerdict } from "@/lib/shared/grader/grade";
import type { ContentFault } from "./content-fault";
import { isGraded } from "./grade-lines";
import type { ParsedItem } from "./parse-item";

/** What the grader has to give the model answer of an item. */
export const MODEL_SCORE_MIN = 0.95;

/** Grades the model answer of every free-text and design item and names each key point that keeps it from full marks. */
export function checkGrades(items: readonly ParsedItem[], grader: Grader): ContentFault[] {
  return items.flatMap((item) => {
    const { meta } = item;
    if (!isGraded(meta)) return [];
    const grade = grader.grade(meta, item.sections.modelAnswer ?? "");
    return [...claimFaults(item, meta, grade), ...pointFaults(item, meta, grade)];
  });
}

function claimFaults(item: ParsedItem, meta: GradedItem, grade: Grade): ContentFault[] {
  return grade.misconceptions.map(({ id }) => ({
    file: item.file,
    line: item.lineOf(["misconceptions", meta.misconceptions.findIndex((one) => one.id === id)]),
    message: `The grader reads the misconception "${id}" in the model answer.`,
    remedy: "Say in the model answer what is true in other words than the claim, or make the claim more definite.",
  }));
}

function pointFaults(item: ParsedItem, meta: GradedItem, grade: Grade): ContentFault[] {
  const isLow = grade.score < MODEL_SCORE_MIN;
  return grade.points.flatMap((point, index) => {
    const isLost = point.verdict === "missed" || point.verdict === "contradicted";
    if (!isLost && (!isLow || point.verdict === "met")) return [];
    return [
      {
        file: item.file,
        line: item.lineOf(["keyPoints", index]),
        message: `The grader finds the key point "${point.id}" ${verdictWords(point)} in the model answer (score ${grade.score.toFixed(2)}).`,
        remedy: remedyOf(meta, point, index),
      },
    ];
  });
}

function verdictWords({ verdict, why }: PointVerdict): string {
  return verdict === "missed" ? "missed" : `${verdict}: ${why.toLowerCase().replace(/\.$/, "")}`;
}

function remedyOf(meta: GradedItem, point: PointVerdict, index: number): string {
  const text = meta.keyPoints[index]?.text ?? "";
  if (point.verdict === "contradicted") {
    return `Look where the model answer says otherwise than “${text}”, or add a saying in the model answer's words.`;
  }
  return `Say “${text}” in one or two sentences of the model answer; or add its words to "says", and to "needs" what it says instead.`;
}
