import { expect, type Page, test } from "@playwright/test";
import { answerFields, proposedPoints, startInterview } from "./support/mock-interview";
import { comeBack, keepEverything, visitThenGoOffline } from "./support/offline";
import { outboxStates } from "./support/outbox";

test.use({ serviceWorkers: "allow" });
test.describe.configure({ timeout: 300_000 });

const HALF = "A materialized table is declared by a query";
const WHOLE = `${HALF} and a freshness.`;

/** Marks every key point as said, and goes on. */
async function markAll(page: Page): Promise<void> {
  for (const point of await proposedPoints(page)) await point.getByRole("radio", { name: "said", exact: true }).check();
  await page.getByRole("button", { name: /^(Next rung|Finish and read the report)$/ }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeHidden();
}

/** Hands in what is written, and marks every key point as said. */
async function sitRung(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Answer/ }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible();
  await markAll(page);
}

/** The server has one finished interview, with this headline and these texts, each once. */
async function expectOnServer(page: Page, headline: string, texts: readonly string[]): Promise<void> {
  await page.goto("/interview");
  await expect(page.getByText("is not finished")).toHaveCount(0);
  const finished = page.getByRole("heading", { name: "Finished interviews" }).locator("..");
  await expect(finished.getByRole("listitem")).toHaveCount(1);
  await finished.getByRole("link").click();
  await page.waitForURL(/\/report$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
  for (const text of texts) await expect(page.getByText(text, { exact: true })).toHaveCount(1);
}

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

test("an interview that loses the network while its question is answered goes on, and is on the server once", async ({
  page,
  context,
}) => {
  await keepEverything(page);
  await startInterview(page, "Lead Data Engineer", "15 minutes");
  const [first, second] = [answerFields(page).nth(0), answerFields(page).nth(1)];
  await first.fill("How late may");
  await expect(page.getByText("Draft saved")).toBeVisible();

  await context.setOffline(true);
  await first.pressSequentially(" a result be?");
  await second.fill("Typed after the network was lost.");
  await expect(page.getByText("Your text is kept on this device")).toBeVisible();
  await page.getByRole("button", { name: /^Answer/ }).click();
  await page.waitForURL(/\/offline\/interview\?interview=/);
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible();
  await expect(page.getByText("How late may a result be?", { exact: true })).toBeVisible();
  await expect(page.getByText("Typed after the network was lost.", { exact: true })).toBeVisible();
  await markAll(page);

  await answerFields(page).first().fill(HALF);
  await page.reload();
  await expect(answerFields(page).first()).toHaveValue(HALF);
  await expect(page.getByText(/left, soft limit/)).toBeVisible();
  await answerFields(page).first().fill(WHOLE);
  await sitRung(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/You said \d+ of \d+ key points/);
  const headline = await page.getByRole("heading", { level: 1 }).innerText();
  await expect.poll(() => outboxStates(page)).toEqual(["waiting", "waiting", "waiting", "waiting"]);
  await comeBack(page, context, 4);
  await expectOnServer(page, headline, ["How late may a result be?", "Typed after the network was lost.", WHOLE]);
});

test("an interview whose page is loaded anew without the network shows the question, the text and the clock", async ({
  page,
  context,
}) => {
  await keepEverything(page);
  await startInterview(page, "Final Boss", "15 minutes");
  await context.setOffline(true);
  await answerFields(page).first().fill(HALF);
  await page.getByRole("button", { name: "Five minutes more" }).click();
  await expect(page.getByText("Your text is kept on this device")).toBeVisible();
  await page.reload();
  await page.waitForURL(/\/offline\/interview\?interview=/);
  await expect(answerFields(page).first()).toHaveValue(HALF);
  await expect(page.getByText(/^(19|20):\d\d left, soft limit$/)).toBeVisible();

  // The network flickers: what was handed in on the device is sent, and the marks follow from the server's page.
  await answerFields(page).first().fill(WHOLE);
  await page.getByRole("button", { name: /^Answer/ }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible();
  await comeBack(page, context, 1);
  await page.goto("/interview");
  await page.getByRole("link", { name: "Go on with it" }).click();
  await page.waitForURL(/\/interview\/[0-9a-f-]{36}$/);
  await expect(page.getByText(WHOLE, { exact: true })).toHaveCount(1);
  await proposedPoints(page);
  await context.setOffline(true);
  await markAll(page);
  await page.waitForURL(/\/offline\/interview\?interview=/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/You said \d+ of \d+ key points/);
  const headline = await page.getByRole("heading", { level: 1 }).innerText();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(headline);
  await comeBack(page, context, 2);
  await expectOnServer(page, headline, [WHOLE]);
});

test("an interview that starts as the network goes starts on the device, and may be ended there", async ({
  page,
  context,
}) => {
  await keepEverything(page);
  await page.goto("/interview", { waitUntil: "networkidle" });
  await page.getByRole("radio", { name: "Final Boss" }).check();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Start the interview" }).click();
  await page.waitForURL(/\/offline\/interview\?interview=/);
  await answerFields(page).first().fill(WHOLE);
  await page.getByText("End the interview here").click();
  await page.getByRole("button", { name: "End it and read the report" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nothing was marked");
  await comeBack(page, context, 2);
  await expectOnServer(page, "Nothing was marked, so there is nothing to report yet.", []);
});
