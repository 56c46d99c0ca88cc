import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { mutantOf, openRoom, RUN_MILLIS_MAX, solutionOf, verdictOf, writeProgram } from "./support/coding-room";
import { answerFields, answerRung, markRung, startInterview } from "./support/mock-interview";
import { startOwnServer } from "./support/own-server";
import { answerItem, type Format, ITEMS, VERDICTS } from "./support/study-items";

const WALK_MILLIS_MAX = 240_000;
const FORMATS = Object.keys(ITEMS) as Format[];
const EXERCISE = "deduplicate-orders";
const OTHER_EXERCISE = "click-sessions";
const DRAFT = "// a draft that is to outlive the server\n";
const UNSAID = "An answer that is not handed in yet.";

async function failThenPass(page: Page): Promise<void> {
  await openRoom(page, EXERCISE);
  await writeProgram(page, mutantOf(EXERCISE, "attempt-number"));
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText(/Case \d of 2 differs|cases differ/, { timeout: RUN_MILLIS_MAX });
  await writeProgram(page, solutionOf(EXERCISE));
  await page.getByRole("button", { name: /^Submit/ }).click();
  await expect(verdictOf(page)).toContainText(/All \d cases pass\./, { timeout: RUN_MILLIS_MAX });
}

/** Steps back into the run, kills the TaskManager there, and reads failure and restore in the words of the new run. */
async function killAndRestore(page: Page): Promise<void> {
  const run = page.locator("#run");
  await run.getByRole("slider").focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Kill the TaskManager here" }).click();
  await expect(run).toContainText(
    /TaskManager \d was lost at step \d+\. After the restore every row is still as expected\./,
    { timeout: RUN_MILLIS_MAX },
  );
  await run.getByText("The run in words").click();
  await expect(run.getByRole("listitem").filter({ hasText: /TaskManager \d is lost/ })).toHaveCount(1);
  await expect(run.getByRole("listitem").filter({ hasText: /The job starts again from checkpoint \d/ })).toHaveCount(1);
}

async function finishInterview(page: Page): Promise<string> {
  await startInterview(page, "Lead Data Engineer", "5 minutes");
  await answerRung(page, "A design in parts, part");
  const points = await markRung(page, "Next rung");
  await expect(page.getByLabel("Your answer")).toBeVisible();
  await answerRung(page, "A table that is kept fresh, try");
  const total = points + (await markRung(page, "Finish and read the report"));
  await page.waitForURL(/\/report$/);
  const headline = `You said 2 of ${total} key points.`;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
  return headline;
}

async function leaveDrafts(page: Page): Promise<void> {
  await openRoom(page, OTHER_EXERCISE);
  await writeProgram(page, DRAFT);
  await page.keyboard.press("Control+S");
  await expect(page.getByRole("region", { name: "Program" }).getByRole("status")).toHaveText(["Draft saved"]);
  await startInterview(page, "Final Boss", "No limit");
  await answerFields(page).fill(UNSAID);
  await expect(page.getByText("Draft saved")).toBeVisible();
}

async function findAllAgain(page: Page, headline: string): Promise<void> {
  await page.goto("/progress");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    new RegExp(`^${FORMATS.length} of \\d+ questions answered$`),
  );
  await expect(page.getByText("answered once")).toHaveCount(FORMATS.length);
  await expect(page.getByText("passed unaided · 2 attempts")).toBeVisible();
  await page.getByRole("link", { name: "Interview: the report" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
  await expect(page.getByText("A design in parts, part 7")).toBeVisible();
  await expect(page.getByText("A table that is kept fresh, try 1")).toBeVisible();

  await page.goto("/progress");
  await page.getByRole("link", { name: "Interview: go on" }).click();
  await expect(answerFields(page)).toHaveValue(UNSAID);

  for (const format of FORMATS) {
    await page.goto(`/study/${ITEMS[format]}`);
    await page.getByRole("link", { name: /UTC$/ }).first().click();
    await expect(page.getByRole("heading", { level: 2, name: VERDICTS[format] })).toBeVisible();
  }

  await openRoom(page, EXERCISE);
  await expect(page.locator(".monaco-editor")).toContainText("ValueState");
  await page.getByRole("tab", { name: "Attempts 2" }).click();
  await expect(page.getByRole("tabpanel").getByRole("listitem")).toHaveText([
    /^Submitted, passed unaided/,
    /^Run, not passed/,
  ]);
  await openRoom(page, OTHER_EXERCISE);
  await expect(page.locator(".monaco-editor")).toContainText("a draft that is to outlive the server");
}

test("one learner does everything, the server restarts, and all of it is found again", async ({ browser }) => {
  test.setTimeout(WALK_MILLIS_MAX);
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "tidemark-walk-"));
  try {
    const first = await startOwnServer(dataDirectory);
    const learner = await browser.newContext({ baseURL: first.url });
    const page = await learner.newPage();
    for (const format of FORMATS) await answerItem(page, format);
    await failThenPass(page);
    await killAndRestore(page);
    const headline = await finishInterview(page);
    await leaveDrafts(page);
    const cookies = await learner.cookies();
    await learner.close();
    expect(await first.stop()).toBe(0);

    const second = await startOwnServer(dataDirectory);
    const again = await cookiesOnly(await browser.newContext({ baseURL: second.url }), cookies);
    await findAllAgain(await again.newPage(), headline);
    await again.close();
    expect(await second.stop()).toBe(0);
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});

/** A browser that knows who the learner is, but keeps nothing else of before: what it shows comes from the server. */
async function cookiesOnly(context: BrowserContext, cookies: Awaited<ReturnType<BrowserContext["cookies"]>>) {
  await context.addCookies(cookies);
  return context;
}
