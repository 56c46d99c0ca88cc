// The order of the checks. Two lanes run beside each other, one for each of two cores: the build and what it needs in
// one, lint and unit tests in the other. The browser tests come last and alone, because they look at the clock.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as checks from "./checks.mjs";
import { generateSources, installPackages } from "./prepare.mjs";
import { lastLines, StepFailure, seconds } from "./progress.mjs";
import { inProject, stopAll } from "./project.mjs";

const RESULTS = "test-results/check";
const TIMEOUT_MILLIS = 60 * 60 * 1_000;

const totals = { passed: 0, failed: 0, skipped: 0 };
const cleanUps = [];

function printFailure(name, output) {
  writeFileSync(inProject(RESULTS, `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.log`), output);
  console.log(`\n----- ${name} failed -----\n${lastLines(output, 120)}\n-----\n`);
}

/** Does one check, prints how it went and counts it. Gives whether nothing failed. */
async function check(name, action) {
  const startedAt = performance.now();
  console.log(`  ${name} ...`);
  let result;
  try {
    result = await action();
  } catch (thrown) {
    const output = thrown instanceof StepFailure ? thrown.message : String(thrown?.stack ?? thrown);
    result = { passed: 0, failed: 1, output };
  }
  const { passed, failed, skipped = 0, output = "" } = result;
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  if (failed > 0) printFailure(name, output);
  const counts = [`${passed} passed`, failed > 0 && `${failed} FAILED`, skipped > 0 && `${skipped} SKIPPED`];
  console.log(`${failed === 0 ? "✓" : "✗"} ${name}  ${seconds(startedAt)}  ${counts.filter(Boolean).join(", ")}`);
  return failed === 0;
}

/** A step that everything after it needs; counted like a check. */
function prepare(name, action) {
  return check(name, async () => {
    await action(() => {});
    return { passed: 1, failed: 0 };
  });
}

async function buildLane() {
  await check("Content", checks.checkContentFiles);
  await check("Coverage of the facts base", checks.checkCoverage);
  await check("Types of the engine", checks.checkEngineTypes);
  await check("Types of the engine's tests", checks.checkEngineTestTypes);
  await check("Types of the app", checks.checkAppTypes);
  return check("Production build", checks.checkBuild);
}

async function testLane() {
  await check("Format", checks.checkFormat);
  await check("Conformance to recorded Flink", checks.checkConformance);
  await check("Unit and property tests", checks.checkUnitTests);
  await check("Lint", checks.checkLint);
}

async function runAll() {
  if (!(await prepare("Packages", installPackages))) return;
  if (!(await prepare("Generated sources", generateSources))) return;
  if (!(await prepare("Types of the routes", checks.writeRouteTypes))) return;
  const [built] = await Promise.all([buildLane(), testLane()]);
  await check("Data tests on PostgreSQL", () => checks.checkPostgres((stop) => cleanUps.push(stop)));
  await check("Browser tests", async () => {
    if (!built) throw new StepFailure("The browser tests did not run, because there is no build.");
    return checks.checkBrowser();
  });
}

async function end(exitCode) {
  stopAll("SIGTERM");
  for (const cleanUp of cleanUps) await cleanUp();
  process.exit(exitCode);
}

/** The whole of `npm run check`; ends the process. */
export async function runChecks() {
  const startedAt = performance.now();
  rmSync(inProject(RESULTS), { recursive: true, force: true });
  mkdirSync(inProject(RESULTS), { recursive: true });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void end(130));
  const timeout = setTimeout(() => {
    console.log(`\nThe checks did not end within ${TIMEOUT_MILLIS / 60_000} minutes.`);
    console.log(`${totals.passed} passed, ${totals.failed + 1} failed`);
    void end(1);
  }, TIMEOUT_MILLIS);
  await runAll();
  clearTimeout(timeout);
  if (totals.skipped > 0) console.log(`\n${totals.skipped} TESTS WERE SKIPPED and are not counted below.`);
  console.log(`\nAll checks took ${seconds(startedAt)}.`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  await end(totals.failed === 0 ? 0 : 1);
}
