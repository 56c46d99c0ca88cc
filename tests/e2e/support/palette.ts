import { expect, type Page } from "@playwright/test";

/** The dialog of search over the page. */
export const palette = (page: Page) => page.getByRole("dialog", { name: "Search" });

/** Opens the palette by its key; a page that does not listen yet is asked again. */
export async function openPalette(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("Control+K");
    await expect(palette(page)).toBeVisible({ timeout: 2_000 });
  }).toPass();
}
