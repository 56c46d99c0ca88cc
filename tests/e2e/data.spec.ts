import { readFileSync } from "node:fs";
import { type Download, expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { expectCare, listenToComplaints } from "./support/page-care";
import { answerItem, countItems, openItem, ITEMS } from "./support/study-items";

/** The whole way there and back is several pages and eight checks of a page. */
const JOURNEY_MILLIS_MAX = 120_000;

test.describe.configure({ timeout: JOURNEY_MILLIS_MAX });

const JSON_FILE = { name: "tidemark.json", mimeType: "application/json" };

async function openData(page: Page): Promise<void> {
  await page.goto("/settings/data");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your data");
  await page.waitForLoadState("networkidle");
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

async function downloaded(page: Page, act: () => Promise<unknown>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return download;
}

/** The numbers of a row of the preview: new here, replaces older, older than yours. */
async function countsOf(page: Page, name: RegExp): Promise<string[]> {
  return page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name }) })
    .getByRole("cell")
    .allInnerTexts();
}

test("everything is exported, deleted, previewed and read in again, once @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  await openItem(page, ITEMS.matching);
  await answerItem(page, "matching");
  await openItem(page, ITEMS.choice);
  await page.getByLabel("A record that comes 20 s of event time").check();
  await openData(page);
  await expectCare(page, "your data");

  const download = await downloaded(page, () => page.getByRole("link", { name: "Export everything" }).click());
  expect(download.suggestedFilename()).toMatch(/^tidemark-\d{4}-\d\d-\d\d\.json$/);
  const file = await bytesOf(download);
  const { studyAnswers, reviewLog } = JSON.parse(file.toString()) as Record<string, { itemId: string }[]>;
  expect([studyAnswers?.map(({ itemId }) => itemId), reviewLog?.length]).toEqual([[ITEMS.matching], 1]);

  const word = page.getByLabel("Write “delete”");
  await word.fill("remove");
  await page.getByRole("button", { name: "Delete everything of mine" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was deleted" })).toBeVisible();
  await word.fill("delete");
  await page.getByRole("button", { name: "Delete everything of mine" }).click();
  await page.waitForURL("/");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.goto("/progress");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing is answered yet.");
  await openItem(page, ITEMS.choice);
  await expect(page.getByLabel("A record that comes 20 s of event time")).not.toBeChecked();

  await openData(page);
  const chooser = page.getByLabel("File");
  await chooser.setInputFiles({ ...JSON_FILE, buffer: file });
  await expect(page.getByText("Nothing has been changed yet.")).toBeVisible();
  expect(await countsOf(page, /^Answers to questions 1$/)).toEqual(["1", "0", "0"]);
  expect(await countsOf(page, /^Review cards 1$/)).toEqual(["1", "0", "0"]);
  await expectCare(page, "preview of an import");
  await page.goto("/progress");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing is answered yet.");

  await openData(page);
  await chooser.setInputFiles({ ...JSON_FILE, buffer: file });
  await page.getByRole("button", { name: "Read it in" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Read in." })).toBeVisible();
  await chooser.setInputFiles({ ...JSON_FILE, buffer: file });
  await expect(page.getByText("so there is nothing to read in")).toBeVisible();
  await expect(page.getByRole("button", { name: "Read it in" })).toHaveCount(0);
  await page.goto("/progress");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^1 of \d+ questions answered$/);
  await page.goto("/review/cards");
  await expect(page.getByRole("main").getByRole("link", { name: "Pick the keyed state" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a file that cannot be read in is refused with what to do, and nothing changes", async ({ page }) => {
  await openData(page);
  const chooser = page.getByLabel("File");
  const alert = page.getByRole("alert");
  const whole = (
    await bytesOf(await downloaded(page, () => page.getByRole("link", { name: "Export everything" }).click()))
  ).toString();
  const changed = (changes: object) => JSON.stringify({ ...(JSON.parse(whole) as object), ...changes });
  for (const [text, said] of [
    [whole.slice(0, whole.length / 2), /ends in the middle.*Export again/],
    ["a,b\n1,2\n", /not a JSON file/],
    [changed({ version: 2 }), /written by a newer Tidemark.*Update/],
    [changed({ notes: [{}] }), /notes\[0\]\.kind/],
  ] as const) {
    await chooser.setInputFiles({ ...JSON_FILE, buffer: Buffer.from(text) });
    await expect(alert.filter({ hasText: said })).toContainText("Nothing was changed.");
    await expect(page.getByRole("button", { name: "Read it in" })).toHaveCount(0);
  }
  await expectCare(page, "a refused import");
});

test("a topic becomes a deck for Anki", async ({ page }) => {
  await openData(page);
  const count = countItems(/^topic: windows$/m);
  await page.getByLabel("Questions").selectOption({ label: `Windows (${count})` });
  const download = await downloaded(page, () => page.getByRole("button", { name: "Make the deck" }).click());
  expect(download.suggestedFilename()).toBe("tidemark.apkg");
  const files = unzipSync(await bytesOf(download));
  expect(Object.keys(files)).toEqual(["collection.anki2", "media"]);
  expect(
    Buffer.from(files["collection.anki2"] ?? [])
      .subarray(0, 15)
      .toString(),
  ).toBe("SQLite format 3");
});

test("the page of the grading report shows the figures and what was missed @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  const report = JSON.parse(readFileSync("content/grading-report.json", "utf8")) as {
    version: string;
    answerCount: number;
    kappa: { grader: number };
    aims: { text: string; isMet: boolean }[];
  };
  await page.goto("/study/grading", { waitUntil: "networkidle" });
  await expect(page.getByText(`Grader ${report.version} marked the same answers`)).toBeVisible();
  await expect(page.getByRole("row", { name: /^Quadratic kappa/ })).toContainText(report.kappa.grader.toFixed(3));
  for (const { text, isMet } of report.aims) {
    await expect(page.getByText(`${text}: ${isMet ? "met" : "missed"}`)).toBeVisible();
  }
  await expect(page.getByRole("img", { name: `Scores of ${report.answerCount} answers` })).toBeVisible();
  await expectCare(page, "grading report");
  await page.getByText(`All ${report.answerCount} answers as a table`).click();
  await expect(page.getByRole("table", { name: "All answers" }).getByRole("row")).toHaveCount(report.answerCount + 1);
  await expectCare(page, "grading report, all answers");
  expect(complaints).toEqual([]);
});
