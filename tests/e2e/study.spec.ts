import { expect, test } from "@playwright/test";
import { expectVerdict, ITEMS, openItem } from "./support/study-items";

test("a choice is answered by the keyboard alone, and N leads on", async ({ page }) => {
  await openItem(page, `${ITEMS.choice}?topic=windows`);
  await page.getByLabel("A record that comes 20 s of event time").focus();
  await page.keyboard.press("Space");
  await page.getByLabel("The first result of each window comes out exactly").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expectVerdict(page, /^Right/);
  await page.keyboard.press("n");
  await page.waitForURL((url) => !url.pathname.endsWith(ITEMS.choice) && url.searchParams.get("topic") === "windows");
});

test("steps are moved by arrow keys", async ({ page }) => {
  await openItem(page, ITEMS.ordering);
  await page.locator("[data-handle]").first().focus();
  await page.keyboard.press("End");
  await expect(page.locator("[data-handle]").last()).toBeFocused();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expectVerdict(page, /of 9/);
});

test("rows are matched, and a wrong row shows what fits", async ({ page }) => {
  await openItem(page, ITEMS.matching);
  for (const select of await page.locator("article select").all()) await select.selectOption({ label: "MapState" });
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expectVerdict(page, /1 of 5/);
  await expect(page.getByText("you chose MapState")).toHaveCount(4);
});

test("a number survives a reload before it is answered", async ({ page }) => {
  await openItem(page, ITEMS.number);
  const field = page.getByLabel("Your number, ms");
  await field.fill("44,999");
  await page.reload();
  await page.waitForLoadState("networkidle");
  await expect(field).toHaveValue("44,999");
  await field.press("Enter");
  await expectVerdict(page, /^Right/);
});

test("a prediction is compared with the engine's run, which is then shown", async ({ page }) => {
  await openItem(page, ITEMS.trace);
  await page.getByLabel("[04:55:00, 05:00:00)").fill("2");
  await page.getByLabel("[05:00:00, 05:05:00)").fill("2");
  await page.keyboard.press("Enter");
  await expectVerdict(page, /Right in part/);
  await expect(page.getByText("You predicted 2.")).toBeVisible();
  await expect(page.getByRole("region", { name: "The run" })).toBeVisible();
});

test("a written answer is marked against the model answer and found again @phone", async ({ page }) => {
  await openItem(page, ITEMS["free-text"]);
  await page.getByPlaceholder("As you would say it").fill("The barrier divides the stream.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeFocused();
  for (const [index, group] of (await page.getByRole("group").all()).entries()) {
    await group.getByLabel(index === 0 ? "said" : "missed").check();
  }
  await page.getByRole("button", { name: "Keep this answer" }).click();
  await expectVerdict(page, /1 of 6/);
  await expect(page.getByText("The barrier divides the stream.")).toBeVisible();

  await page.goto("/progress");
  await page.getByRole("link", { name: "A barrier reaches two input channels" }).click();
  await page.getByRole("heading", { name: "You answered this before" }).waitFor();
  await page.getByRole("link", { name: /UTC$/ }).first().click();
  await expectVerdict(page, /1 of 6/);
});

test("the list is filtered by the address and shows what is answered @phone", async ({ page }) => {
  await page.goto("/study?level=expert&format=number");
  await expect(page.getByRole("status").filter({ hasText: "question" })).toHaveText("1 question");
  await page.goto("/study?answered=right");
  await expect(page.getByText("No question fits all of these filters.")).toBeVisible();
});

test("answers are not in the page before the learner answers", async ({ request }) => {
  for (const id of Object.values(ITEMS).filter((item) => item !== ITEMS["free-text"])) {
    const html = await (await request.get(`/study/${id}`)).text();
    for (const telling of ["misconception", "Model answer", "numLateRecordsDropped", "withIdleness", "correct"]) {
      expect(html, `${id} tells ${telling}`).not.toContain(telling);
    }
  }
});
