import "server-only";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CaseDefinition, completeCase, type Oracle } from "@/lib/shared/exercises/case-definition";
import { EXERCISES_FOLDER } from "./exercises";

/** The text that an exercise's `cases.json` must have: its runs, and the rows that its oracle computes for them. */
export async function casesTextOf(root: string, id: string): Promise<string> {
  const folder = join(root, EXERCISES_FOLDER, id);
  const { cases } = (await importFile(join(folder, "cases.ts"))) as { cases: readonly CaseDefinition[] };
  const { oracle } = (await importFile(join(folder, "oracle.ts"))) as { oracle: Oracle };
  const texts = cases.map((definition) => JSON.stringify(completeCase(definition, oracle)));
  return `[\n${texts.join(",\n")}\n]\n`;
}

function importFile(path: string): Promise<unknown> {
  return import(/* turbopackIgnore: true */ /* @vite-ignore */ pathToFileURL(path).href);
}
