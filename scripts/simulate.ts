/**
 * `npm run simulate -- [--seeds N] [--from S] [--seed X] [--json FILE] [--keep]`: runs drawn programs with drawn faults and
 * checks the engine's promises after each; see docs/simulation.md. Exits with 1 when a seed fails.
 *
 * --seeds   how many seeds (default 200), --from the first one (default 0)
 * --seed    this one alone, with its scenario in words
 * --json    writes a report
 * --keep    writes each failing scenario, made small, to tests/simulation/kept
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkScenario, type SeedResult, shrinkFailure } from "../tests/simulation/check-seed";
import { describeScenario } from "../tests/simulation/describe";
import { drawScenario } from "../tests/simulation/draw-scenario";
import { keepScenario } from "../tests/simulation/kept-scenarios";

/** Every so many seeds the faulty run is repeated, traced, and compared. */
const DETERMINISM_EVERY = 10;
const SHRINK_RUNS_MAX = 1_000;
const PROGRESS_MILLIS = 10_000;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "200" },
    from: { type: "string", default: "0" },
    seed: { type: "string" },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} is a whole number from 0 on, not ${text}.`);
  process.exit(1);
}

const isSingle = values.seed !== undefined;
const from = wholeNumber("from", values.seed ?? values.from);
const count = isSingle ? 1 : wholeNumber("seeds", values.seeds);

type Failure = {
  readonly seed: number;
  readonly invariant: string;
  readonly message: string;
  readonly smallest: string;
};

const totals = { passed: 0, steps: 0, restarts: 0, checkpoints: 0 };
const failures: Failure[] = [];
const startedAt = performance.now();
let saidAt = startedAt;

function optionsOf(seed: number) {
  return { checksDeterminism: isSingle || seed % DETERMINISM_EVERY === 0 };
}

function explain(seed: number, result: Extract<SeedResult, { passed: false }>): Failure {
  console.log(`\nSeed ${seed} failed: ${result.message}\nMaking the scenario smaller ...`);
  const smallest = shrinkFailure(drawScenario(seed), optionsOf(seed), SHRINK_RUNS_MAX);
  const text = describeScenario(smallest);
  const again = checkScenario(smallest, optionsOf(seed));
  console.log(`${text}\n=> ${again.passed ? "passes" : again.message}`);
  if (values.keep) console.log(`Kept in ${keepScenario(smallest, result.invariant)}`);
  return { seed, invariant: result.invariant, message: result.message, smallest: text };
}

function runSeed(seed: number): void {
  const scenario = drawScenario(seed);
  if (isSingle) console.log(describeScenario(scenario));
  const result = checkScenario(scenario, optionsOf(seed));
  if (!result.passed) {
    if (isSingle) console.log(result.stack);
    failures.push(explain(seed, result));
    return;
  }
  const { report } = result;
  totals.passed += 1;
  totals.steps += report.stepsWithoutFaults + report.steps;
  totals.restarts += report.restarts;
  totals.checkpoints += report.checkpoints;
  if (isSingle) console.log(report);
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1_000;
}

for (let seed = from; seed < from + count; seed += 1) {
  runSeed(seed);
  if (performance.now() - saidAt < PROGRESS_MILLIS) continue;
  saidAt = performance.now();
  const perSecond = ((seed - from + 1) / secondsSince(startedAt)).toFixed(1);
  console.log(`  seed ${seed}: ${totals.passed} passed, ${failures.length} failed, ${perSecond} seeds per second`);
}

const seconds = secondsSince(startedAt);
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ from, count, seconds, ...totals, failures }, null, 2)}\n`);
}
console.log(
  `\n${count} seeds from ${from} in ${seconds.toFixed(0)} s (${(count / seconds).toFixed(1)} per second): ` +
    `${totals.steps} steps, ${totals.checkpoints} checkpoints, ${totals.restarts} restarts`,
);
if (failures.length > 0) console.log(`Failed: ${failures.map(({ seed }) => seed).join(", ")}`);
console.log(`${totals.passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
