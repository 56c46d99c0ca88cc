/**
 * Builds the recorder: Maven lists Flink's jars, the JDK's compiler does the rest. What it makes is in `target/` and made
 * again when a source is newer. Builds of two processes at once keep out of each other's way: each compiles into a
 * folder of its own, which takes its place when it is whole.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const RECORDER = dirname(fileURLToPath(import.meta.url));
const TARGET = join(RECORDER, "target");
const SOURCES = join(RECORDER, "src/main/java");

/**
 * Flink's reflection needs the two doors open. A hot implicit exception would lose its message in compiled code, so that
 * what is recorded would depend on the length of the run.
 */
export const JAVA_OPTIONS = [
  "-XX:-OmitStackTraceInFastThrow",
  "--add-opens",
  "java.base/java.util=ALL-UNNAMED",
  "--add-opens",
  "java.base/java.lang=ALL-UNNAMED",
];

export type BuiltRecorder = { readonly classes: string; readonly classpathFile: string };

/** The class of each family (those that implement `Family`), by its name in small letters without dashes. */
export function recorderFamilies(): Map<string, string> {
  const families = new Map<string, string>();
  for (const file of javaFiles(join(SOURCES, "tidemark/recorder/families"))) {
    const [, name] = /public final class (\w+) implements Family/.exec(readFileSync(file, "utf8")) ?? [];
    if (name !== undefined) families.set(name.toLowerCase(), name);
  }
  return families;
}

/** Builds what is not built yet. Throws with the tool's own words when Java or Maven is missing or a source is wrong. */
export function buildRecorder(): BuiltRecorder {
  const classpathFile = join(TARGET, "classpath");
  const pom = join(RECORDER, "pom.xml");
  mkdirSync(TARGET, { recursive: true });
  if (!existsSync(classpathFile) || changedAt(pom) > changedAt(classpathFile)) {
    run("mvn", ["-q", "-B", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${classpathFile}`]);
  }
  const sources = javaFiles(SOURCES);
  const newest = Math.max(...sources.map(changedAt), changedAt(classpathFile));
  const classes = join(TARGET, `classes-${Math.round(newest)}`);
  if (!existsSync(classes)) compile(sources, classpathFile, classes);
  return { classes, classpathFile };
}

function compile(sources: readonly string[], classpathFile: string, classes: string): void {
  const unfinished = mkdtempSync(join(TARGET, "unfinished-"));
  const classpath = readFileSync(classpathFile, "utf8").trim();
  run("javac", ["-nowarn", "-proc:none", "-cp", classpath, "-d", unfinished, ...sources]);
  try {
    renameSync(unfinished, classes);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(classes)) throw error;
  }
}

function javaFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".java"))
    .map((file) => join(folder, file));
}

function changedAt(file: string): number {
  return statSync(file).mtimeMs;
}

function run(command: string, args: readonly string[]): void {
  const result = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (result.error !== undefined) {
    throw new Error(`${command} could not be started (${result.error.message}). The recorder needs JDK 17 and Maven.`);
  }
  if (result.status !== 0) throw new Error(`${command} ended with ${result.status}; what it said is above.`);
}
