import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { parse } from "yaml";
import { expectCare } from "./support/page-care";
import { countItems, expectVerdict, GRADER_MILLIS_MAX, ITEMS, openItem } from "./support/study-items";

/** How long an engine run in the page may take on a busy machine. */
const RUN_MILLIS_MAX = 30_000;

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
  const selects = page.locator("article select");
  await selects.first().selectOption({ label: "MapState" });
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByText("Choose something in every row.")).toBeVisible();
  await expect(selects.nth(1)).toBeFocused();
  await expect(selects.nth(1)).toHaveAttribute("aria-invalid", "true");
  for (const select of await selects.all()) await select.selectOption({ label: "MapState" });
  await expect(selects.nth(1)).toHaveAttribute("aria-invalid", "false");
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

test("an answer shows a run, which stands at what it is about and is scrubbed in place @phone", async ({ page }) => {
  await openItem(page, "one-busy-subtask");
  await page.getByLabel("Double the parallelism").check();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expectVerdict(page, /^Not right/);
  await page.getByRole("heading", { name: "See it run" }).scrollIntoViewIfNeeded();
  const run = page.getByRole("region", { name: "The run" });
  // The scene behind it asks at the first back-pressure of the source.
  await expect(run.getByText("Source: orders is back-pressured")).toBeVisible({ timeout: RUN_MILLIS_MAX });
  const slider = run.getByRole("slider");
  const before = Number(await slider.inputValue());
  await slider.press("ArrowRight");
  await expect(slider).toHaveValue(`${before + 1}`);
  await expect(page.getByRole("link", { name: "One key is hot" })).toHaveAttribute("href", "/study/scenes/hot-key");
});

test("a faulty line is found by the keyboard alone, and the review mends it @phone", async ({ page }) => {
  await openItem(page, ITEMS.debug);
  await page.getByLabel("Line 1: KafkaSource").focus();
  await page.keyboard.press("End");
  for (const key of ["ArrowUp", "ArrowUp", "Space"]) await page.keyboard.press(key);
  await expect(page.getByLabel("Line 14: .window")).toBeChecked();
  await page.keyboard.press("Enter");
  await expectVerdict(page, /^0 of 1/);
  const line = (start: string) => page.getByRole("listitem").filter({ hasText: start });
  await expect(line("env.fromSource")).toContainText("wrong, and missed");
  await expect(line("env.fromSource")).toContainText("forBoundedOutOfOrderness");
  await expect(line(".window(")).toContainText("you marked it; this line is right");
  await expect(line(".setStartingOffsets")).toContainText("looks wrong, and is right");
});

test("a design is written part by part, and its draft survives a reload", async ({ page }) => {
  await openItem(page, ITEMS.design);
  await page.getByLabel("How the job knows").fill("Consent is a stream.");
  await page.getByLabel("What must go").fill("I do not know.");
  await page.reload();
  await page.waitForLoadState("networkidle");
  await expect(page.getByLabel("How the job knows")).toHaveValue("Consent is a stream.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible({ timeout: GRADER_MILLIS_MAX });
});

test("the list is filtered by the address and shows what is answered @phone", async ({ page }) => {
  await page.goto("/study?level=expert&format=number");
  const count = countItems(/^level: expert$/m, /^format: number$/m);
  await expect(page.getByRole("status").filter({ hasText: "question" })).toHaveText(`${count} questions`);
  await page.goto("/study?answered=right");
  await expect(page.getByText("No question fits all of these filters.")).toBeVisible();
});

test("the cheat sheet covers its answers, and the keyboard shows them one by one @phone", async ({ page }) => {
  await page.goto("/study");
  await page.getByRole("navigation", { name: "Read and watch" }).getByRole("link", { name: "Cheat sheet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cheat sheet" })).toBeVisible();
  const sections = parse(readFileSync("content/cheat-sheet.yaml", "utf8")) as { rows: { need: string }[] }[];
  const needs = sections.flatMap(({ rows }) => rows.map(({ need }) => need));
  await expect(page.getByRole("term")).toHaveText(needs);
  const answers = page.getByRole("definition");
  const covered = () =>
    answers.evaluateAll((all) => all.map((one) => getComputedStyle(one).color === "rgba(0, 0, 0, 0)"));
  expect(await covered()).toEqual(needs.map(() => false));
  await page.getByLabel("Cover the answers").check();
  expect(await covered()).toEqual(needs.map(() => true));
  // A tap on a covered row shows its answer and leads nowhere, wherever in the row it is.
  await page.getByRole("term").nth(2).click({ force: true });
  expect(await covered()).toEqual(needs.map((_, index) => index !== 2));
  const show = page.getByRole("checkbox", { name: `Show: ${needs[3]}` });
  await page.getByRole("term").nth(3).getByRole("link").focus();
  expect(await covered()).toEqual(needs.map((_, index) => index !== 2));
  await page.keyboard.press("Tab");
  await expect(show).toBeFocused();
  await page.keyboard.press("Space");
  expect(await covered()).toEqual(needs.map((_, index) => index !== 2 && index !== 3));
  await expectCare(page, "cheat sheet, covered");
  await page.getByRole("term").nth(2).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForURL(/\/study\/(?!cheat-sheet)/);
});

/** Their key points are in the page, out of sight, because the grader there needs them. */
const WRITTEN_ITEMS: readonly string[] = [ITEMS["free-text"], ITEMS.design];

test("answers are not in the page before the learner answers", async ({ request }) => {
  for (const id of Object.values(ITEMS).filter((item) => !WRITTEN_ITEMS.includes(item))) {
    const html = await (await request.get(`/study/${id}`)).text();
    for (const telling of [
      "misconception",
      "Model answer",
      "numLateRecordsDropped",
      "withIdleness",
      "correct",
      "ever emitted",
    ]) {
      expect(html, `${id} tells ${telling}`).not.toContain(telling);
    }
  }
});
