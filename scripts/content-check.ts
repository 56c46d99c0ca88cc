/**
 * Checks all content and prints every fault with file, line and remedy; exit code 1 when there is one.
 * `npm run content:check -- windows state` checks the study items of these topics alone, which takes seconds while one writes.
 */
import { checkCovers } from "../lib/server/content/check-covers";
import { checkExercises } from "../lib/server/content/check-exercises";
import { checkFigures } from "../lib/server/content/figures";
import { checkGrades } from "../lib/server/content/check-grades";
import { checkItems } from "../lib/server/content/check-items";
import { checkScenarios } from "../lib/server/content/check-scenarios";
import { repositoryRoot } from "../lib/server/content/content-files";
import { type ContentFault, sortFaults } from "../lib/server/content/content-fault";
import { checkGradingReport } from "../lib/server/content/grading-gold";
import { checkPrimitives } from "../lib/server/content/primitives";
import { checkScenes } from "../lib/server/content/check-scenes";
import { checkRungGrades } from "../lib/server/content/check-rung-grades";
import { checkRungs } from "../lib/server/content/rungs";
import { createGrader } from "../lib/shared/grader/create-grader";

function printFaults(faults: readonly ContentFault[], read: string): void {
  for (const fault of sortFaults(faults)) {
    console.log(`${fault.file}:${fault.line}  ${fault.message}\n    ${fault.remedy}`);
  }
  console.log(`content: ${read}; ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`);
  if (faults.length > 0) process.exitCode = 1;
}

function checkTopics(root: string, topics: readonly string[]): void {
  const { items, faults } = checkItems(root);
  const known = new Set(items.map(({ meta }) => meta.topic as string));
  for (const topic of topics.filter((name) => !known.has(name))) {
    console.error(`No study item has the topic "${topic}". Topics: ${[...known].join(", ")}.`);
    process.exitCode = 1;
  }
  const chosen = items.filter(({ meta }) => topics.includes(meta.topic));
  printFaults(
    [...faults, ...checkScenarios(chosen), ...checkFigures(chosen), ...checkGrades(chosen, createGrader())],
    `${chosen.length} study items of ${topics.join(", ")}`,
  );
}

async function checkAll(root: string): Promise<void> {
  const { items, faults: itemFaults } = checkItems(root);
  const { rungs, faults: rungFaults } = checkRungs(root);
  const grader = createGrader();
  const exercises = await checkExercises(root);
  const scenes = checkScenes(root);
  const faults: ContentFault[] = [
    ...itemFaults,
    ...checkScenarios(items),
    ...checkFigures(items),
    ...checkGrades(items, grader),
    ...checkGradingReport(root, items, grader),
    ...exercises.faults,
    ...rungFaults,
    ...checkRungGrades(rungs, grader),
    ...scenes.faults,
    ...checkPrimitives(root, new Set(items.map((item) => item.meta.id))),
    ...checkCovers(root),
  ];
  const topics = new Set(items.map((item) => item.meta.topic)).size;
  printFaults(
    faults,
    `${items.length} study items in ${topics} topics, ${exercises.count} exercises, ${scenes.count} scenes, ${rungs.size} interview questions`,
  );
}

const topics = process.argv.slice(2);
if (topics.length > 0) checkTopics(repositoryRoot(), topics);
else await checkAll(repositoryRoot());
