import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { build } from "esbuild";
import type { FamilyCount } from "./support/conformance-worker";
import { bundleSuite, engineTestFiles } from "./support/engine-suite/bundle-suite";
import type { SuiteReport } from "./support/engine-suite/suite-report";
import { askWorker } from "./support/worker-page";

const RUN_MILLIS_MAX = 120_000;
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

async function runInNode(): Promise<SuiteReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tidemark-suite-"));
  const file = path.join(folder, "suite.mjs");
  try {
    writeFileSync(file, await bundleSuite("node"));
    return JSON.parse(
      execFileSync(process.execPath, [file], { encoding: "utf8", maxBuffer: OUTPUT_BYTES_MAX }),
    ) as SuiteReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the engine passes its own tests in Node and in a worker, with the same traces letter by letter", async ({
  page,
}) => {
  test.setTimeout(RUN_MILLIS_MAX);
  const inNode = await runInNode();
  const inWorker = (await askWorker(page, await bundleSuite("browser"), null)) as SuiteReport;
  for (const { tests } of [inNode, inWorker]) expect(tests.filter(({ error }) => error !== null)).toEqual([]);

  const names = inNode.tests.map(({ name }) => name);
  const filesWithTests = new Set(names.map((name) => name.split(" > ")[0]));
  expect([...filesWithTests]).toEqual(engineTestFiles());
  expect(inWorker.tests.map(({ name }) => name)).toEqual(names);

  expect(Object.keys(inNode.traces)).toHaveLength(18);
  for (const [program, text] of Object.entries(inNode.traces)) {
    expect(text.split("\n").length, program).toBeGreaterThan(100);
    expect(inWorker.traces[program] === text, `the trace of ${program} is the same`).toBe(true);
  }
  expect(Object.keys(inWorker.traces)).toEqual(Object.keys(inNode.traces));
  test.info().annotations.push({ type: "tests on each side", description: String(names.length) });
});

test("every recording of Flink passes in a worker", async ({ page }) => {
  test.setTimeout(RUN_MILLIS_MAX);
  const files = readdirSync("conformance/recordings").filter((file) => file.endsWith(".jsonl"));
  const { outputFiles } = await build({
    entryPoints: ["tests/e2e/support/conformance-worker.ts"],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
  });
  const families = files.map((file) => path.basename(file, ".jsonl"));
  const counts = (await askWorker(page, outputFiles[0]?.text ?? "", families)) as FamilyCount[];
  expect(counts.map(({ family }) => family)).toEqual(families);
  expect(counts.flatMap(({ failed }) => failed)).toEqual([]);
  test
    .info()
    .annotations.push({ type: "recordings", description: String(counts.reduce((sum, { passed }) => sum + passed, 0)) });
});
