import { expect, test } from "@playwright/test";
import { openRoom, RUN_MILLIS_MAX, solutionOf, verdictOf, writeProgram } from "./support/coding-room";

const SOLUTION = solutionOf("late-earthquakes");

test("an exercise is failed, looked into, passed, and found again", async ({ page }) => {
  await openRoom(page, "late-earthquakes");
  await writeProgram(page, SOLUTION.replace("ofHours(6))", "ofHours(1))"));
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText("Case 1 of 2 differs", { timeout: RUN_MILLIS_MAX });
  const headings = page.getByRole("region", { name: "Rows of counts" }).getByRole("columnheader");
  await expect(headings.filter({ hasText: /^(Expected|Actual)$/ })).toHaveText(["Expected", "Actual"]);

  const goToStep = page.getByRole("button", { name: /^Go to step \d+$/ }).first();
  const step = /\d+/.exec((await goToStep.textContent()) ?? "")?.[0];
  await goToStep.click();
  await expect(page.getByRole("heading", { name: `At step ${step}: why did this happen?` })).toBeVisible();

  await writeProgram(page, SOLUTION);
  await expect(verdictOf(page)).toContainText("From the previous run.");
  await page.keyboard.press("Control+Shift+Enter");
  await expect(verdictOf(page)).toContainText("All 6 cases pass.", { timeout: RUN_MILLIS_MAX });
  await page.getByRole("button", { name: "Read the discussion" }).click();
  await expect(page.getByRole("tab", { name: "Solution" })).toHaveAttribute("aria-selected", "true");

  await page.reload();
  await expect(page.locator(".monaco-editor")).toContainText("sideOutputLateData", { timeout: RUN_MILLIS_MAX });
  await page.getByRole("tab", { name: "Attempts 2" }).click();
  await expect(page.getByRole("tabpanel").getByRole("listitem")).toHaveText([
    /^Submitted, passed unaided/,
    /^Run, not passed/,
  ]);
  await page.goto("/code");
  await expect(page.getByRole("link", { name: /Reports that come too late/ })).toContainText("solved unaided");
});

test("a TaskManager is killed at the cursor and the job comes back from its checkpoint", async ({ page }) => {
  await openRoom(page, "deduplicate-orders");
  await writeProgram(page, solutionOf("deduplicate-orders"));
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText("All 2 cases pass.", { timeout: RUN_MILLIS_MAX });
  await page.getByRole("slider").first().focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Kill the TaskManager here" }).click();
  const run = page.locator("#run");
  await expect(run).toContainText(
    /TaskManager \d was lost at step \d+\. After the restore every row is still as expected\./,
    {
      timeout: RUN_MILLIS_MAX,
    },
  );
  await page.getByRole("button", { name: "Back to the first run" }).click();
  await expect(run).not.toContainText("was lost at step");
});

test("programs that do not compile, throw or never end are told apart, and no text is lost", async ({ page }) => {
  await openRoom(page, "windowed-word-count");
  await writeProgram(page, 'fetch("https://example.com");\n');
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText("Line 1 does not compile, so nothing ran. Cannot find name 'fetch'.", {
    timeout: RUN_MILLIS_MAX,
  });

  const sink = ".map((line): WordCount => ({ word: line.text, start: 0, count: 1 })).sinkTo(counts);";
  await writeProgram(
    page,
    `lines.map((line) => {\n  if (line.at > 0) throw new Error("no luck");\n  return line;\n})${sink}`,
  );
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText(/operator \S+ threw in line 2 at the record .*no luck/, {
    timeout: RUN_MILLIS_MAX,
  });

  await writeProgram(page, `lines.map((line) => {\n  for (;;) {}\n  return line;\n})${sink}`);
  await page.keyboard.press("Control+Enter");
  await expect(verdictOf(page)).toContainText("budget of 5 seconds of real time", { timeout: RUN_MILLIS_MAX });
  await page.reload();
  await expect(page.locator(".monaco-editor")).toContainText("for (;;) {}", { timeout: RUN_MILLIS_MAX });
});

test("Mod+S saves, Esc then Tab leaves the editor, Reset keeps the old text", async ({ page }) => {
  await openRoom(page, "click-sessions");
  await writeProgram(page, "// mine\n");
  await page.keyboard.press("Control+S");
  await expect(page.getByRole("region", { name: "Program" }).getByRole("status")).toHaveText(["Draft saved"]);
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: /^Save/ })).toBeFocused();

  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(page.locator(".monaco-editor")).not.toContainText("// mine");
  await page.getByRole("tab", { name: "Attempts 1" }).click();
  await page.getByRole("button", { name: /^Replaced text/ }).click();
  await page.getByRole("button", { name: "Make this the current text" }).click();
  await expect(page.locator(".monaco-editor")).toContainText("// mine");
});

test("hints open one after another and the solution asks once", async ({ page }) => {
  await openRoom(page, "deduplicate-orders");
  await expect(page.getByRole("tab", { name: "Solution" })).toBeDisabled();
  for (const rung of ["Nudge", "Approach", "Skeleton"]) {
    await page.getByRole("button", { name: rung, exact: true }).click();
    await expect(page.getByRole("heading", { name: rung, exact: true })).toBeVisible();
  }
  await page.getByRole("button", { name: "Solution", exact: true }).click();
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByRole("tab", { name: "Solution" })).toHaveAttribute("aria-selected", "true");
});

test("a phone has a plain code field and one pane at a time @phone-only", async ({ page }) => {
  await page.goto("/code/late-earthquakes");
  const panes = page.getByRole("navigation", { name: "Panes" });
  await panes.getByRole("button", { name: "Code" }).click();
  await page.getByRole("textbox", { name: /pipeline\.ts/ }).fill(SOLUTION);
  await expect(page.locator(".monaco-editor")).toHaveCount(0);
  await page.getByRole("button", { name: "Run", exact: true }).first().click();
  await expect(verdictOf(page)).toContainText("All 2 cases pass.", { timeout: RUN_MILLIS_MAX });
  await panes.getByRole("button", { name: "Run" }).click();
  await page.getByRole("slider").first().press("Home");
  await expect(page.getByRole("button", { name: "Kill the TaskManager here" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Verdict" })).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
});
