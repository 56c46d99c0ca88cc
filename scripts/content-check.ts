/** Checks all content and prints every fault with file, line and remedy; exit code 1 when there is one. */
import { checkCovers } from "../lib/server/content/check-covers";
import { checkExercises } from "../lib/server/content/check-exercises";
import { checkGrades } from "../lib/server/content/check-grades";
import { checkItems } from "../lib/server/content/check-items";
import { checkScenarios } from "../lib/server/content/check-scenarios";
import { repositoryRoot } from "../lib/server/content/content-files";
import { type ContentFault, sortFaults } from "../lib/server/content/content-fault";
import { checkGradingReport } from "../lib/server/content/grading-gold";
import { checkPrimitives } from "../lib/server/content/primitives";
import { checkScenes } from "../lib/server/content/check-scenes";
import { checkRungs } from "../lib/server/content/rungs";
import { createGrader } from "../lib/shared/grader/create-grader";

async function main(): Promise<void> {
  const root = repositoryRoot();
  const { items, faults: itemFaults } = checkItems(root);
  const { rungs, faults: rungFaults } = checkRungs(root);
  const grader = createGrader();
  const exercises = await checkExercises(root);
  const scenes = checkScenes(root);
  const faults: ContentFault[] = sortFaults([
    ...itemFaults,
    ...checkScenarios(items),
    ...checkGrades(items, grader),
    ...checkGradingReport(root, items, grader),
    ...exercises.faults,
    ...rungFaults,
    ...scenes.faults,
    ...checkPrimitives(root, new Set(items.map((item) => item.meta.id))),
    ...checkCovers(root),
  ]);
  for (const fault of faults) {
    console.log(`${fault.file}:${fault.line}  ${fault.message}\n    ${fault.remedy}`);
  }
  const topics = new Set(items.map((item) => item.meta.topic)).size;
  const read = `${items.length} study items in ${topics} topics, ${exercises.count} exercises, ${scenes.count} scenes, ${rungs.size} interview questions`;
  console.log(`content: ${read}; ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`);
  if (faults.length > 0) process.exitCode = 1;
}

await main();
