import { expect, test } from "@playwright/test";
import { drillUrl } from "../../lib/shared/drills/drill";
import { expectDrillVerdict, fillDrill, openDrill, predictionOf, RUN_MILLIS_MAX } from "./support/drill-sheet";
import { expectCare, listenToComplaints } from "./support/page-care";

test("a right prediction is the engine's run, on every level, and N leads on", async ({ page }) => {
  for (const level of [1, 2, 3, 4, 5, 6] as const) {
    const place = { level, seed: 42 };
    await openDrill(page, place);
    await fillDrill(page, predictionOf(place, null));
    await page.locator("article form").getByRole("textbox").first().press("Enter");
    await expectDrillVerdict(page, /^All as predicted/);
    await page.keyboard.press("n");
    await page.waitForURL(`**${drillUrl({ level, seed: 43 })}`);
  }
});

test("a wrong prediction is explained by the rule that it broke, and shown in the run @phone", async ({ page }) => {
  const place = { level: 1, seed: 7 } as const;
  await openDrill(page, place);
  await fillDrill(page, { ...predictionOf(place, null), watermarks: predictionOf(place, "no-millisecond").watermarks });
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^\d of \d as predicted/);
  const first = page.getByRole("listitem").filter({ hasText: "Watermark after" }).first();
  await expect(first).toContainText("when the watermark is not put 1 ms lower");
  await expect(first).toContainText("− 1 ms = ");
  await first.getByRole("button", { name: "Show it in the run" }).click();
  const slider = page.getByRole("slider", { name: "Step of the run" });
  await expect(slider).toHaveAttribute("aria-valuetext", /emits watermark/, { timeout: RUN_MILLIS_MAX });
  const before = await slider.inputValue();
  await slider.press("ArrowRight");
  await expect(slider).toHaveValue(`${Number(before) + 1}`);
});

test("a wrong prediction comes back in the review as that very drill, a right one does not", async ({ page }) => {
  const [right, wrong] = [
    { level: 1, seed: 8 },
    { level: 1, seed: 9 },
  ] as const;
  await openDrill(page, right);
  await fillDrill(page, predictionOf(right, null));
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^All as predicted/);
  await expect(page.getByText("in the review")).toHaveCount(0);
  await openDrill(page, wrong);
  await fillDrill(page, { ...predictionOf(wrong, null), watermarks: predictionOf(wrong, "no-millisecond").watermarks });
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^\d of \d as predicted/);
  await expect(page.getByText("It comes back in the review in")).toBeVisible();
  await page.goto("/review/cards");
  const cards = page.getByRole("main").getByRole("link", { name: "Trace drill" });
  await expect(cards).toHaveText(["Trace drill 9: windows"]);
  await expect(cards).toHaveAttribute("href", drillUrl(wrong));
  await page.goto(`${drillUrl(wrong)}&review=1`, { waitUntil: "networkidle" });
  await fillDrill(page, predictionOf(wrong, null));
  await page.getByRole("button", { name: "Run it" }).click();
  await page.getByRole("link", { name: "Go on with the review" }).click();
  await page.waitForURL("**/review");
});

test("what cannot be read is said, and a draft survives a reload", async ({ page }) => {
  const place = { level: 2, seed: 5 } as const;
  await openDrill(page, place);
  const fields = page.locator("article form").getByRole("textbox");
  await fields.first().fill("soon");
  await fields.first().press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "as a time such as" })).toBeVisible();
  await page.reload();
  await expect(fields.first()).toHaveValue("soon");
});

test("a drill is the same for everybody who has its address, and tells nothing before the answer", async ({
  page,
  request,
}) => {
  await page.goto("/study");
  await page.getByRole("link", { name: "Trace drills without end" }).click();
  await page.waitForURL(/level=1&seed=\d+/);
  await page.getByRole("link", { name: "4 sessions and partitions" }).click();
  await page.waitForURL(/level=4&seed=\d+/);
  const table = page.getByRole("table");
  const shown = await table.innerText();
  await page.reload();
  expect(await table.innerText()).toBe(shown);
  const html = await (await request.get(drillUrl({ level: 3, seed: 42 }))).text();
  for (const telling of [".999", "dropped-", "firings", "Your answer is what comes out"]) {
    expect(html, `the page tells ${telling}`).not.toContain(telling);
  }
});

test("a drill is fit for everyone, before the answer and after @phone", async ({ page }) => {
  const complaints = listenToComplaints(page);
  const place = { level: 5, seed: 3 } as const;
  await openDrill(page, place);
  await expectCare(page, "drill, asked");
  await fillDrill(page, { ...predictionOf(place, null), watermarks: predictionOf(place, "no-millisecond").watermarks });
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /as predicted/);
  await expect(page.getByRole("region", { name: "The run" })).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await expectCare(page, "drill, answered");
  expect(complaints).toEqual([]);
});
