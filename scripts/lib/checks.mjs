// What `npm run check` does, one function for each check. Each gives how many things passed and failed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildForProduction, buildInputs } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { startPostgres } from "./postgres.mjs";
import { assertRan, lastLines, StepFailure } from "./progress.mjs";
import { inProject, run, runNode, runTypeScript } from "./project.mjs";

const RESULTS = "test-results/check";
const COMPILER = "node_modules/ts7/bin/tsc";
const DATABASE_TESTS = [
  "appeal-data",
  "code-data",
  "interview-data",
  "killed-process",
  "library-data",
  "note-data",
  "review-data",
  "review-sources",
  "session",
  "study-data",
  "transfer-data",
].map((name) => `tests/unit/data/${name}.test.ts`);

const ONE = { passed: 1, failed: 0 };

/** A program whose exit code is the whole result. */
async function passes(result, what) {
  assertRan(await result, what);
  return ONE;
}

export function checkFormat() {
  return passes(runNode("node_modules/@biomejs/biome/bin/biome", ["ci", "--colors=off", "."]), "The format check");
}

export function checkLint() {
  return passes(runNode("node_modules/eslint/bin/eslint.js", [".", "--max-warnings", "0"]), "The lint");
}

/** Next writes the types of the routes, which the types of the app and the lint need. */
export async function writeRouteTypes() {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  assertRan(await runNode("node_modules/next/dist/bin/next", ["typegen"], { env }), "next typegen");
}

function compile(args, what) {
  return passes(runNode(COMPILER, [...args, "--noEmit", "--incremental", "false"]), what);
}

export function checkEngineTypes() {
  return compile(["-p", "engine/tsconfig.json"], "The type check of the engine");
}

export function checkEngineTestTypes() {
  return compile(["-p", "engine/tsconfig.test.json"], "The type check of the engine's tests");
}

export function checkAppTypes() {
  return compile([], "The type check of the app");
}

export function checkContentFiles() {
  return passes(runTypeScript("scripts/content-check.ts"), "The content check");
}

export function checkCoverage() {
  return passes(runTypeScript("scripts/content-coverage.ts"), "The coverage of the facts base");
}

export function checkConformance() {
  return passes(runTypeScript("scripts/conformance.ts", ["conformance/recordings"]), "The conformance check");
}

export async function checkBuild() {
  await buildForProduction(() => {}, buildInputs());
  return ONE;
}

/** Reads the counts of a vitest run; a file that cannot even be loaded counts as one failure. */
async function runVitest(name, args, env = {}) {
  const report = inProject(RESULTS, `${name}.json`);
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const result = await runNode("node_modules/vitest/vitest.mjs", ["run", ...reporters, ...args], {
    env: { ...process.env, ...env },
  });
  if (!existsSync(report)) throw new StepFailure(`${lastLines(result.output)}\n\nvitest wrote no report.`);
  const counts = JSON.parse(readFileSync(report, "utf8"));
  const brokenFiles = counts.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = counts.numFailedTests + brokenFiles.length;
  return {
    passed: counts.numPassedTests,
    failed: failed === 0 && result.code !== 0 ? 1 : failed,
    skipped: counts.numPendingTests + counts.numTodoTests,
    output: result.output,
  };
}

/** All unit and property tests; the data tests among them use the embedded database. */
export function checkUnitTests() {
  return runVitest("unit", ["--maxWorkers=1"], { TEST_DATABASE_URL: "", DATABASE_URL: "" });
}

/** The data tests again, on a real PostgreSQL. */
export async function checkPostgres(onStop) {
  const postgres = await startPostgres(() => {});
  onStop(postgres.stop);
  try {
    return await runVitest("postgres", DATABASE_TESTS, { TEST_DATABASE_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
}

/** The browser tests against the production build. */
export async function checkBrowser() {
  const chromium = await findChromium(() => {});
  const report = inProject(RESULTS, "browser.json");
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "tidemark-e2e-"));
  rmSync(report, { force: true });
  try {
    const result = await run(
      process.execPath,
      [inProject("node_modules/@playwright/test/cli.js"), "test", "--reporter=list,json"],
      {
        env: {
          ...process.env,
          CHROMIUM: chromium,
          E2E_DATA_DIR: dataDirectory,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        },
      },
    );
    if (!existsSync(report)) throw new StepFailure(`${lastLines(result.output)}\n\nPlaywright wrote no report.`);
    const { stats, errors } = JSON.parse(readFileSync(report, "utf8"));
    const failed = stats.unexpected + stats.flaky + errors.length;
    return {
      passed: stats.expected,
      failed: failed === 0 && result.code !== 0 ? 1 : failed,
      skipped: stats.skipped,
      output: result.output,
    };
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}
