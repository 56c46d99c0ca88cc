/**
 * A production server of the bench's own, with data and exercises of its own, and Chromium. The build in `.next` is the
 * one that is measured: `npm run build` first.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "@playwright/test";
import type { Workload } from "./thousand-records";

const DEBIAN_CHROMIUM = "/usr/bin/chromium";

export type Bench = {
  readonly url: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
};

/** Starts server and browser; `workloads` take the place of the cases of their exercises. */
export async function openBench(workloads: readonly Workload[] = []): Promise<Bench> {
  if (!existsSync(".next/BUILD_ID")) throw new Error("There is no production build: run npm run build first.");
  const root = mkdtempSync(path.join(os.tmpdir(), "tidemark-bench-"));
  layOut(root, workloads);
  const port = await freePort();
  const next = path.resolve("node_modules/next/dist/bin/next");
  const server = spawn(process.execPath, [next, "start", "-p", String(port)], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: "",
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
      NODE_OPTIONS: "",
      TIDEMARK_DATA_DIR: path.join(root, ".data"),
      TIDEMARK_SECRET: "",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://localhost:${port}`;
  await answered(url, () => server.exitCode !== null);
  const executablePath = process.env.CHROMIUM || (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined);
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  const close = async (): Promise<void> => {
    await browser.close();
    const closed = once(server, "close");
    server.kill("SIGTERM");
    await closed;
    rmSync(root, { recursive: true, force: true });
  };
  return { url, browser, close };
}

/** A folder that is the repository, but for the cases of the workloads' exercises. */
function layOut(root: string, workloads: readonly Workload[]): void {
  for (const name of readdirSync(".")) {
    if (![".git", ".data", "content", "test-results"].includes(name))
      symlinkSync(path.resolve(name), path.join(root, name));
  }
  cpSync("content", path.join(root, "content"), { recursive: true });
  for (const { exerciseId, case: visible } of workloads) {
    const hidden = { ...visible, id: "hidden", visible: false };
    writeFileSync(path.join(root, "content/exercises", exerciseId, "cases.json"), JSON.stringify([visible, hidden]));
  }
}

async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0);
  await once(probe, "listening");
  const { port } = probe.address() as net.AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function answered(url: string, ended: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(`${url}/api/health`).catch(() => null);
    if (response?.ok) return;
    if (ended() || Date.now() > giveUpAt) throw new Error("The server did not start.");
    await sleep(200);
  }
}
