/** The coding room as the bench uses it. */
import type { Page } from "@playwright/test";
import { solutionOf } from "./thousand-records";

/** tsx wraps named functions in this helper, which functions that are sent to the page miss there. */
const KEPT_NAMES = "globalThis.__name = (named) => named";

/** Opens the room of an exercise with its solution in the editor. */
export async function openRoomWithSolution(page: Page, url: string, exerciseId: string): Promise<void> {
  await page.addInitScript(KEPT_NAMES);
  await page.goto(`${url}/code/${exerciseId}`);
  const editor = page.locator(".monaco-editor .view-lines").first();
  await editor.waitFor({ timeout: 60_000 });
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.evaluate(paste, solutionOf(exerciseId));
}

/** Runs in the page; typing instead would be completed and indented by the editor. */
function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(event);
}
