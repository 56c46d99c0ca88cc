// Finds a Chromium for the browser tests and installs one when there is none.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { installDebianPackage } from "./debian.mjs";
import { StepFailure } from "./progress.mjs";
import { run, runNode } from "./project.mjs";

const SYSTEM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

async function starts(executable) {
  if (!executable || !existsSync(executable)) return false;
  return (await run(executable, ["--version"], { timeout: 20_000 })).code === 0;
}

function playwrightsOwn() {
  return createRequire(import.meta.url)("@playwright/test").chromium.executablePath();
}

async function firstThatStarts(places) {
  for (const place of places) if (await starts(place)) return place;
  return null;
}

/**
 * The path of a Chromium that starts: that of CHROMIUM, Playwright's own, or the system's. When there is none,
 * Playwright's own is downloaded, and where that is not possible, Debian's package is installed.
 */
export async function findChromium(say) {
  if (process.env.CHROMIUM) {
    if (await starts(process.env.CHROMIUM)) return process.env.CHROMIUM;
    throw new StepFailure(`CHROMIUM is set to ${process.env.CHROMIUM}, which does not start.`);
  }
  const found = await firstThatStarts([playwrightsOwn(), ...SYSTEM_PLACES]);
  if (found !== null) return found;
  say("downloading Playwright's Chromium");
  const dependencies = process.getuid?.() === 0 ? ["--with-deps"] : [];
  await runNode("node_modules/@playwright/test/cli.js", ["install", ...dependencies, "chromium"], {
    onLine: say,
    timeout: 180_000,
  });
  if (await starts(playwrightsOwn())) return playwrightsOwn();
  say("installing Debian's package");
  const problem = await installDebianPackage("chromium", say);
  const installed = await firstThatStarts(SYSTEM_PLACES);
  if (installed !== null) return installed;
  throw new StepFailure(
    `No Chromium was found and none could be installed (${problem ?? "the installed one does not start"}). ` +
      "Install Chromium and set CHROMIUM to its path.",
  );
}
