/** The end of an interview: what was said and missed by rung and topic, and what to study next. */
import type { Topic } from "../content/vocabulary";
import type { InterviewAnswerDto, InterviewDto } from "../dto/interview";
import type { InterviewRung } from "../schemas/interview";
import type { KeyPointMark, KeyPointResult } from "../schemas/study";
import type { RungPoint, RungQuestion } from "./rung-schema";
import { answerOf, rungsFrom } from "./stage";

export type MarkedPoint = {
  point: RungPoint;
  mark: KeyPointMark | "unmarked";
  /** What the grader had proposed, where the learner marked it otherwise; else null. */
  changedFrom: KeyPointMark | null;
};

export type RungReport = {
  rung: InterviewRung;
  question: RungQuestion;
  answer: InterviewAnswerDto | null;
  points: MarkedPoint[];
  /** Self-marked, 0 to 1; null where nothing was marked. */
  score: number | null;
};

export type TopicReport = { topic: Topic; saidCount: number; partlyCount: number; missedCount: number };

export type InterviewReport = {
  rungs: RungReport[];
  topics: TopicReport[];
  /** Topics with something missed or said in part, the heaviest loss first. */
  studyNext: { topic: Topic; points: RungPoint[] }[];
  /** Mean of the marked rungs; null where none is. */
  score: number | null;
};

const WORTH: Record<KeyPointMark, number> = { said: 1, partly: 0.5, missed: 0 };

/** The weighted share of the points that were said; a point said in part counts half. */
export function scoreMarks(points: readonly RungPoint[], marks: readonly KeyPointResult[]): number {
  const byId = new Map(marks.map((result) => [result.point, result.mark]));
  const total = points.reduce((sum, point) => sum + point.weight, 0);
  const earned = points.reduce((sum, point) => sum + point.weight * WORTH[byId.get(point.id) ?? "missed"], 0);
  return total === 0 ? 0 : earned / total;
}

/** Builds the report from what is stored and the questions as they are now. */
export function buildReport(
  interview: InterviewDto,
  questions: ReadonlyMap<InterviewRung, RungQuestion>,
): InterviewReport {
  const rungs = rungsFrom(interview.startRung).flatMap((rung) => {
    const question = questions.get(rung);
    return question === undefined ? [] : [rungReport(rung, question, answerOf(interview, rung) ?? null)];
  });
  const scores = rungs.flatMap((rung) => (rung.score === null ? [] : [rung.score]));
  return {
    rungs,
    topics: topicReports(rungs),
    studyNext: studyNext(rungs),
    score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  };
}

function rungReport(rung: InterviewRung, question: RungQuestion, answer: InterviewAnswerDto | null): RungReport {
  const marks = answer?.mark?.marks ?? null;
  const byId = new Map((marks ?? []).map((result) => [result.point, result]));
  const points = question.points.map((point): MarkedPoint => {
    const { mark, proposed } = byId.get(point.id) ?? {};
    const isChanged = proposed !== undefined && proposed !== mark;
    return { point, mark: mark ?? "unmarked", changedFrom: isChanged ? proposed : null };
  });
  return { rung, question, answer, points, score: marks === null ? null : scoreMarks(question.points, marks) };
}

function topicReports(rungs: readonly RungReport[]): TopicReport[] {
  const byTopic = new Map<Topic, TopicReport>();
  for (const { point, mark } of rungs.flatMap((rung) => rung.points)) {
    if (mark === "unmarked") continue;
    const report = byTopic.get(point.study) ?? { topic: point.study, saidCount: 0, partlyCount: 0, missedCount: 0 };
    report[`${mark}Count`] += 1;
    byTopic.set(point.study, report);
  }
  return [...byTopic.values()];
}

function studyNext(rungs: readonly RungReport[]): InterviewReport["studyNext"] {
  const lost = new Map<Topic, { weight: number; points: RungPoint[] }>();
  for (const { point, mark } of rungs.flatMap((rung) => rung.points)) {
    if (mark !== "missed" && mark !== "partly") continue;
    const entry = lost.get(point.study) ?? { weight: 0, points: [] };
    entry.weight += point.weight * (1 - WORTH[mark]);
    entry.points.push(point);
    lost.set(point.study, entry);
  }
  return [...lost].sort(([, a], [, b]) => b.weight - a.weight).map(([topic, { points }]) => ({ topic, points }));
}
