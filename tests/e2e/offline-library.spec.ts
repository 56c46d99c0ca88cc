import { expect, type Page, test } from "@playwright/test";
import { comeBack, keepEverything, visitThenGoOffline } from "./support/offline";
import { outboxStates } from "./support/outbox";
import { answerItem, ITEMS } from "./support/study-items";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 300_000 });

const EXERCISE = "click-sessions";
const star = (page: Page) => page.getByRole("button", { name: "Favourite", exact: true });

test("stars and lists are changed without the network, stay so after a reload, and are on the server once", async ({
  page,
  context,
}) => {
  await visitThenGoOffline(page, context);
  await page.goto(`/code/${EXERCISE}`);
  await star(page).click();
  await expect(star(page)).toHaveAttribute("aria-pressed", "true");
  await page.getByText("Add to list", { exact: true }).click();
  await page.getByRole("textbox", { name: "Name of a new list" }).fill("For Monday");
  await page.getByRole("button", { name: "Make", exact: true }).click();
  await expect(page.getByText("Made For Monday, with this in it. It waits on this device to be sent.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "For Monday" })).toBeChecked();
  await page.reload();
  await expect(star(page)).toHaveAttribute("aria-pressed", "true");
  await page.getByText("In 1 list", { exact: true }).click();
  await expect(page.getByRole("checkbox", { name: "For Monday" })).toBeChecked();
  await expect.poll(() => outboxStates(page)).toEqual(["waiting", "waiting"]);
  await comeBack(page, context, 2);
  await page.goto("/study/lists");
  await page.getByRole("link", { name: "For Monday" }).click();
  await page.waitForURL(/lists\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await page.goto(`/code/${EXERCISE}`);
  await expect(star(page)).toHaveAttribute("aria-pressed", "true");
  await page.goto("/study/lists/favourites");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);

  await context.setOffline(true);
  await page.goto("/study/lists");
  await expect(page.getByText("this page is as of")).toBeVisible();
  await page.getByRole("link", { name: "For Monday" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "For Monday" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await page.goto("/study/lists/favourites");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await page.goto("/study/cheat-sheet");
  await expect(page.getByRole("heading", { level: 1, name: "Cheat sheet" })).toBeVisible();
});

test("an objection whose page loses the network keeps its words, and is on the server once", async ({
  page,
  context,
}) => {
  await keepEverything(page);
  await answerItem(page, "free-text");
  await page.getByRole("button", { name: "Dispute a mark" }).click();
  await context.setOffline(true);
  await dispute(page, "My first sentence says half of it.");
  await expect(page.getByText("It is kept on this device and is sent when the server is back")).toBeVisible();
  await comeBack(page, context, 1);
  await page.goto("/progress/appeals");
  await expect(page.getByText("My first sentence says half of it.")).toHaveCount(1);
});

test("an answer that was given without the network can be disputed there", async ({ page, context }) => {
  await visitThenGoOffline(page, context);
  await answerItem(page, "free-text");
  expect(new URL(page.url()).searchParams.get("item")).toBe(ITEMS["free-text"]);
  await page.getByRole("button", { name: "Dispute a mark" }).click();
  await dispute(page, "Disputed on the device.");
  await expect(page.getByText("It is kept on this device and is sent when the server is back")).toBeVisible();
  await comeBack(page, context, 2);
  await page.goto("/progress/appeals");
  await expect(page.getByText("Disputed on the device.")).toHaveCount(1);
});

/** Says of the first mark that can be disputed that the point was said in part, and why. */
async function dispute(page: Page, why: string): Promise<void> {
  const form = page
    .locator("form")
    .filter({ has: page.getByRole("group", { name: "What is right?" }) })
    .first();
  await form.getByRole("radio").first().check();
  await form.getByRole("textbox").fill(why);
  await form.getByRole("button", { name: "Keep the objection" }).click();
}
