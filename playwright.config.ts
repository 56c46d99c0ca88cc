import { existsSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";

/**
 * The browser tests run against the production build, on a server and with data of their own. `npm run check` builds,
 * finds Chromium and starts all of this; by hand: npm run build && npm run e2e.
 */
const port = Number(process.env.E2E_PORT || 3170);
const debianChromium = "/usr/bin/chromium";
const chromium = process.env.CHROMIUM || (existsSync(debianChromium) ? debianChromium : undefined);

// Playwright reads this file once in each of its processes; they inherit the folder of the first.
process.env.E2E_DATA_DIR ||= mkdtempSync(path.join(os.tmpdir(), "tidemark-e2e-"));

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    // Only tests/e2e/offline*.spec.ts let the service worker in: elsewhere it would fetch everything in the background.
    serviceWorkers: "block",
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    {
      name: "desktop",
      grepInvert: /@phone-only/,
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      // Only what says so in its title or tags runs on the phone as well.
      name: "phone",
      grep: /@phone/,
      use: { ...devices["Desktop Chrome"], viewport: { width: 390, height: 844 }, hasTouch: true },
    },
  ],
  webServer: {
    command: `"${process.execPath}" node_modules/next/dist/bin/next start -p ${port}`,
    url: `http://localhost:${port}/api/health`,
    timeout: 90_000,
    stdout: "ignore",
    stderr: "pipe",
    env: {
      DATABASE_URL: "",
      NEXT_MANUAL_SIG_HANDLE: "true",
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production",
      TIDEMARK_DATA_DIR: process.env.E2E_DATA_DIR,
      TIDEMARK_SECRET: "",
    },
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    reuseExistingServer: false,
  },
});
