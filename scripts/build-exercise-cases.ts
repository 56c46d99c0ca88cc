/** Writes `cases.json` of every exercise: its runs from `cases.ts`, the expected rows from `oracle.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { casesTextOf } from "../lib/server/content/exercise-cases";
import { repositoryRoot } from "../lib/server/content/content-files";
import { EXERCISES_FOLDER, exerciseIds } from "../lib/server/content/exercises";

const root = repositoryRoot();
for (const id of exerciseIds(root)) {
  writeFileSync(join(root, EXERCISES_FOLDER, id, "cases.json"), await casesTextOf(root, id));
  console.log(`${EXERCISES_FOLDER}/${id}/cases.json`);
}
