import { describe, expect, it } from "vitest";
import { createContext, runInContext } from "node:vm";
import { transformSync } from "esbuild";
import { readFileSync } from "node:fs";

/** `lockDown` inside a global scope of its own, which it may ruin. */
function lockedScope(): { run: (code: string) => unknown } {
  const scope = createContext({ fetch: () => "reached", postMessage: () => "reached" });
  const text = readFileSync(new URL("./lock-down.ts", import.meta.url), "utf8").replace('import "client-only";', "");
  const { code } = transformSync(text, { loader: "ts", format: "iife", globalName: "area" });
  runInContext(`(() => { ${code}; area.lockDown(globalThis); })()`, scope);
  return { run: (program): unknown => runInContext(program, scope) };
}

describe("lockDown", () => {
  it("leaves the language and nothing else", () => {
    const { run } = lockedScope();
    expect(run("[typeof fetch, typeof postMessage, typeof console, typeof WebAssembly]")).toEqual(
      expect.objectContaining({ 0: "undefined", 1: "undefined", 2: "undefined", 3: "undefined" }),
    );
    expect(run("JSON.stringify(new Map([[1, [2].map((n) => n * Math.max(1, 2))]]).get(1))")).toBe("[4]");
  });

  it("lets no run change the built-ins for the next", () => {
    const { run } = lockedScope();
    run("Array.prototype.map = () => ['lie']; Object.keys = () => ['lie']; Map.prototype.get = () => 'lie';");
    expect(run("JSON.stringify([[1].map((n) => n + 1), Object.keys({ a: 1 }), new Map([[1, 2]]).get(1)])")).toBe(
      '[[2],["a"],2]',
    );
    expect(run("'use strict'; const row = {}; row.toString = 1; row.constructor = 2; JSON.stringify(row)")).toBe(
      '{"toString":1,"constructor":2}',
    );
  });

  it.each(["(() => 1).constructor", "(async () => 1).constructor", "(function* () {}).constructor"])(
    "makes no program from text by %s",
    (constructor) => {
      const { run } = lockedScope();
      expect(
        run(`(() => { try { return ${constructor}("return 1")(); } catch (error) { return error.message; } })()`),
      ).toBe("Programs cannot be made from text here.");
    },
  );
});
