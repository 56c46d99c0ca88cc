/**
 * The simulation notices when a rule is broken, within few seeds; with the healthy rule the same seeds pass.
 */
import { describe, expect, it } from "vitest";
import { CANARIES } from "./canaries";
import { checkScenario } from "./check-seed";
import { drawScenario } from "./draw-scenario";

const SEEDS_MAX = 40;
const OPTIONS = { checksDeterminism: false };

describe.each(CANARIES)("$name", ({ whileBroken }) => {
  it(`is noticed within ${SEEDS_MAX} seeds`, () => {
    let caughtBy = -1;
    for (let seed = 0; seed < SEEDS_MAX && caughtBy === -1; seed += 1) {
      const scenario = drawScenario(seed);
      if (!whileBroken(() => checkScenario(scenario, OPTIONS)).passed) caughtBy = seed;
    }
    expect(caughtBy, "no seed noticed").toBeGreaterThanOrEqual(0);
    for (let seed = 0; seed <= caughtBy; seed += 1) {
      expect(checkScenario(drawScenario(seed), OPTIONS).passed, `seed ${seed} with the healthy rule`).toBe(true);
    }
  }, 120_000);
});
