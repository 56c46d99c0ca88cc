import { expect, type Locator, type Page } from "@playwright/test";

/** Starts an interview from /interview, and waits for its first question. */
export async function startInterview(page: Page, from: string, time: string): Promise<void> {
  await page.goto("/interview");
  await page.getByRole("radio", { name: from }).check();
  await page.getByRole("radio", { name: time, exact: true }).check();
  await page.getByRole("button", { name: "Start the interview" }).click();
  await page.waitForURL(/\/interview\/[0-9a-f-]{36}$/);
  await page.waitForLoadState("networkidle");
}

/** The fields of the answer: one, or one for each part of a design. */
export function answerFields(page: Page) {
  return page.locator("form textarea");
}

/** Writes into every field of the question at hand and hands the answer in. */
export async function answerRung(page: Page, text: string): Promise<void> {
  for (const [index, field] of (await answerFields(page).all()).entries()) await field.fill(`${text} ${index + 1}`);
  await page.getByRole("button", { name: /^Answer/ }).click();
  await expect(page.getByRole("heading", { name: "Did you say it?" })).toBeVisible();
}

/** Waits until the grader has proposed its marks, and gives the points. */
export async function proposedPoints(page: Page): Promise<Locator[]> {
  const points = page.getByRole("group", { name: /^Point \d+:/ });
  await expect(points.first()).toBeVisible({ timeout: 30_000 });
  return points.all();
}

/** Marks the first point as said and the others as missed, and goes on. Gives the number of points. */
export async function markRung(page: Page, onward: "Next rung" | "Finish and read the report"): Promise<number> {
  const points = await proposedPoints(page);
  for (const [index, point] of points.entries()) {
    await point.getByRole("radio", { name: index === 0 ? "said" : "missed" }).check();
  }
  await page.getByRole("button", { name: onward }).click();
  return points.length;
}
