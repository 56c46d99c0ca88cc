/**
 * How long the grader takes for one answer, over all free-text and design items, with the model answer as the answer:
 * the first answer of an item that was not announced, the first of one that was (`prepare`, which the page asks for while
 * the learner writes), and the next. Exits with 1 when the 95th percentile of announced items is over 50 ms.
 */
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { isGraded } from "../lib/server/content/grade-lines";
import { createGrader } from "../lib/shared/grader/create-grader";
import { quantile, spread } from "./statistics";

const LIMIT_MILLIS = 50;
const WARM_ITEMS = 20;

const answers = checkItems(repositoryRoot()).items.flatMap(({ meta, sections }) =>
  isGraded(meta) ? [{ item: meta, answer: sections.modelAnswer ?? "" }] : [],
);

function millisOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function print(name: string, millis: readonly number[]): void {
  console.log(`${name.padEnd(34)} ${spread(millis)}  max ${Math.max(...millis).toFixed(1)} ms`);
}

const warmed = createGrader();
for (const { item, answer } of answers.slice(0, WARM_ITEMS)) warmed.grade(item, answer);

const cold = createGrader();
const first = answers.map(({ item, answer }) => millisOf(() => cold.grade(item, answer)));
const announced = createGrader();
const reading = answers.map(({ item }) => millisOf(() => announced.prepare(item)));
const prepared = answers.map(({ item, answer }) => millisOf(() => announced.grade(item, answer)));
const next = answers.map(({ item, answer }) => millisOf(() => announced.grade(item, answer)));

console.log(`${answers.length} items, their model answers`);
print("first answer, not announced", first);
print("reading an item ahead", reading);
print("first answer of a read item", prepared);
print("next answer", next);
if (quantile(prepared, 0.95) > LIMIT_MILLIS) {
  console.error(`Over the limit of ${LIMIT_MILLIS} ms.`);
  process.exitCode = 1;
}
