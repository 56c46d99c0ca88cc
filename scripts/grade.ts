/**
 * Marks a file of answers, one JSON line each: {"id": item or row of the facts base, "answer": text}. Prints one JSON line
 * for each; a faulty line is named with its number on the error output, the rest goes on, and the exit code is 1.
 */
import { readFileSync } from "node:fs";
import { checkItems } from "../lib/server/content/check-items";
import { repositoryRoot } from "../lib/server/content/content-files";
import { catalogueOf, gradeLine } from "../lib/server/content/grade-lines";
import { createGrader } from "../lib/shared/grader/create-grader";

function main(path: string | undefined): void {
  if (path === undefined) return fail("Name a file: npm run grade -- answers.jsonl");
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fail(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const catalogue = catalogueOf(checkItems(repositoryRoot()).items);
  const grader = createGrader();
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    const result = gradeLine(line, index + 1, catalogue, grader);
    if ("error" in result) fail(`${path}:${result.line}  ${result.error}`);
    else console.log(JSON.stringify(result));
  });
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

main(process.argv[2]);
