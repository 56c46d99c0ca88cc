/**
 * `npm run conformance:record -- FAMILY FROM COUNT FILE`: records the seeds FROM to FROM + COUNT - 1 of a family from
 * Apache Flink itself. For maintainers who have a JDK (17 or later) and Maven; Maven fetches Flink on first use.
 *
 * FAMILY is the family's name as in `conformance/recordings`, for example `windows` or `async-io`.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { buildRecorder, JAVA_OPTIONS, recorderFamilies } from "../conformance/recorder/build";

const USAGE = "usage: npm run conformance:record -- FAMILY FROM COUNT FILE";

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function readNumber(text: string | undefined, name: string): string {
  if (text === undefined || !/^\d+$/.test(text))
    fail(`${name} must be a whole number, not ${text ?? "nothing"}.\n${USAGE}`);
  return text;
}

const [family, from, count, file] = process.argv.slice(2);
if (family === undefined || file === undefined) fail(USAGE);
const families = recorderFamilies();
const className = families.get(family.replaceAll("-", "").toLowerCase());
if (className === undefined) fail(`There is no family "${family}". Families: ${[...families.values()].join(", ")}.`);
const numbers = [readNumber(from, "FROM"), readNumber(count, "COUNT")];
const { classes, classpathFile } = buildRecorder();
const classpath = `${classes}:${readFileSync(classpathFile, "utf8").trim()}`;
const run = spawnSync(
  "java",
  [...JAVA_OPTIONS, "-cp", classpath, "tidemark.recorder.Main", className, ...numbers, resolve(file)],
  { stdio: ["ignore", "inherit", "pipe"], encoding: "utf8" },
);
const complaints = run.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("SLF4J"));
if (complaints.length > 0) console.error(complaints.join("\n"));
process.exit(run.status ?? 1);
