/**
 * The engine's public surface equals the checked-in report. After a wanted change: npx vitest run tests/unit/guards/api-report -u,
 * and review the diff of engine/api-report.txt.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { apiReport } from "../../architecture/api-report";

describe("the report of a surface", () => {
  it("lists exports with their public members and leaves out what is private", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "tidemark-report-"));
    try {
      const entry = path.join(folder, "index.ts");
      const config = path.join(folder, "tsconfig.json");
      writeFileSync(config, '{ "compilerOptions": { "strict": true, "lib": ["ES2023"], "types": [] } }');
      writeFileSync(
        entry,
        [
          "export class Clock { #now = 0; private hidden = 1; static start(at: number): Clock { return new Clock(); } now(): number { return this.#now; } }",
          "export type Level = 'low' | 'high';",
          "export const limit: number = 3;",
          "const secret = 1;",
          "export function double(n: number): number { return n * 2 * secret; }",
        ].join("\n"),
      );
      expect(apiReport(entry, config)).toBe(
        [
          "class Clock",
          "  static new () => Clock",
          "  static start: (at: number) => Clock",
          "  now: () => number",
          "",
          "const double: (n: number) => number",
          "",
          "const limit: number",
          "",
          'type Level = "low" | "high"',
          "",
        ].join("\n"),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it("the engine's surface is the reviewed one", async () => {
  const report = apiReport(path.resolve("engine/index.ts"), path.resolve("engine/tsconfig.json"));
  await expect(report).toMatchFileSnapshot(path.resolve("engine/api-report.txt"));
});
