/**
 * Scenarios that failed once, made small, as JSON beside this file: each is replayed by every check of the repository.
 * `note` says what was wrong.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Scenario } from "./scenario";

export type KeptScenario = { readonly name: string; readonly note: string; readonly scenario: Scenario };

const FOLDER = new URL("./kept/", import.meta.url);

export function keptScenarios(): KeptScenario[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => {
      const { note, scenario } = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as KeptScenario;
      return { name: file.slice(0, -".json".length), note, scenario };
    });
}

/** Writes `kept/seed-N.json`; gives its path. */
export function keepScenario(scenario: Scenario, note: string): string {
  const path = new URL(`seed-${scenario.seed}.json`, FOLDER);
  writeFileSync(path, `${JSON.stringify({ note, scenario }, null, 2)}\n`);
  return path.pathname;
}
