import { type Grading, gradingSchema } from "./grading-schema";
import type { GradedItem } from "./item-schema";
import { designResponseSchema, freeTextResponseSchema } from "./response-schema";
import { wholeText, writtenFields } from "./written-text";
import { decidePoints } from "../grader/grade";
import type { KeyPointMark, StudyResult } from "../schemas/study";
import { parseInput } from "../parse-input";
import { changedSince, type GradedAnswer, refused, requireKnown } from "./graded-answer";

const MARK_SHARE: Readonly<Record<KeyPointMark, number>> = { said: 1, partly: 0.5, missed: 0 };

/**
 * Takes over how a written answer was judged in the page: by the grader there, or by the learner. The score is summed
 * here from the verdicts; the verdicts themselves are self-reported. Throws INVALID_INPUT when they are not those of the item.
 */
export function judgeWritten(item: GradedItem, response: unknown): GradedAnswer {
  const { written, marks, grading } = readWritten(item, response);
  if (grading !== undefined) {
    return { response: written.response, result: sumVerdicts(item, written.text, grading) };
  }
  if (marks === undefined) throw refused("neither marks nor a grade", "Mark every key point.");
  return { response: { ...written.response, marks }, result: weighMarks(item, marks) };
}

function readWritten(item: GradedItem, response: unknown) {
  if (item.format === "free-text") {
    const { text, marks, grading } = parseInput(freeTextResponseSchema, response);
    return { written: { response: { text }, text }, marks, grading };
  }
  const { parts, marks, grading } = parseInput(designResponseSchema, response);
  requireKnown(Object.keys(parts), item.parts);
  return { written: { response: { parts }, text: wholeText(writtenFields(item), parts) }, marks, grading };
}

/** Takes over the learner's own marks, each key point by its weight. */
function weighMarks(item: GradedItem, marks: Readonly<Record<string, KeyPointMark>>): StudyResult {
  requireKnown(Object.keys(marks), item.keyPoints);
  const total = item.keyPoints.reduce((sum, point) => sum + point.weight, 0);
  let reached = 0;
  const keyPoints = item.keyPoints.map((point) => {
    const mark = marks[point.id];
    if (mark === undefined) throw refused(`the point ${point.id} has no mark`, "Mark every key point.");
    reached += point.weight * MARK_SHARE[mark];
    return { point: point.text, mark };
  });
  return { score: reached / total, keyPoints };
}

function sumVerdicts(item: GradedItem, text: string, { grade, decisions }: Grading): StudyResult {
  const { points, misconceptions } = grade;
  if (points.map((point) => point.id).join() !== item.keyPoints.map((point) => point.id).join()) throw changedSince();
  requireKnown(
    misconceptions.map(({ id }) => id),
    item.misconceptions,
  );
  const ends = [...points, ...misconceptions].flatMap(({ evidence }) => evidence.map(({ end }) => end));
  if (ends.some((end) => end > text.length))
    throw refused("evidence lies outside the answer", "Grade the answer again.");
  const open = new Set(points.filter((point) => point.verdict === "unsure").map((point) => point.id));
  if (Object.keys(decisions).some((id) => !open.has(id))) {
    throw refused(
      "a point was decided that the grader could tell",
      "Keep the mark as it is, and dispute it afterwards.",
    );
  }
  if ([...open].some((id) => decisions[id] === undefined)) {
    throw refused("a point is undecided", "Decide the points that the grader could not tell.");
  }
  const { score } = decidePoints(item, grade, decisions);
  return { score, grading: gradingSchema.parse({ grade, decisions }) };
}
