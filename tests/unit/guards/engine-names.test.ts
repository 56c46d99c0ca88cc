import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/** Compiles one text with the engine's own settings and gives the names it does not know. */
function unknownNames(code: string): string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tidemark-names-"));
  try {
    writeFileSync(path.join(folder, "sample.ts"), code);
    const settings = { extends: path.join(root, "engine/tsconfig.json"), include: [path.join(folder, "*.ts")] };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(settings));
    const compiler = path.join(root, "node_modules/ts7/bin/tsc");
    const result = spawnSync(process.execPath, [compiler, "-p", folder, "--noEmit"], { encoding: "utf8", cwd: folder });
    return [...result.stdout.matchAll(/error TS\d+: Cannot find name '(\w+)'/g)].map((match) => match[1] ?? "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it("the engine's settings know no name of the browser, of Node or of a host", () => {
  const names = [
    "document",
    "window",
    "self",
    "postMessage",
    "fetch",
    "URL",
    "TextEncoder",
    "structuredClone",
    "process",
    "Buffer",
    "require",
    "console",
    "performance",
    "crypto",
    "setTimeout",
    "setInterval",
    "queueMicrotask",
  ];
  expect(unknownNames(names.map((name) => `void ${name};`).join("\n"))).toEqual(names);
});

it("the engine's settings know the language's own library", () => {
  expect(
    unknownNames("export const sorted = [2, 1].toSorted(); export const map = new Map<string, bigint>();"),
  ).toEqual([]);
});
