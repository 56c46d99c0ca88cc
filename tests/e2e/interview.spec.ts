import { expect, type Locator, type Page, test } from "@playwright/test";
import { answerFields, answerRung, markRung, proposedPoints, startInterview } from "./support/mock-interview";

const TABS_MAX = 60;

/** Goes on with Tab until the control has the focus, as someone without a mouse does. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(control).toBeFocused();
}

test("one rung is climbed by the keyboard alone", async ({ page }) => {
  await page.goto("/interview");
  await tabTo(page, page.getByRole("radio", { name: "Beginner" }));
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio", { name: "Final Boss" })).toBeChecked();
  await tabTo(page, page.getByRole("button", { name: "Start the interview" }));
  await page.keyboard.press("Enter");

  await expect(page.getByLabel("Your answer")).toBeFocused();
  await page.keyboard.type("A table with a query and a freshness.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "What you said" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Did you say it?" })).toBeVisible();
  const points = await proposedPoints(page);
  expect(points.length).toBeGreaterThan(0);
  for (const point of points) {
    const [said, proposed] = [point.getByRole("radio", { name: "said" }), point.locator("input:checked")];
    await tabTo(page, (await proposed.count()) === 0 ? said : proposed);
    await page.keyboard.press("Space");
    // From the proposed mark the arrows lead round to "said".
    while (!(await said.isChecked())) await page.keyboard.press("ArrowDown");
  }
  await tabTo(page, page.getByRole("button", { name: "Finish and read the report" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/report$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    `You said ${points.length} of ${points.length} key points.`,
  );
});

test("the grader proposes the marks with their words, and a changed one is told in the report", async ({ page }) => {
  await startInterview(page, "Final Boss", "No limit");
  await answerFields(page)
    .first()
    .fill(
      "A materialized table is declared by a query and a freshness. In CONTINUOUS mode a streaming job updates it, and the freshness becomes its checkpoint interval.",
    );
  await page.getByRole("button", { name: /^Answer/ }).click();
  const points = await proposedPoints(page);
  const continuous = page.getByRole("group", { name: /^Point 3: In CONTINUOUS mode/ });
  await expect(continuous.getByRole("radio", { name: "said" })).toBeChecked();
  await expect(page.locator("mark", { hasText: "CONTINUOUS" }).first()).toBeVisible();
  const full = page.getByRole("group", { name: /^Point 4: In FULL mode/ });
  await expect(full.getByRole("radio", { name: "missed" })).toBeChecked();
  await expect(page.getByText("How is it refreshed in FULL mode?")).toBeVisible();

  await full.getByRole("radio", { name: "in part" }).check();
  for (const point of points) {
    if ((await point.locator("input:checked").count()) === 0)
      await point.getByRole("radio", { name: "missed" }).check();
  }
  await page.getByRole("button", { name: "Finish and read the report" }).click();
  await page.waitForURL(/\/report$/);
  await expect(page.getByText("Your mark; the grader had proposed “missed”.")).toHaveCount(1);
});

test("a reload in the middle loses nothing, on this device or on another", async ({ page, browser, baseURL }) => {
  await startInterview(page, "Lead Data Engineer", "15 minutes");
  const fields = answerFields(page);
  await fields.nth(0).fill("How late may a result be?");
  await fields.nth(6).fill("By the lag of the source.");
  await expect(page.getByText("Draft saved")).toBeVisible();
  await fields.nth(1).fill("Typed a moment before the reload.");
  await page.reload();
  await expect(fields.nth(0)).toHaveValue("How late may a result be?");
  await expect(fields.nth(1)).toHaveValue("Typed a moment before the reload.");
  await expect(fields.nth(6)).toHaveValue("By the lag of the source.");

  const device = await browser.newContext({ baseURL });
  await device.addCookies(await page.context().cookies());
  const other = await device.newPage();
  await other.goto(page.url());
  await expect(answerFields(other).nth(0)).toHaveValue("How late may a result be?");
  await expect(answerFields(other).nth(6)).toHaveValue("By the lag of the source.");
  await expect(other.getByText(/^1[45]:\d\d left, soft limit$/)).toBeVisible();
  await device.close();

  await page.getByRole("button", { name: /^Answer/ }).click();
  await expect(page.getByRole("heading", { name: "Did you say it?" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Typed a moment before the reload.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Did you say it?" })).toBeVisible();
});

test("the time limit is soft: when it is over, one may ask for more or just go on", async ({ page }) => {
  await page.clock.install();
  await startInterview(page, "Final Boss", "3 minutes");
  await expect(page.getByText(/^[23]:\d\d left, soft limit$/)).toBeVisible();
  await page.clock.fastForward("04:00");
  await expect(page.getByText(/^1:\d\d over the suggested time; go on if you like$/)).toBeVisible();
  await page.getByRole("button", { name: "Five minutes more" }).click();
  await expect(page.getByText(/^[45]:\d\d left, soft limit$/)).toBeVisible();
  await page.clock.fastForward("10:00");
  await expect(page.getByText(/over the suggested time/)).toBeVisible();
  await answerRung(page, "Written after the time was over, line");
  await expect(page.getByText("Written after the time was over, line 1")).toBeVisible();
});

test("the report prints without the site around it, and nobody else can read it", async ({
  page,
  browser,
  baseURL,
}) => {
  await startInterview(page, "Final Boss", "No limit");
  const room = page.url();
  await answerRung(page, "Said in the interview, line");
  await markRung(page, "Finish and read the report");
  await page.waitForURL(/\/report$/);
  await expect(page.getByText("Said in the interview, line 1")).toBeVisible();
  await expect(page.getByRole("banner")).toBeVisible();

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByText("Said in the interview, line 1")).toBeVisible();
  const ink = await page.getByRole("heading", { level: 1 }).evaluate((heading) => getComputedStyle(heading).color);
  expect(await lightnessOf(page, ink)).toBeLessThan(0.5);

  const stranger = await browser.newContext({ baseURL });
  const visit = await stranger.newPage();
  for (const address of [room, `${room}/report`]) {
    expect((await visit.goto(address))?.status(), address).toBe(404);
    await expect(visit.getByText("Said in the interview")).toHaveCount(0);
  }
  await stranger.close();
});

/** From 0, black, to 1, white, of any colour that CSS can name. */
function lightnessOf(page: Page, color: string): Promise<number> {
  return page.evaluate((named) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    if (canvas === null) throw new Error("this browser does not draw");
    canvas.fillStyle = named;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / (3 * 255);
  }, color);
}
