import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";

/** The longest a run in the page may take, the loading of editor and compiler included. */
export const RUN_MILLIS_MAX = 30_000;

/** The text of the solution of an exercise. */
export function solutionOf(slug: string): string {
  return readFileSync(`content/exercises/${slug}/solution.mts`, "utf8");
}

/** The text of a wrong program of an exercise, which its cases refuse. */
export function mutantOf(slug: string, name: string): string {
  return readFileSync(`content/exercises/${slug}/mutants/${name}.mts`, "utf8");
}

/** Opens the room of an exercise and waits until its editor takes text. */
export async function openRoom(page: Page, slug: string): Promise<void> {
  await page.goto(`/code/${slug}`);
  await expect(page.locator(".monaco-editor .view-line").first()).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await expect(page.getByRole("textbox", { name: /, pipeline\.ts$/ })).toBeAttached();
}

/** Replaces the program by one paste: typing would be completed and indented by the editor. */
export async function writeProgram(page: Page, text: string): Promise<void> {
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  }, text);
}

/** The line that says how the run ended. */
export function verdictOf(page: Page): Locator {
  return page.getByRole("region", { name: "Verdict" }).getByRole("status");
}
