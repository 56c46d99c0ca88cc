/**
 * Counts in how many study items each word occurs and writes lib/shared/grader/lexicon/rarity.json, by which the grader
 * weighs words. The table is a snapshot on purpose: a new item must not change what old answers earn.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { isGraded } from "../lib/server/content/grade-lines";
import { wordKeys } from "../lib/shared/grader/create-grader";

/** Keys that fewer items hold weigh about the same as unknown ones. */
const ITEMS_MIN = 2;
const FILE = "lib/shared/grader/lexicon/rarity.json";

function main(): void {
  const root = repositoryRoot();
  const counts = new Map<string, number>();
  const items = checkItems(root).items.filter((item) => isGraded(item.meta));
  for (const { meta, sections } of items) {
    if (!isGraded(meta)) continue;
    const statements = [...meta.keyPoints.flatMap((point) => [point.text, ...point.says]), sections.modelAnswer ?? ""];
    for (const key of wordKeys(statements.join("\n\n"))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= ITEMS_MIN).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(
    join(root, FILE),
    `${JSON.stringify({ texts: items.length, keys: Object.fromEntries(kept) }, null, 1)}\n`,
  );
  console.log(`${FILE}: ${kept.length} words of ${items.length} items`);
}

main();
