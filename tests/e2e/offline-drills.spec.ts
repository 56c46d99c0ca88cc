import { expect, test } from "@playwright/test";
import { DRILL_LEVELS, drillUrl } from "../../lib/shared/drills/drill";
import { expectDrillVerdict, fillDrill, openDrill, predictionOf, RUN_MILLIS_MAX } from "./support/drill-sheet";
import { comeBack, keepEverything, visitThenGoOffline } from "./support/offline";
import { outboxStates } from "./support/outbox";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 300_000 });

/** A prediction that takes no millisecond off the watermarks. */
function wrong(place: Parameters<typeof predictionOf>[0]) {
  return { ...predictionOf(place, null), watermarks: predictionOf(place, "no-millisecond").watermarks };
}

test("drills of every level are run and explained without the network, and a wrong one becomes a card", async ({
  page,
  context,
}) => {
  await visitThenGoOffline(page, context);
  for (const level of DRILL_LEVELS) {
    const place = { level, seed: 42 };
    await page.goto(drillUrl(place));
    await page.waitForURL(`**/offline/drills?level=${level}&seed=42`);
    await fillDrill(page, predictionOf(place, null));
    await page.getByRole("button", { name: "Run it" }).click();
    await expectDrillVerdict(page, /^All as predicted/);
  }
  await page.getByRole("link", { name: "Next drill" }).click();
  await page.waitForURL("**/offline/drills?level=6&seed=43");
  await page.getByRole("navigation", { name: "Filter by level" }).getByRole("link", { name: /^1/ }).click();
  await page.waitForURL(/\/offline\/drills\?level=1&seed=\d+$/);

  const place = { level: 1, seed: 9 } as const;
  await page.goto(drillUrl(place));
  await fillDrill(page, wrong(place));
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^\d of \d as predicted/);
  const first = page.getByRole("listitem").filter({ hasText: "Watermark after" }).first();
  await expect(first).toContainText("when the watermark is not put 1 ms lower");
  await first.getByRole("button", { name: "Show it in the run" }).click();
  const slider = page.getByRole("slider", { name: "Step of the run" });
  await expect(slider).toHaveAttribute("aria-valuetext", /emits watermark/, { timeout: RUN_MILLIS_MAX });
  await expect(page.getByText("It comes back in the review in")).toBeVisible();
  await expect.poll(() => outboxStates(page)).toEqual(Array.from({ length: 7 }, () => "waiting"));

  await comeBack(page, context, 7);
  await page.goto("/review/cards");
  const cards = page.getByRole("main").getByRole("link", { name: "Trace drill" });
  await expect(cards).toHaveText(["Trace drill 9: windows"]);
});

test("a drill whose page loses the network is run there, and counts once", async ({ page, context }) => {
  await keepEverything(page);
  const place = { level: 2, seed: 8 } as const;
  await openDrill(page, place);
  await fillDrill(page, wrong(place));
  await context.setOffline(true);
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^\d+ of \d+ as predicted/);
  await expect(page.getByText("It comes back in the review in")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe("/study/drills");
  await comeBack(page, context, 1);
  await page.goto("/review/cards");
  await expect(page.getByRole("main").getByRole("link", { name: "Trace drill" })).toHaveText([
    "Trace drill 8: late records",
  ]);
});

test("a drill that was predicted wrong is in the queue of the day on which it comes back, without the network", async ({
  page,
  context,
}) => {
  await visitThenGoOffline(page, context);
  const place = { level: 1, seed: 9 } as const;
  await page.goto(drillUrl(place));
  const right = predictionOf(place, null);
  const nothing = { watermarks: right.watermarks.map(() => "none"), contents: right.contents.map(() => "") };
  await fillDrill(page, { ...right, ...nothing });
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^[01] of \d as predicted/);
  await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
  await page.goto("/review");
  await page.waitForURL(/\/offline\/review/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Trace drill 9: windows");
  await expect(page.getByTestId("queue-count")).toContainText("1 due");
  await page.getByRole("link", { name: "Predict it again" }).click();
  await page.waitForURL("**/offline/drills?level=1&seed=9&review=1");
  await fillDrill(page, right);
  await page.getByRole("button", { name: "Run it" }).click();
  await expectDrillVerdict(page, /^All as predicted/);
  await page.getByRole("link", { name: "Go on with the review" }).click();
  await page.waitForURL(/\/offline\/review/);
  await expect(page.getByTestId("queue-count")).not.toContainText("due");
  await comeBack(page, context, 2);
});
