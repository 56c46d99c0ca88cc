import { expect, test } from "@playwright/test";
import { visitThenGoOffline } from "./support/offline";
import { ITEMS } from "./support/study-items";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 300_000 });

const SOUGHT = "barrier two inputs";

test("search finds and opens a question without the network, by its key and on its page", async ({ page, context }) => {
  await visitThenGoOffline(page, context);
  await page.goto("/progress");
  const dialog = page.getByRole("dialog", { name: "Search" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByRole("combobox").fill(SOUGHT);
  const question = dialog
    .getByRole("group", { name: /^Questions/ })
    .getByRole("option")
    .first();
  await expect(question).toBeVisible();
  const title = await question.locator("span").first().locator("span").first().innerText();
  await question.click();
  await page.waitForURL(/\/offline\/study\?item=/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const opened = new URL(page.url()).searchParams.get("item");

  await page.goto("/search");
  await page.waitForURL("**/offline/search");
  await page.getByRole("searchbox").fill(SOUGHT);
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/\/offline\/search\?q=/);
  await expect(page.getByText(/^\d+ results$/)).toBeVisible();
  const questions = page.getByRole("region", { name: "Questions" });
  await expect(questions.getByRole("link").first()).toHaveText(title);
  await questions.getByRole("link").first().click();
  await page.waitForURL(`**/offline/study?item=${opened}`);

  await page.goto(`/search?${new URLSearchParams({ q: SOUGHT, all: "question" }).toString()}`);
  await page.waitForURL(/\/offline\/search\?.*all=question/);
  await expect(page.locator(`a[href="/study/${ITEMS["free-text"]}"]`)).toBeVisible();
});
