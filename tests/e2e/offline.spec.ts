import { expect, test } from "@playwright/test";
import { openRoom, RUN_MILLIS_MAX, solutionOf, verdictOf, writeProgram } from "./support/coding-room";
import { comeBack, keepEverything, visitThenGoOffline } from "./support/offline";
import { outboxStates } from "./support/outbox";
import { answerItem, ITEMS } from "./support/study-items";

const EXERCISE = "windowed-word-count";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 300_000 });

test("study and code go on without the network, and the server has all of it once", async ({ page, context }) => {
  await visitThenGoOffline(page, context);

  await answerItem(page, "choice");
  expect(new URL(page.url()).pathname).toBe("/offline/study");
  await expect(page.getByText("Offline", { exact: true })).toBeVisible();
  await expect(page.getByTestId("waiting")).toContainText("1 answer or step waits");
  await answerItem(page, "trace");
  await expect(page.getByRole("heading", { name: "See it happen" })).toBeVisible();
  await answerItem(page, "debug");
  await answerItem(page, "free-text");
  await expect(page.getByText("the answer waits to be sent")).toBeVisible();

  await openRoom(page, EXERCISE);
  await writeProgram(page, solutionOf(EXERCISE));
  await page.keyboard.press("Control+Shift+Enter");
  await expect(verdictOf(page)).toContainText(/pass/i, { timeout: RUN_MILLIS_MAX });
  await expect.poll(() => outboxStates(page)).toEqual(["waiting", "waiting", "waiting", "waiting", "waiting"]);

  await page.goto("/progress");
  await expect(page.getByText(/this page is as of/)).toBeVisible();

  await comeBack(page, context, 5);
  for (const item of [ITEMS.choice, ITEMS.trace, ITEMS.debug, ITEMS["free-text"]]) {
    await page.goto(`/study/${item}`);
    const earlier = page.getByRole("heading", { name: "You answered this before" }).locator("..");
    await expect(earlier.getByRole("listitem")).toHaveCount(1);
  }
  await page.goto(`/code/${EXERCISE}`);
  await expect(page.getByRole("tab", { name: /^Attempts 1$/ })).toBeVisible();
});

test("an answer on a page that loses the network on the way is kept, graded and sent", async ({ page, context }) => {
  await keepEverything(page);
  await page.goto(`/study/${ITEMS.number}`);
  await page.getByLabel("Your number, ms").fill("44,999");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.waitForURL(/\/offline\/study\?item=.*answer=/);
  await expect(page.getByRole("heading", { level: 2, name: /^Right/ })).toBeVisible();
  await comeBack(page, context, 1);
});

test("the queue of the day is answered, rated and taken back without the network", async ({ page, context }) => {
  await answerItem(page, "choice");
  await visitThenGoOffline(page, context);
  await page.goto("/review");
  await page.waitForURL(/\/offline\/review/);
  const first = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByPlaceholder("As you would say it").or(page.getByRole("radio").first()).first().waitFor();
  await page.getByPlaceholder("As you would say it").fill("I do not know.");
  await page.getByRole("button", { name: "Grade this answer" }).click();
  const keep = page.getByRole("button", { name: "Keep this answer" });
  await expect(keep.or(page.getByRole("region", { name: "How well did you recall it?" })).first()).toBeVisible({
    timeout: RUN_MILLIS_MAX,
  });
  if (await keep.isVisible()) await keep.click();
  await page.getByRole("button", { name: /^Again/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(first);
  await expect(page.getByTestId("queue-count")).toContainText("new today");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect.poll(() => outboxStates(page)).toEqual(["waiting", "waiting", "waiting"]);
  await comeBack(page, context, 3);
  await page.goto("/review/cards");
  await expect(page.locator("main")).toContainText(/2 cards/);
});

test("a rating whose page loses the network counts, and the queue goes on from it", async ({ page, context }) => {
  await keepEverything(page);
  await answerItem(page, "choice");
  await page.goto("/review", { waitUntil: "networkidle" });
  const first = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByPlaceholder("As you would say it").fill("I do not know.");
  await page.getByRole("button", { name: "Grade this answer" }).click();
  const ratings = page.getByRole("region", { name: "How well did you recall it?" });
  const keep = page.getByRole("button", { name: "Keep this answer" });
  await expect(keep.or(ratings).first()).toBeVisible({ timeout: RUN_MILLIS_MAX });
  if (await keep.isVisible()) await keep.click();
  await expect(ratings).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: /^Again/ }).click();
  await page.waitForURL(/\/offline\/review/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(first);
  await comeBack(page, context, 1);
  await page.goto("/review/cards");
  await expect(page.locator("main")).toContainText(/2 cards/);
});

test("an answer that a newer server does not know is handed in all the same, once", async ({ page }) => {
  await page.goto(`/study/${ITEMS.number}`);
  await page.waitForLoadState("networkidle");
  // What Next says of a server action of another build.
  await page.route(
    (url) => url.pathname === `/study/${ITEMS.number}`,
    (route, request) =>
      request.method() === "POST"
        ? route.fulfill({
            status: 404,
            headers: { "x-nextjs-action-not-found": "1" },
            body: "Server action not found.",
          })
        : route.fallback(),
  );
  await page.getByLabel("Your number, ms").fill("44,999");
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.waitForURL(/\/offline\/study\?item=.*answer=/);
  await expect(page.getByRole("heading", { level: 2, name: /^Right/ })).toBeVisible();
  await expect.poll(() => outboxStates(page)).toEqual(["kept"]);
});

test("a new version waits, says so quietly, and never in the middle of something", async ({ page }) => {
  await page.goto("/progress");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.evaluate(() => {
    (window as { here?: boolean }).here = true;
  });
  // Another address of the script is another version to the browser.
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js?next", { updateViaCache: "none" }));
  const offer = page.getByRole("button", { name: "New version: reload" });
  await expect(offer).toBeVisible({ timeout: 30_000 });

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Review" }).click();
  await page.waitForURL(/\/review/);
  await expect(offer).toBeHidden();
  expect(await page.evaluate(() => (window as { here?: boolean }).here)).toBe(true);

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Progress" }).click();
  const loaded = page.waitForEvent("load");
  await offer.click();
  await loaded;
  expect(await page.evaluate(() => (window as { here?: boolean }).here ?? false)).toBe(false);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? "")).toContain("/sw.js");
});
