import { expect, type Page, test } from "@playwright/test";
import { RUN_MILLIS_MAX, verdictOf } from "./support/coding-room";
import { answerRung, markRung, startInterview } from "./support/mock-interview";
import { expectCare, listenToComplaints } from "./support/page-care";
import { answerItem, type Format, ITEMS, openItem } from "./support/study-items";

const FORMATS = Object.keys(ITEMS) as Format[];
const PLACES = [
  "/",
  "/study",
  "/study/cheat-sheet",
  "/review",
  "/review/cards",
  "/plan",
  "/code",
  "/interview",
  "/progress",
];
const PAGES_MILLIS_MAX = 120_000;

test.describe.configure({ timeout: PAGES_MILLIS_MAX });

test("the places of the site are fit for everyone @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  for (const place of PLACES) {
    await page.goto(place, { waitUntil: "networkidle" });
    await expectCare(page, place);
  }
  expect(complaints).toEqual([]);
  // Browsers ask for it by themselves where a page's head comes late.
  expect((await page.request.get("/favicon.ico")).status()).toBe(200);
  expect((await page.goto("/no/such/page"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page at this address.");
  await expectCare(page, "not found");
  expect(complaints.filter((complaint) => !complaint.includes("status of 404"))).toEqual([]);
});

test("questions of every format are fit for everyone, before the answer and after @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  for (const format of FORMATS) {
    await openItem(page, ITEMS[format]);
    await expectCare(page, `${format}, asked`);
    await answerItem(page, format);
    await expectCare(page, `${format}, answered`);
  }
  await page.goto("/progress", { waitUntil: "networkidle" });
  await expectCare(page, "progress with answers");
  expect(complaints).toEqual([]);
});

test("a coding room is fit for everyone, before a run and after @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  await page.goto("/code/windowed-word-count", { waitUntil: "networkidle" });
  const panes = page.getByRole("navigation", { name: "Panes" });
  const onePaneAtATime = await panes.isVisible();
  await expectCare(page, "coding room");
  if (onePaneAtATime) await panes.getByRole("button", { name: "Code" }).click();
  await expect(page.getByRole("textbox", { name: /pipeline\.ts/ })).toBeAttached({ timeout: RUN_MILLIS_MAX });
  await expectCare(page, "program");
  await page.getByRole("button", { name: "Run", exact: onePaneAtATime }).first().click();
  await expect(verdictOf(page)).toContainText(/differ/, { timeout: RUN_MILLIS_MAX });
  await expectCare(page, "verdict");
  if (onePaneAtATime) await panes.getByRole("button", { name: "Run" }).click();
  await page.getByRole("slider").first().press("Home");
  const kill = page.getByRole("button", { name: "Kill the TaskManager here" });
  await expect(kill).toBeVisible();
  // A control that the bar of panes half covers is too small for axe, until one scrolls.
  await kill.evaluate((button) => button.scrollIntoView({ block: "center" }));
  if (onePaneAtATime) await expectCare(page, "pane of the run");
  expect(complaints).toEqual([]);
});

test("an interview is fit for everyone, from the question to the report @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  await startInterview(page, "Lead Data Engineer", "5 minutes");
  await expectCare(page, "design question");
  await answerRung(page, "My answer, part");
  await expectCare(page, "marks of the design");
  await markRung(page, "Next rung");
  await expect(page.getByLabel("Your answer")).toBeVisible();
  await expectCare(page, "plain question");
  await answerRung(page, "My answer, part");
  await expectCare(page, "marks of the answer");
  await markRung(page, "Finish and read the report");
  await page.waitForURL(/\/report$/);
  await expectCare(page, "report");
  await page.goto("/interview", { waitUntil: "networkidle" });
  await expectCare(page, "interviews, one of them finished");
  expect(complaints).toEqual([]);
});

async function openKeyList(page: Page): Promise<void> {
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toBeVisible();
  await expect(keys.getByText("Search everything")).toBeVisible();
}

test("the question mark opens the list of keys everywhere, except where one writes", async ({ page }) => {
  for (const place of [...PLACES, `/study/${ITEMS.choice}`, "/code/click-sessions"]) {
    await page.goto(place, { waitUntil: "networkidle" });
    await openKeyList(page);
    if (place === PLACES[0]) await expectCare(page, "list of keys");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await openItem(page, ITEMS["free-text"]);
  const field = page.getByPlaceholder("As you would say it");
  await field.focus();
  await page.keyboard.type("Why?");
  await expect(field).toHaveValue("Why?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Mod+K leads to an exercise by the keyboard alone @phone", async ({ page }) => {
  await page.goto("/study", { waitUntil: "networkidle" });
  await page.keyboard.press("Control+K");
  const found = page.getByRole("dialog", { name: "Search" });
  await expect(found.getByRole("option").first()).toBeVisible();
  await expectCare(page, "search");
  await page.keyboard.type("reports that come too late");
  await expect(found.locator('[role="option"][aria-selected="true"]')).toContainText("Reports that come too late");
  await page.keyboard.press("Enter");
  await page.waitForURL("/code/late-earthquakes");
});
