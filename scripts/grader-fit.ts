/**
 * Fits the grader's weights on the tuning half of the marked answers and on the items' own text, without the items whose
 * answers are held out, and prints them for lib/shared/grader/thresholds.ts, with how well they do on items left out.
 */
import model from "wink-eng-lite-web-model";
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { catalogueOf, isGraded } from "../lib/server/content/grade-lines";
import { madeTraining, markedTraining, type TrainingAnswer } from "../lib/server/content/grader-training";
import { readGold } from "../lib/server/content/grading-gold";
import { mean, pearson, quadraticKappa } from "../lib/shared/grader/agreement";
import { BANDS, bandOf } from "../lib/shared/grader/bands";
import type { ClaimFeatures } from "../lib/shared/grader/claim-features";
import { type Examined, examine } from "../lib/shared/grader/examine";
import { type Example, fitWeights } from "../lib/shared/grader/fit-weights";
import { createLanguage } from "../lib/shared/grader/language";
import { likelihoodOf, type Weights } from "../lib/shared/grader/likelihood";
import { createOpposites } from "../lib/shared/grader/opposites";
import { type PointFeatures, wrongness } from "../lib/shared/grader/point-features";
import { rarityOf } from "../lib/shared/grader/rarity";
import { type CompiledItem, compileItem } from "../lib/shared/grader/statement";
import { CLAIM_WEIGHTS, POINT_WEIGHTS, THRESHOLDS as T } from "../lib/shared/grader/thresholds";

const RIDGE = 1;
const FOLDS = 10;
const CLAIM_NAMES = Object.keys(CLAIM_WEIGHTS.weights) as (keyof ClaimFeatures)[];
const POINT_NAMES = Object.keys(POINT_WEIGHTS.weights) as (keyof PointFeatures)[];

interface Row {
  readonly training: TrainingAnswer;
  readonly compiled: CompiledItem;
  readonly examined: Examined;
}

function readRows(): Row[] {
  const root = repositoryRoot();
  const { items } = checkItems(root);
  const gold = readGold(root).answers.map((line) => line.gold);
  const heldOut = new Set(gold.filter(({ split }) => split === "held-out").map(({ item }) => item));
  const own = items.flatMap(({ meta, sections }) =>
    isGraded(meta) && !heldOut.has(meta.id) ? [{ item: meta, model: sections.modelAnswer ?? "" }] : [],
  );
  const catalogue = catalogueOf(items);
  const language = createLanguage(model);
  const opposites = createOpposites(language.keyOf);
  const known = new Map<object, CompiledItem>();
  return [...markedTraining(gold, (id) => catalogue.find(id)), ...madeTraining(own)].map((training) => {
    const compiled = known.get(training.item) ?? compileItem(training.item, language, rarityOf);
    known.set(training.item, compiled);
    return { training, compiled, examined: examine(compiled, training.answer, language, opposites) };
  });
}

function fitClaims(rows: readonly Row[]): Weights<keyof ClaimFeatures> {
  const examples = rows.flatMap(({ training, examined }) =>
    examined.claims.flatMap(({ compiled, match }): Example<keyof ClaimFeatures>[] => {
      const target = training.claims.get(compiled.misconception.id);
      if (match === null || target === undefined || training.claimCount === 0) return [];
      return [{ features: match.features, target, count: training.claimCount }];
    }),
  );
  return fitWeights(examples, CLAIM_NAMES, RIDGE);
}

function likelihoods({ examined }: Row, weights: Weights<keyof ClaimFeatures>): Map<string, number> {
  return new Map(
    examined.claims.map(({ compiled, match }) => [
      compiled.misconception.id,
      match === null ? 0 : likelihoodOf(weights, match.features),
    ]),
  );
}

function pointRows(row: Row, weights: Weights<keyof ClaimFeatures>) {
  const claims = likelihoods(row, weights);
  return row.examined.points.map(({ compiled, features }) => ({
    point: compiled.point,
    features: features === null ? null : { ...features, ...wrongness(compiled, row.compiled, claims) },
  }));
}

function fitPoints(rows: readonly Row[], claims: Weights<keyof ClaimFeatures>): Weights<keyof PointFeatures> {
  const examples = rows.flatMap((row) =>
    pointRows(row, claims).flatMap(({ point, features }): Example<keyof PointFeatures>[] => {
      const target = row.training.points.get(point.id);
      if (features === null || target === undefined || row.training.pointCount === 0) return [];
      return [{ features, target, count: row.training.pointCount }];
    }),
  );
  return fitWeights(examples, POINT_NAMES, RIDGE);
}

/** The score by verdicts alone: a little simpler than the grader's, which also looks for contradictions. */
function scoreOf(row: Row, claims: Weights<keyof ClaimFeatures>, points: Weights<keyof PointFeatures>): number {
  if (row.examined.refused !== null) return 0;
  const found = likelihoods(row, claims);
  const claimed = row.compiled.misconceptions.filter(
    ({ misconception }) => (found.get(misconception.id) ?? 0) >= T.claimMin,
  );
  const against = new Set(claimed.flatMap(({ misconception }) => misconception.against));
  let earned = 0;
  let total = 0;
  for (const { point, features } of pointRows(row, claims)) {
    total += point.weight;
    if (features === null || against.has(point.id)) continue;
    const likelihood = likelihoodOf(points, features);
    earned += point.weight * (likelihood >= T.metMin ? 1 : likelihood >= T.halfMin ? 0.5 : 0);
  }
  const sum = earned / Math.max(total, 1);
  return claimed.some(({ misconception }) => misconception.central) ? Math.min(sum, 0.5) : sum;
}

function printCrossValidation(rows: readonly Row[]): void {
  const marked = rows.filter(({ training }) => training.gold !== null);
  const ids = [...new Set(marked.map(({ training }) => training.item.id))];
  const foldOf = new Map(ids.map((id, index) => [id, index % FOLDS]));
  const scores = new Map<Row, number>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = rows.filter(({ training }) => foldOf.get(training.item.id) !== fold);
    const claims = fitClaims(others);
    const points = fitPoints(others, claims);
    for (const row of marked) {
      if (foldOf.get(row.training.item.id) === fold) scores.set(row, scoreOf(row, claims, points));
    }
  }
  const given = marked.map((row) => scores.get(row) ?? 0);
  const readers = (["readerA", "readerB"] as const).map((name) =>
    marked.map(({ training }) => training.gold?.marks[name].score ?? 0),
  );
  const places = (marks: readonly number[]): number[] => marks.map((mark) => BANDS.indexOf(bandOf(mark)));
  const kappa = mean(readers.map((reader) => quadraticKappa(places(given), places(reader), BANDS.length)));
  const correlation = mean(readers.map((reader) => pearson(given, reader)));
  console.log(`${marked.length} answers to ${ids.length} items, each item judged by weights fitted on the others:`);
  console.log(`quadratic kappa ${kappa.toFixed(3)}, Pearson ${correlation.toFixed(3)}`);
}

function print(name: string, { bias, weights }: Weights<string>): void {
  console.log(`\n${name}\n  bias: ${bias.toFixed(2)}`);
  for (const [feature, weight] of Object.entries(weights)) console.log(`  ${feature}: ${weight.toFixed(2)}`);
}

function main(): void {
  const rows = readRows();
  printCrossValidation(rows);
  const claims = fitClaims(rows);
  print("CLAIM_WEIGHTS", claims);
  print("POINT_WEIGHTS", fitPoints(rows, claims));
}

main();
