/**
 * Counts in how many study items each word occurs, which things of the field stand side by side in them, and which kinds of
 * words are neighbours, and writes rarity.json, company.json and neighbours.json in lib/shared/grader/lexicon; with names
 * (`npm run grader:tables -- rarity company`) only those. The tables are snapshots on purpose: a new item must not change what
 * old answers earn.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { isGraded } from "../lib/server/content/grade-lines";
import type { StudyItem } from "../lib/server/content/parse-item";
import { companyOf, neighboursOf, wordKeys } from "../lib/shared/grader/create-grader";

/** Keys that fewer items hold weigh about the same as unknown ones. */
const ITEMS_MIN = 2;
const LEXICON = "lib/shared/grader/lexicon";

function write(root: string, name: string, table: unknown): void {
  writeFileSync(join(root, LEXICON, name), `${JSON.stringify(table, null, 2)}\n`);
}

function writeRarity(root: string, items: readonly StudyItem[]): void {
  const counts = new Map<string, number>();
  const graded = items.filter((item) => isGraded(item.meta));
  for (const { meta, sections } of graded) {
    if (!isGraded(meta)) continue;
    const statements = [...meta.keyPoints.flatMap((point) => [point.text, ...point.says]), sections.modelAnswer ?? ""];
    for (const key of wordKeys(statements.join("\n\n"))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= ITEMS_MIN).sort(([a], [b]) => (a < b ? -1 : 1));
  write(root, "rarity.json", { texts: graded.length, keys: Object.fromEntries(kept) });
  console.log(`rarity.json: ${kept.length} words of ${graded.length} items`);
}

/** All that an item says, right or wrong: what is mistaken has sense too. */
function textsOf({ meta, sections }: StudyItem): string[] {
  const statements = isGraded(meta)
    ? [
        ...meta.keyPoints.flatMap(({ text, says }) => [text, ...says]),
        ...meta.misconceptions.flatMap(({ claim, says, truth }) => [claim, ...says, truth]),
      ]
    : [];
  const prose = Object.values(sections).map((section) => section?.replace(/```[\s\S]*?```/g, "") ?? "");
  return [meta.question, ...statements, ...prose];
}

function writeCompany(root: string, items: readonly StudyItem[]): void {
  const company = new Map<string, Set<string>>();
  for (const [one, two] of items.flatMap(textsOf).flatMap(companyOf)) {
    company.set(one, (company.get(one) ?? new Set()).add(two));
  }
  const sorted = [...company]
    .map(([one, others]) => [one, [...others].sort().join(" | ")] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  write(root, "company.json", Object.fromEntries(sorted));
  console.log(
    `company.json: ${[...company.values()].reduce((sum, others) => sum + others.size, 0)} pairs of ${items.length} items`,
  );
}

/** A pair that stands there once may be a slip. */
const PAIRS_MIN = 2;

function writeNeighbours(root: string, items: readonly StudyItem[]): void {
  const counts = new Map<string, Map<string, number>>();
  for (const [one, two] of items.flatMap(textsOf).flatMap(neighboursOf)) {
    const next = counts.get(one) ?? new Map<string, number>();
    counts.set(one, next.set(two, (next.get(two) ?? 0) + 1));
  }
  const kept = [...counts].flatMap(([one, next]): [string, string][] => {
    const often = [...next].filter(([, count]) => count >= PAIRS_MIN).map(([two, count]) => `${two} ${count}`);
    return often.length === 0 ? [] : [[one, often.sort().join(", ")]];
  });
  const sorted = kept.sort(([a], [b]) => (a < b ? -1 : 1));
  write(root, "neighbours.json", Object.fromEntries(sorted));
  console.log(`neighbours.json: of ${sorted.length} kinds of words`);
}

const WRITERS = { rarity: writeRarity, company: writeCompany, neighbours: writeNeighbours };

function main(names: readonly string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(WRITERS, name));
  if (unknown !== undefined) {
    console.error(`There is no table "${unknown}". The tables are: ${Object.keys(WRITERS).join(", ")}.`);
    process.exitCode = 1;
    return;
  }
  const root = repositoryRoot();
  const { items } = checkItems(root);
  for (const [name, writeTable] of Object.entries(WRITERS)) {
    if (names.length === 0 || names.includes(name)) writeTable(root, items);
  }
}

main(process.argv.slice(2));
