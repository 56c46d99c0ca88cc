/** The grading report: how far the grader agrees with two readers, beside how far they agree with each other. */
import { differenceByThird, f1, mean, pearson, quadraticKappa, type Third } from "./agreement";
import { BANDS, bandOf } from "./bands";
import { intervalsOf } from "./bootstrap";
import type { Grade } from "./grade";
import { GOLD_KINDS, type GoldAnswer } from "./gold-schema";
import type { Agreement, AttackRow, GradingReport, KindRow, MarkedScore, ThirdRow } from "./grading-report-schema";

/** Answers that should earn little, however they are dressed. */
export const ATTACK_KINDS = ["stuffed", "echoed", "confidently-wrong", "nonsense"] as const;

/** A score from which an answer passes. */
export const PASS_SCORE_MIN = 0.6;

/** An answer with the readers' marks and the grader's. */
export interface MarkedAnswer {
  readonly gold: GoldAnswer;
  readonly grade: Grade;
}

/** Takes marked answers of any split, keeps those held out, and gives the report; null where none is held out. */
export function reportOf(marked: readonly MarkedAnswer[], version: string): GradingReport | null {
  const rows = marked.filter(({ gold }) => gold.split === "held-out");
  if (rows.length === 0) return null;
  const tuning = marked.filter(({ gold }) => gold.split === "tuning");
  const grader = rows.map(({ grade }) => grade.score);
  const readerA = rows.map(({ gold }) => gold.marks.readerA.score);
  const readerB = rows.map(({ gold }) => gold.marks.readerB.score);
  const both = readerA.map((score, index) => (score + (readerB[index] ?? 0)) / 2);
  const kappa = agreementOf(rows, bandKappa);
  const correlation = agreementOf(rows, pearson);
  const thirds = thirdsOf(differenceByThird(both, grader), differenceByThird(readerA, readerB));
  const middle = Math.abs(thirds[1]?.grader ?? 0);
  return {
    version,
    split: "held-out",
    answerCount: rows.length,
    itemCount: itemCountOf(rows),
    tuning: { answerCount: tuning.length, itemCount: itemCountOf(tuning) },
    kappa,
    pearson: correlation,
    pointF1: pointF1Of(rows),
    thirds,
    attacks: ATTACK_KINDS.map((kind) => attackOf(kind, rows)),
    kinds: GOLD_KINDS.map((kind) => kindOf(kind, rows)),
    aims: [
      { of: "kappa", text: "kappa within 0.05 of the readers'", isMet: kappa.grader >= kappa.readers - 0.05 },
      { of: "pearson", text: "Pearson at least 0.80", isMet: correlation.grader >= 0.8 },
      { of: "middle-third", text: "middle third within 0.10", isMet: middle <= 0.1 },
    ],
    meanError: {
      grader: round(mean(grader.map((score, index) => score - (both[index] ?? 0)))),
      readers: round(mean(readerB.map((score, index) => score - (readerA[index] ?? 0)))),
    },
    openShare: openShareOf(rows),
    intervals: intervalsOf(rows, (drawn) => ({
      kappa: agreementOf(drawn, bandKappa).grader,
      pearson: agreementOf(drawn, pearson).grader,
      pointF1: pointF1Of(drawn).grader,
    })),
    answers: rows.map(scoresOf),
  };
}

type Measure = (one: readonly number[], other: readonly number[]) => number;

const bandKappa: Measure = (one, other) => quadraticKappa(one.map(placeOf), other.map(placeOf), BANDS.length);

function agreementOf(rows: readonly MarkedAnswer[], measure: Measure): Agreement {
  const grader = rows.map(({ grade }) => grade.score);
  const readerA = rows.map(({ gold }) => gold.marks.readerA.score);
  const readerB = rows.map(({ gold }) => gold.marks.readerB.score);
  return {
    grader: round(mean([measure(grader, readerA), measure(grader, readerB)])),
    readers: round(measure(readerA, readerB)),
  };
}

function openShareOf(rows: readonly MarkedAnswer[]): number {
  const verdicts = rows.flatMap(({ grade }) => grade.points.map(({ verdict }) => verdict));
  return round(verdicts.filter((verdict) => verdict === "unsure").length / Math.max(verdicts.length, 1));
}

function itemCountOf(rows: readonly MarkedAnswer[]): number {
  return new Set(rows.map(({ gold }) => gold.item)).size;
}

function scoresOf({ gold, grade }: MarkedAnswer): MarkedScore {
  return { item: gold.item, kind: gold.kind, readers: round(readersMean(gold)), grader: round(grade.score) };
}

function readersMean({ marks }: GoldAnswer): number {
  return (marks.readerA.score + marks.readerB.score) / 2;
}

function placeOf(score: number): number {
  return BANDS.indexOf(bandOf(score));
}

function thirdsOf(grader: readonly Third[], readers: readonly Third[]): ThirdRow[] {
  return grader.map((third, index) => ({
    from: round(third.from),
    to: round(third.to),
    count: third.count,
    grader: round(third.meanDifference),
    readers: round(readers[index]?.meanDifference ?? 0),
  }));
}

function pointF1Of(rows: readonly MarkedAnswer[]): Agreement {
  const grader: boolean[] = [];
  const readerA: boolean[] = [];
  const readerB: boolean[] = [];
  for (const { gold, grade } of rows) {
    for (const { id, verdict } of grade.points) {
      grader.push(verdict === "met");
      readerA.push(gold.marks.readerA.points[id] === "met");
      readerB.push(gold.marks.readerB.points[id] === "met");
    }
  }
  return { grader: round(mean([f1(grader, readerA), f1(grader, readerB)])), readers: round(f1(readerA, readerB)) };
}

function kindOf(kind: KindRow["kind"], rows: readonly MarkedAnswer[]): KindRow {
  const own = rows.filter(({ gold }) => gold.kind === kind);
  return {
    kind,
    count: own.length,
    meanGrader: round(mean(own.map(({ grade }) => grade.score))),
    meanReaders: round(mean(own.map(({ gold }) => readersMean(gold)))),
  };
}

function attackOf(kind: KindRow["kind"], rows: readonly MarkedAnswer[]): AttackRow {
  const own = rows.filter(({ gold }) => gold.kind === kind);
  const highest = ({ gold }: MarkedAnswer): number => Math.max(gold.marks.readerA.score, gold.marks.readerB.score);
  const falsePasses = own.filter((row) => row.grade.score >= PASS_SCORE_MIN && highest(row) < PASS_SCORE_MIN);
  return { ...kindOf(kind, rows), falsePassCount: falsePasses.length };
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
