/**
 * The script that a page loads before anybody touches it, gzipped, in Chromium against the production build. Exits with
 * 1 when a study page is over its limit.
 */
import { readdirSync } from "node:fs";
import type { Browser } from "@playwright/test";
import { openBench } from "./browser";

const STUDY_LIMIT_KILOBYTES = 160;
/** How long after the page has loaded scripts still count. */
const QUIET_MILLIS = 1_500;

type Target = { readonly name: string; readonly path: string; readonly limited?: true };

const [item = ""] = readdirSync("content/items", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".md"),
);
const itemId = item.replace(/^.*\//, "").replace(/\.md$/, "");

const TARGETS: readonly Target[] = [
  { name: "landing", path: "/" },
  { name: "study", path: "/study", limited: true },
  { name: "study item", path: `/study/${itemId}`, limited: true },
  { name: "interview", path: "/interview" },
  { name: "progress", path: "/progress" },
  { name: "exercises", path: "/code" },
  { name: "coding room", path: "/code/late-earthquakes" },
];

/** Bytes of each script of a first visit, as the server compressed it. */
async function scriptsOf(browser: Browser, url: string): Promise<number[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const answer = await page.goto(url, { waitUntil: "load" });
  if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
  await page.waitForTimeout(QUIET_MILLIS);
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter((entry) => new URL(entry.name).pathname.endsWith(".js"))
      .map((entry) => entry.encodedBodySize),
  );
  await context.close();
  return sizes;
}

let over = 0;
const bench = await openBench();
try {
  for (const { name, path, limited } of TARGETS) {
    const sizes = await scriptsOf(bench.browser, bench.url + path);
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000;
    const isOver = limited === true && kilobytes > STUDY_LIMIT_KILOBYTES;
    if (isOver) over += 1;
    const limit = limited === true ? `  limit ${STUDY_LIMIT_KILOBYTES} kB${isOver ? ", OVER" : ""}` : "";
    console.log(`${name.padEnd(14)} ${kilobytes.toFixed(1).padStart(7)} kB gzipped in ${sizes.length} scripts${limit}`);
  }
} finally {
  await bench.close();
}
process.exit(over > 0 ? 1 : 0);
