import { type BrowserContext, expect, type Page } from "@playwright/test";
import { outboxStates } from "./outbox";

/** How long everything may take in milliseconds to come onto the device. */
const KEEP_MILLIS_MAX = 180_000;
const SEND_MILLIS_MAX = 60_000;

/** A first visit, after which everything is on the device. */
export async function keepEverything(page: Page): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Keep everything on this device" }).click();
  await expect(page.getByTestId("kept")).toContainText("Everything is on this device", { timeout: KEEP_MILLIS_MAX });
}

/** A first visit: everything comes onto the device, and the network goes away. */
export async function visitThenGoOffline(page: Page, context: BrowserContext): Promise<void> {
  await keepEverything(page);
  await context.setOffline(true);
}

/** Back online, with everything sent and nothing refused. */
export async function comeBack(page: Page, context: BrowserContext, sentCount: number): Promise<void> {
  await context.setOffline(false);
  await expect
    .poll(() => outboxStates(page), { timeout: SEND_MILLIS_MAX })
    .toEqual(Array.from({ length: sentCount }, () => "kept"));
}
