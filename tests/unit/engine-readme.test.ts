/**
 * Every example of the engine's README is type-checked, runs, and prints what stands under it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runInThisContext } from "node:vm";
import { transformSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import * as engine from "../../engine/index";
import * as trace from "../../engine/trace/index";

const EXAMPLE = /## ([^\n]+)\n\n[^\n]+\n\n```ts\n([^]+?)```\n\n```text\n([^]+?)```/g;
const MODULES: Readonly<Record<string, unknown>> = { "@tidemark/engine": engine, "@tidemark/engine/trace": trace };

const examples = [...readFileSync("engine/README.md", "utf8").matchAll(EXAMPLE)].map(
  ([, title = "", code = "", printed = ""]) => ({ title, code, printed }),
);

const folder = mkdtempSync(join(tmpdir(), "engine-readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the program prints, line by line. */
function run(code: string): string {
  const { code: script } = transformSync(code, { loader: "ts", format: "cjs", target: "es2023" });
  let printed = "";
  const log = (line: string): void => {
    printed += `${line}\n`;
  };
  const program = runInThisContext(`(function (require, console) {${script}\n})`) as (
    require: (name: string) => unknown,
    console: { readonly log: (line: string) => void },
  ) => void;
  program((name) => MODULES[name], { log });
  return printed;
}

it("has at least ten examples, and no block of code that is none", () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
  expect(readFileSync("engine/README.md", "utf8").match(/^```ts$/gm)).toHaveLength(examples.length);
});

it.each(examples)("prints what stands under it: $title", ({ code, printed }) => {
  expect(run(code)).toBe(printed);
});

it("has examples that the type checker accepts", () => {
  examples.forEach(({ code }, index) => writeFileSync(join(folder, `example-${index}.ts`), code));
  writeFileSync(join(folder, "console.d.ts"), "declare const console: { log(line: string): void };\n");
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023"],
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    noEmit: true,
    types: [],
    paths: {
      "@tidemark/engine": [resolve("engine/index.ts")],
      "@tidemark/engine/trace": [resolve("engine/trace/index.ts")],
    },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const checker = resolve("node_modules/ts7/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [checker, "-p", folder], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});
