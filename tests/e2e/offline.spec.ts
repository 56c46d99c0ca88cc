import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { openRoom, RUN_MILLIS_MAX, solutionOf, verdictOf, writeProgram } from "./support/coding-room";
import { outboxStates } from "./support/outbox";
import { answerItem, ITEMS } from "./support/study-items";

/** How long everything may take to come onto the device. */
const KEEP_MILLIS_MAX = 180_000;
const EXERCISE = "windowed-word-count";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 300_000 });

/** A first visit: everything comes onto the device, and the network goes away. */
async function visitThenGoOffline(page: Page, context: BrowserContext): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Keep everything on this device" }).click();
  await expect(page.getByTestId("kept")).toContainText("Everything is on this device", { timeout: KEEP_MILLIS_MAX });
  await context.setOffline(true);
}

/** Back online, with everything sent and nothing refused. */
async function comeBack(page: Page, context: BrowserContext, sentCount: number): Promise<void> {
  await context.setOffline(false);
  await expect
    .poll(() => outboxStates(page), { timeout: 60_000 })
    .toEqual(Array.from({ length: sentCount }, () => "kept"));
}

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
  await page.goto("/settings");
  await page.getByRole("button", { name: "Keep everything on this device" }).click();
  await expect(page.getByTestId("kept")).toContainText("Everything is on this device", { timeout: KEEP_MILLIS_MAX });
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

test("an interview is sat, marked and reported without the network, and is whole on the server", async ({
  page,
  context,
}) => {
  await visitThenGoOffline(page, context);
  await page.goto("/interview");
  await page.waitForURL(/\/offline\/interview/);
  await page.getByRole("radio").nth(4).check();
  await page.getByRole("button", { name: "Start the interview" }).click();
  await page.getByRole("textbox").first().fill("State is kept by key, and checkpoints save it.");
  await expect(page.getByText(/left, soft limit/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox").first()).toHaveValue("State is kept by key, and checkpoints save it.");
  await sitRung(page);
  await page.getByRole("textbox").first().fill("One job, exactly once, with a plan for late data.");
  await sitRung(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/You said \d+ of \d+ key points/);
  const headline = await page.getByRole("heading", { level: 1 }).innerText();
  // The start, and for each of the two rungs an answer and its marks.
  await comeBack(page, context, 5);
  await page.goto("/interview");
  const finished = page.getByRole("heading", { name: "Finished interviews" }).locator("..");
  await expect(finished.getByRole("listitem")).toHaveCount(1);
  await finished.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
});

/** Hands in what is written, and marks every key point as said. */
async function sitRung(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Answer/ }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible();
  for (const said of await page.getByRole("radio", { name: "said", exact: true }).all()) await said.check();
  await page.getByRole("button", { name: /^(Next rung|Finish and read the report)$/ }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeHidden();
}

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
