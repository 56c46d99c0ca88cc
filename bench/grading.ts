/**
 * How long the grader takes for one answer. First the marked answers, which are as long as people's; then, over all
 * free-text and design items, the model answer: the first answer of an item that was not announced, the first of one that
 * was (`prepare`, which the page asks for while the learner writes), and the next. Exits with 1 when the 95th percentile of
 * announced items is over 50 ms.
 */
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { catalogueOf, isGraded } from "../lib/server/content/grade-lines";
import { readGold } from "../lib/server/content/grading-gold";
import { createGrader } from "../lib/shared/grader/create-grader";
import { quantile, spread } from "./statistics";

const LIMIT_MILLIS = 50;
const WARM_ITEMS = 20;

const { items } = checkItems(repositoryRoot());
const answers = items.flatMap(({ meta, sections }) =>
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

/** The answers that two readers marked, to items that were read ahead. */
function markedMillis(): number[] {
  const catalogue = catalogueOf(items);
  const grader = createGrader();
  const marked = readGold(repositoryRoot()).answers.flatMap(({ gold: { item: id, answer } }) => {
    const item = catalogue.find(id);
    return item === null ? [] : [{ item, answer }];
  });
  for (const { item } of marked) grader.prepare(item);
  for (const { item, answer } of marked.slice(0, WARM_ITEMS)) grader.grade(item, answer);
  return marked.map(({ item, answer }) => millisOf(() => grader.grade(item, answer)));
}

const warmed = createGrader();
for (const { item, answer } of answers.slice(0, WARM_ITEMS)) warmed.grade(item, answer);

const cold = createGrader();
const first = answers.map(({ item, answer }) => millisOf(() => cold.grade(item, answer)));
const announced = createGrader();
const reading = answers.map(({ item }) => millisOf(() => announced.prepare(item)));
const prepared = answers.map(({ item, answer }) => millisOf(() => announced.grade(item, answer)));
const next = answers.map(({ item, answer }) => millisOf(() => announced.grade(item, answer)));

const marked = markedMillis();
console.log(`${marked.length} marked answers`);
print("answer of a read item", marked);
console.log(`${answers.length} items, their model answers`);
print("first answer, not announced", first);
print("reading an item ahead", reading);
print("first answer of a read item", prepared);
print("next answer", next);
if (quantile(prepared, 0.95) > LIMIT_MILLIS) {
  console.error(`Over the limit of ${LIMIT_MILLIS} ms.`);
  process.exitCode = 1;
}
