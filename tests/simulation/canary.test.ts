/**
 * The simulation notices when a rule is broken, within few seeds; with the healthy rule the same seeds pass.
 */
import { describe, expect, it } from "vitest";
import { CANARIES } from "./canaries";
import { checkScenario } from "./check-seed";
import { drawScenario } from "./draw-scenario";

const SEEDS_MAX = 40;
/** Drawn to choose from. */
const SEEDS_DRAWN = 120;
const OPTIONS = { checksDeterminism: false };

describe.each(CANARIES)("$name", ({ whileBroken, concerns = () => true }) => {
  it(`is noticed within ${SEEDS_MAX} scenarios`, () => {
    const scenarios = Array.from({ length: SEEDS_DRAWN }, (_, seed) => drawScenario(seed))
      .filter(concerns)
      .slice(0, SEEDS_MAX);
    const caughtBy = scenarios.findIndex((scenario) => !whileBroken(() => checkScenario(scenario, OPTIONS)).passed);
    expect(caughtBy, "nothing was noticed").toBeGreaterThanOrEqual(0);
    for (const scenario of scenarios.slice(0, caughtBy + 1)) {
      expect(checkScenario(scenario, OPTIONS).passed, `seed ${scenario.seed} with the healthy rule`).toBe(true);
    }
  }, 120_000);
});
