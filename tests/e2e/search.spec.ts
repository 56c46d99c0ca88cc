import { expect, test } from "@playwright/test";
import { expectCare, listenToComplaints } from "./support/page-care";
import { openPalette, palette } from "./support/palette";

const SEARCH_MILLIS_MAX = 120_000;

test.describe.configure({ timeout: SEARCH_MILLIS_MAX });

test("search finds across everything by the keyboard alone, and never quotes an answer", async ({ page }) => {
  const complaints = listenToComplaints(page);
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto("/study", { waitUntil: "networkidle" });
  expect(loaded.filter((path) => path.startsWith("/api/search"))).toEqual([]);
  await openPalette(page);
  await expect(palette(page).getByRole("combobox")).toBeFocused();
  await expect(palette(page).getByRole("option", { name: "Progress", exact: true })).toBeVisible();
  await page.keyboard.type("wm");
  const questions = palette(page).getByRole("group", { name: /^Questions/ });
  await expect(questions.getByRole("option").first()).toContainText(/watermark/i);
  await expect(palette(page).getByRole("group", { name: "Terms" })).toContainText("watermark");
  await expect(palette(page).getByRole("group", { name: /^Primitives/ })).toBeVisible();
  await expectCare(page, "palette with results");

  const chosen = palette(page).locator('[role="option"][aria-selected="true"]');
  await expect(chosen).toHaveCount(1);
  const before = await chosen.textContent();
  await page.keyboard.press("ArrowDown");
  await expect(chosen).not.toHaveText(before ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(chosen).toHaveText(before ?? "");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await openPalette(page);
  await page.keyboard.type("come too late");
  await expect(palette(page).getByRole("option", { name: /Reports that come too late/ })).toBeVisible();
  await page.keyboard.press("Control+A");
  // Enter follows at once: what counts is what was typed, not what is shown so far.
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(loaded.filter((path) => path === "/api/search-index")).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("search is a page of its own", async ({ page }) => {
    await page.goto("/study");
    await page.getByRole("link", { name: /^Search/ }).click();
    await page.getByRole("searchbox").fill("two phase comit");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.getByRole("region", { name: "Questions" }).getByRole("link").first()).toContainText(/commit/i);
    await page.getByRole("region", { name: "Questions" }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});

test("the page of search is fit for everyone, and finds every kind of thing @phone", async ({ page }) => {
  await page.goto("/search?q=watermark", { waitUntil: "networkidle" });
  for (const name of ["Questions", "Primitives", "Mock interview", "Terms"]) {
    await expect(page.getByRole("region", { name })).toBeVisible();
  }
  await expectCare(page, "page of search");
  await page.goto("/search?q=xyzzyplugh");
  await expect(page.getByText("Nothing is found for “xyzzyplugh”.")).toBeVisible();
});

test("the search index is kept by its stamp", async ({ page }) => {
  const first = await page.request.get("/api/search-index");
  expect(first.url()).toMatch(/\/api\/search-index\/[0-9a-f]{16}$/);
  expect(first.headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  const etag = first.headers().etag ?? "";
  const again = await page.request.get(first.url(), { headers: { "if-none-match": etag } });
  expect(again.status()).toBe(304);
  expect((await page.request.get("/api/search-index/0000000000000000")).status()).toBe(404);
});
