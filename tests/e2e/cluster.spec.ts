import { expect, type Page, test } from "@playwright/test";
import { openRoom, RUN_MILLIS_MAX, solutionOf, verdictOf, writeProgram } from "./support/coding-room";
import { expectCare, listenToComplaints } from "./support/page-care";

const SLUG = "deduplicate-orders";
const VIEWS = ["Event time", "Cluster", "Checkpoints", "Outside", "State"];

/** Runs the solution in the coding room; the run is shown from then on. */
async function runSolution(page: Page): Promise<void> {
  await writeProgram(page, solutionOf(SLUG));
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText("All 2 cases pass.", { timeout: RUN_MILLIS_MAX });
}

async function openView(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name, exact: true }).click();
  await expect(page.getByRole("tabpanel", { name, exact: true })).toBeVisible();
}

test("one cursor moves through the event-time plane, the cluster, checkpoints, the world outside and state", async ({
  page,
}) => {
  const complaints = listenToComplaints(page);
  await openRoom(page, SLUG);
  await runSolution(page);
  const run = page.locator("#run");
  await openView(page, "Cluster");
  await expect(run).toContainText("The job is FINISHED.");
  await run.getByRole("slider").focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
  await expect(run).toContainText("The job is RUNNING.");
  const task = run.getByRole("group", { name: "Job graph" }).getByRole("button").first();
  await expect(task).toHaveAccessibleName(/subtask 1 of 1, TaskManager 1, slot 1, running/);
  await task.click();
  await expect(run.getByRole("table").first()).toBeVisible();
  const heading = run.getByRole("heading", { name: /^At step \d+/ });
  const step = await heading.textContent();
  for (const view of VIEWS) {
    await openView(page, view);
    await expect(heading).toHaveText(step ?? "");
    if (view === "Cluster" || view === "Checkpoints") await expectCare(page, view);
  }
  expect(complaints).toEqual([]);
});

test("anything can be broken at the cursor", async ({ page }) => {
  await openRoom(page, SLUG);
  await runSolution(page);
  const run = page.locator("#run");
  await run.getByRole("slider").focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
  await run.getByText("Break something else here").click();
  await run.getByRole("button", { name: /^Kill the task / }).click();
  await expect(run).toContainText(
    /The task .* failed at step \d+\. After the restore every row is still as expected\./,
    {
      timeout: RUN_MILLIS_MAX,
    },
  );
});

test("an address names a step and a view of the run", async ({ page }) => {
  await page.goto(`/code/${SLUG}#step=12&view=cluster`);
  await expect(page.locator(".monaco-editor .view-line").first()).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await runSolution(page);
  const run = page.locator("#run");
  // The cursor stands at the last step up to that one in which something happened.
  await expect(run.getByRole("heading", { name: /^At step 1[0-2]: / })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Cluster" })).toHaveAttribute("aria-selected", "true");
  await run.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/#step=1[1-9]&view=cluster$/);
});

test("a phone shows one view at a time and scrolls only inside of it @phone-only", async ({ page }) => {
  await page.goto(`/code/${SLUG}`);
  const panes = page.getByRole("navigation", { name: "Panes" });
  await panes.getByRole("button", { name: "Code" }).click();
  await page.getByRole("textbox", { name: /pipeline\.ts/ }).fill(solutionOf(SLUG));
  await page.getByRole("button", { name: "Run", exact: true }).first().click();
  await expect(verdictOf(page)).toContainText("All 2 cases pass.", { timeout: RUN_MILLIS_MAX });
  await panes.getByRole("button", { name: "Run" }).click();
  for (const view of VIEWS) {
    await page.getByRole("tab", { name: view, exact: true }).tap();
    await expect(page.getByRole("tabpanel", { name: view, exact: true })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  }
});
