/**
 * One seed, or one kept scenario, to its verdict: null, or what was violated. Everything that a run throws counts.
 */
import type { Scenario } from "./scenario";
import { shrink } from "./shrink";
import { simulate, type SimulationOptions, type SimulationReport } from "./simulate";
import { InvariantViolation } from "./violation";

export type SeedResult =
  | { readonly passed: true; readonly report: SimulationReport }
  | { readonly passed: false; readonly invariant: string; readonly message: string; readonly stack: string };

export function checkScenario(scenario: Scenario, options: SimulationOptions): SeedResult {
  try {
    return { passed: true, report: simulate(scenario, options) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const invariant = thrown instanceof InvariantViolation ? thrown.invariant : "nothing else is thrown";
    return { passed: false, invariant, message: error.message, stack: error.stack ?? "" };
  }
}

/** The scenario made as small as `runsMax` runs allow, still violating the same invariant. */
export function shrinkFailure(scenario: Scenario, options: SimulationOptions, runsMax: number): Scenario {
  const verdict = (candidate: Scenario) => {
    const result = checkScenario(candidate, options);
    return result.passed ? null : result.invariant;
  };
  return shrink(scenario, verdict, runsMax);
}
