import { expect, test } from "@playwright/test";
import { ANSWER, grade, standIn } from "./support/grader-stand-in";
import { expectCare } from "./support/page-care";
import { expectVerdict, ITEMS, openItem } from "./support/study-items";

test("the learner decides what the grader cannot tell, and disputes what it got wrong @phone", async ({ page }) => {
  await standIn(page, "grades");
  await grade(page);
  await expectCare(page, "graded, a point undecided");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "cannot tell one of the points" })).toBeVisible();
  await page.getByRole("group", { name: "Did you say it?" }).getByLabel("in part").check();
  await page.getByRole("button", { name: "Keep this answer" }).click();
  // One point met and one decided as said in part, of six.
  await expectVerdict(page, /^1 of 6 key points said, 1 more in part/);
  await expect(page.getByRole("heading", { level: 2, name: /grader 7\.7\.7/ })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "in part, by you" })).toHaveCount(1);

  const words = page.locator("mark", { hasText: "barrier divides the stream" });
  const lit = (await words.getAttribute("class")) ?? "";
  await page.getByRole("button", { name: "Show the words for 1" }).focus();
  await expect(words).not.toHaveClass(lit);
  await expect(page.getByText("Found in your answer, and not so")).toBeVisible();

  await page.getByRole("button", { name: "Dispute a mark" }).click();
  const choices = page.getByRole("group", { name: "What is right?" }).first();
  await expect(choices.getByRole("radio").first()).toBeFocused();
  const claim = page
    .getByRole("listitem")
    .filter({ hasText: "not so" })
    .filter({ has: page.getByRole("radio") });
  await claim.getByLabel("I did not claim that").check();
  await claim.getByLabel(/^Why/).fill("I meant the slower input.");
  await expectCare(page, "graded, a mark in dispute");
  await claim.getByRole("button", { name: "Keep the objection" }).click();
  await expect(page.getByText("You dispute this")).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "By your reading" })).toBeVisible();

  await page.reload();
  await expect(page.getByText("You dispute this")).toBeVisible();
  await page.goto("/progress");
  await page.getByRole("link", { name: "One mark of the grader is disputed" }).click();
  await expect(page.getByText("I meant the slower input.")).toBeVisible();
  await expectCare(page, "objections");
});

test("where the grader cannot be loaded, the learner marks each point", async ({ page }) => {
  await standIn(page, "fails");
  await grade(page);
  await expect(page.getByText("The grader could not be loaded.")).toBeVisible();
  const points = page.getByRole("group").filter({ has: page.getByRole("radio") });
  for (const [index, group] of (await points.all()).entries()) {
    await group.getByLabel(index === 0 ? "said" : "missed").check();
  }
  await page.getByRole("button", { name: "Keep this answer" }).click();
  await expectVerdict(page, /^1 of 6 key points said · marked by yourself/);
  await expect(page.getByText(ANSWER)).toBeVisible();

  await page.goto("/progress");
  await page.getByRole("link", { name: "A barrier reaches two input channels" }).click();
  await page.getByRole("heading", { name: "You answered this before" }).waitFor();
  await page.getByRole("link", { name: /UTC$/ }).first().click();
  await expectVerdict(page, /^1 of 6/);
});

test("the answer can be changed after it was graded", async ({ page }) => {
  await standIn(page, "grades");
  await grade(page);
  await page.getByRole("button", { name: "Change the answer" }).click();
  await expect(page.getByPlaceholder("As you would say it")).toBeFocused();
  await expect(page.getByPlaceholder("As you would say it")).toHaveValue(ANSWER);
});

test("the grader in the page reads an answer that only names things as none", async ({ page }) => {
  await openItem(page, ITEMS["free-text"]);
  await page.getByPlaceholder("As you would say it").fill("barrier, alignment, snapshot, channel, checkpoint, state");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("These are words without statements")).toBeVisible({ timeout: 30_000 });
});
