import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { bundleSuite, engineTestFiles } from "./support/engine-suite/bundle-suite";
import type { SuiteReport } from "./support/engine-suite/suite-report";

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

/** Serves an empty page, the bundle, and the recordings that the engine's tests read. */
async function serve(bundle: string): Promise<Server> {
  const server = createServer((request, response) => {
    const wanted = request.url ?? "/";
    if (wanted === "/") response.setHeader("content-type", "text/html").end("<!doctype html><title>suite</title>");
    else if (wanted === "/suite.js") response.setHeader("content-type", "text/javascript; charset=utf-8").end(bundle);
    else if (/^\/conformance\/recordings\/[a-z-]+\.jsonl$/.test(wanted) && existsSync(`.${wanted}`)) {
      response.setHeader("content-type", "text/plain; charset=utf-8").end(readFileSync(`.${wanted}`));
    } else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

async function runInWorker(page: Page): Promise<SuiteReport> {
  const server = await serve(await bundleSuite("browser"));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate(
      () =>
        new Promise<SuiteReport>((resolve, reject) => {
          const worker = new Worker("/suite.js", { type: "module" });
          worker.onmessage = ({ data }) => resolve(data as SuiteReport);
          worker.onerror = (event) => reject(new Error(`${event.message} in line ${event.lineno}`));
        }),
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("the engine passes its own tests in Node and in a worker, with the same traces letter by letter", async ({
  page,
}) => {
  test.setTimeout(RUN_MILLIS_MAX);
  const inNode = await runInNode();
  const inWorker = await runInWorker(page);
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
