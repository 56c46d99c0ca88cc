/** Checks all content and prints every fault with file, line and remedy; exit code 1 when there is one. */
import { checkItems } from "../lib/server/content/check-items";
import { checkScenarios } from "../lib/server/content/check-scenarios";
import { repositoryRoot } from "../lib/server/content/content-files";
import { type ContentFault, sortFaults } from "../lib/server/content/content-fault";
import { checkRungs } from "../lib/server/content/rungs";

async function main(): Promise<void> {
  const root = repositoryRoot();
  const { items, faults: itemFaults } = checkItems(root);
  const { rungs, faults: rungFaults } = checkRungs(root);
  const faults: ContentFault[] = sortFaults([...itemFaults, ...checkScenarios(items), ...rungFaults]);
  for (const fault of faults) {
    console.log(`${fault.file}:${fault.line}  ${fault.message}\n    ${fault.remedy}`);
  }
  const topics = new Set(items.map((item) => item.meta.topic)).size;
  console.log(
    `content: ${items.length} study items in ${topics} topics, ${rungs.size} interview questions, ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`,
  );
  if (faults.length > 0) process.exitCode = 1;
}

await main();
