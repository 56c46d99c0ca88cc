/**
 * Every rule of `docs/semantics` is held by a test that names it, and every rule that a test names is written there.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PAGES = "docs/semantics";
const RULE_LINE = /^- \*\*([0-9A-Z][0-9A-Za-z.]*)\*\* \S/gm;
/** `rule 2.5.3`, `rules 2.5.1, 2.5.3 and B4` in a text. */
const NAMED_IN_TEST = /\brules? ((?:(?:\d+\.\d+|B\d+)[0-9A-Za-z.]*(?:, | and )?)+)/g;

function writtenRules(): string[] {
  return readdirSync(PAGES)
    .filter((file) => file !== "README.md")
    .flatMap((file) =>
      [...readFileSync(join(PAGES, file), "utf8").matchAll(RULE_LINE)].map(([, rule]) => rule as string),
    );
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(test|contract)\.ts$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file));
}

function testedRules(): Set<string> {
  const rules = new Set<string>();
  for (const file of [...testFiles("engine"), ...testFiles("tests/unit")]) {
    if (file.endsWith("semantics.test.ts")) continue;
    for (const [, list] of readFileSync(file, "utf8").matchAll(NAMED_IN_TEST)) {
      for (const rule of (list as string).split(/, | and /)) if (rule !== "") rules.add(rule.replace(/\.$/, ""));
    }
  }
  return rules;
}

it("writes each rule once", () => {
  const rules = writtenRules();
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});

it("has a test for each rule that is written", () => {
  const tested = testedRules();
  expect(writtenRules().filter((rule) => !tested.has(rule))).toEqual([]);
});

it("has each rule written that a test names", () => {
  const written = new Set(writtenRules());
  expect([...testedRules()].filter((rule) => !written.has(rule))).toEqual([]);
});
