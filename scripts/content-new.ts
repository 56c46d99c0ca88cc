/** Writes the skeleton of a new study item: npm run content:new -- TOPIC ID FORMAT. Nothing is written over. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { skeletonOf } from "../lib/server/content/skeleton";
import { FORMATS, TOPICS } from "../lib/shared/content/vocabulary";

const USAGE = "npm run content:new -- TOPIC ID FORMAT, such as: windows sliding-cost choice";

function main([topicText, id, formatText]: readonly string[]): void {
  const topic = TOPICS.find((candidate) => candidate === topicText);
  const format = FORMATS.find((candidate) => candidate === formatText);
  if (topic === undefined) return refuse(`Name a topic first: ${TOPICS.join(", ")}.`);
  if (id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    return refuse("Name an id after the topic: small letters, digits and single hyphens, a letter first.");
  }
  if (format === undefined) return refuse(`Name a format last: ${FORMATS.join(", ")}.`);
  const root = repositoryRoot();
  const other = checkItems(root).items.find((item) => item.meta.id === id);
  if (other !== undefined) return refuse(`${other.file} has this id already.`);
  const file = `content/items/${topic}/${id}.md`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, skeletonOf(topic, id, format), { flag: "wx" });
  } catch {
    return refuse(`${file} cannot be written, or is there already.`);
  }
  console.log(`${file}\nFill the gaps that npm run content:check names; npm run dev shows the item at /study/${id}.`);
}

function refuse(message: string): void {
  console.error(`${message}\n${USAGE}`);
  process.exitCode = 1;
}

main(process.argv.slice(2));
