/**
 * The smoke set of the simulation: seeds from 0 on, and every scenario that failed once. `npm run simulate` runs as many
 * more as one likes.
 */
import { describe, expect, it } from "vitest";
import { checkScenario, shrinkFailure } from "./check-seed";
import { describeScenario } from "./describe";
import { drawScenario } from "./draw-scenario";
import { keptScenarios } from "./kept-scenarios";
import type { Scenario } from "./scenario";

const BATCHES = 4;
const SEEDS_PER_BATCH = 50;
/** Every so many seeds the faulty run is repeated, traced, and compared. */
const DETERMINISM_EVERY = 20;

/** What a person reads when it fails: the violation, and the smallest scenario that still shows it. */
function failureOf(scenario: Scenario, checksDeterminism: boolean): string | null {
  const options = { checksDeterminism };
  const result = checkScenario(scenario, options);
  if (result.passed) return null;
  const smallest = shrinkFailure(scenario, options, 300);
  return `${result.message}\n\nSmallest scenario found:\n${describeScenario(smallest)}`;
}

describe("simulated runs with faults keep every promise", () => {
  it.each(Array.from({ length: BATCHES }, (_, batch) => batch * SEEDS_PER_BATCH))(
    `${SEEDS_PER_BATCH} seeds from %i`,
    (from) => {
      for (let seed = from; seed < from + SEEDS_PER_BATCH; seed += 1) {
        const failure = failureOf(drawScenario(seed), seed % DETERMINISM_EVERY === 0);
        expect(failure, `seed ${seed}`).toBeNull();
      }
    },
    120_000,
  );
});

describe("what failed once", () => {
  const kept = keptScenarios();
  it.runIf(kept.length > 0).each(kept)("$name: $note", ({ scenario }) => {
    expect(failureOf(scenario, true)).toBeNull();
  });
});
