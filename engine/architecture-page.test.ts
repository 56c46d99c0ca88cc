/**
 * The page that explains the engine says what the code says.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENGINE_FLOORS } from "./floors";

const ENGINE = import.meta.dirname;
const PAGE = readFileSync(join(ENGINE, "ARCHITECTURE.md"), "utf8");

test("its table of floors is that of floors.ts", () => {
  const rows = PAGE.split("\n").filter((line) => /^\| \d+ \|/.test(line));
  expect(rows).toEqual(ENGINE_FLOORS.map(({ floor, area, purpose }) => `| ${floor} | \`${area}\` | ${purpose} |`));
});

test("the tests that it names for its laws exist", () => {
  const named = [...PAGE.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(3);
  const missing = named.filter((path) => !existsSync(join(ENGINE, path)) && !existsSync(join(ENGINE, "..", path)));
  expect(missing).toEqual([]);
});
