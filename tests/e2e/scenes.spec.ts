import { expect, type Page, test } from "@playwright/test";
import { readdirSync } from "node:fs";
import { expectCare, listenToComplaints } from "./support/page-care";

const SCENES = readdirSync("content/scenes").sort();
const RUN_MILLIS_MAX = 30_000;

/** The instrument, once the job has run in the page. */
function instrument(page: Page) {
  return page.getByRole("region", { name: "The run" });
}

/** The run up to the question: how many steps of it can be reached. */
async function lastStep(page: Page): Promise<number> {
  const text = await instrument(page)
    .getByText(/^step \d+ of \d+$/)
    .first()
    .textContent();
  return Number(/of (\d+)$/.exec(text ?? "")?.[1]);
}

async function openScene(page: Page, scene: string): Promise<void> {
  await page.goto(`/study/scenes/${scene}`);
  await expect(instrument(page)).toBeVisible({ timeout: RUN_MILLIS_MAX });
}

test("scenes are reached from the study page", async ({ page }) => {
  await page.goto("/study");
  await page.getByRole("link", { name: /small jobs that really run/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Scenes");
  await expect(page.getByRole("listitem").filter({ has: page.getByRole("link") })).not.toHaveCount(0);
  for (const scene of SCENES) await expect(page.locator(`a[href="/study/scenes/${scene}"]`)).toBeVisible();
});

for (const scene of SCENES) {
  test(`${scene}: asks before it shows, by keyboard alone`, async ({ page }) => {
    const complaints = listenToComplaints(page);
    await openScene(page, scene);
    const before = await lastStep(page);
    await page.getByRole("radio", { name: /./ }).first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: /^(Right|Not that)\.$/ })).toBeFocused();
    await expect(page.getByRole("heading", { level: 2, name: "Why", exact: true })).toBeVisible();
    const restores = (await page.getByRole("radio", { name: "restored from it" }).count()) > 0;
    if (!restores) expect(await lastStep(page)).toBeGreaterThan(before);
    await instrument(page).getByRole("slider").focus();
    await page.keyboard.press("Home");
    await expect(instrument(page).getByRole("heading", { name: /^At step \d+/ })).toBeVisible();
    expect(complaints).toEqual([]);
  });
}

test("every variant of a scene runs, and its run can be broken", async ({ page }) => {
  await openScene(page, "kill-before-the-commit");
  await page.getByLabel("The transaction is committed when the job is back.").check();
  await page.getByRole("button", { name: "Answer, and see" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Right." })).toBeVisible();
  await page.getByLabel("for 1.2 s").check();
  await expect(instrument(page)).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await page.getByRole("button", { name: "Kill the TaskManager here" }).click();
  await expect(page.getByText(/TaskManager 1 was lost at step \d+/).first()).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await page.getByRole("button", { name: "Back to the run as it was" }).click();
  await expect(page.getByRole("button", { name: "Back to the run as it was" })).toHaveCount(0);
});

test("a scene is fit for everyone, and for a thumb @phone", async ({ page }) => {
  await openScene(page, "at-least-once-doubles");
  await expectCare(page, "scene, asked");
  await page.getByText("Orders 7 and 8 twice, everything else once.").click();
  await page.getByRole("button", { name: "Answer, and see" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Right." })).toBeVisible();
  await expectCare(page, "scene, answered");
});

test("two guarantees stand side by side under one cursor", async ({ page }) => {
  await openScene(page, "at-least-once-doubles");
  await page.getByLabel("Orders 1 to 8 twice.").check();
  await page.getByRole("button", { name: "Answer, and see" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Not that." })).toBeVisible();
  await page.getByLabel("two side by side").check();
  const both = page.getByRole("region", { name: "Two runs side by side" });
  await expect(both).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await both.getByRole("slider").focus();
  await page.keyboard.press("End");
  await expect(both.getByRole("heading", { level: 3, name: /^AT_LEAST_ONCE, at step \d+$/ })).toBeVisible();
  await expect(both.getByRole("heading", { level: 3, name: /^EXACTLY_ONCE, at step \d+$/ })).toBeVisible();
  await expect(both.getByText(/^a second time/)).toHaveCount(2);
});
