import { expect, type Page } from "@playwright/test";

/** One item of each format. */
export const ITEMS = {
  choice: "allowed-lateness-effect",
  ordering: "aligned-checkpoint-order",
  matching: "pick-the-keyed-state",
  number: "six-partitions-one-silent",
  trace: "window-needs-one-millisecond",
  "free-text": "barrier-at-two-inputs",
} as const;

export type Format = keyof typeof ITEMS;

/** Opens an item and waits until its answer box listens. */
export async function openItem(page: Page, id: string): Promise<void> {
  await page.goto(`/study/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** Waits until the answer is judged, and says so in a heading that has the focus. */
export async function expectVerdict(page: Page, verdict: RegExp): Promise<void> {
  await page.waitForURL(/answer=/);
  const heading = page.getByRole("heading", { level: 2, name: verdict });
  await expect(heading).toBeVisible();
  await expect(heading).toBeFocused();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible();
}

const FILL: Record<Format, (page: Page) => Promise<void>> = {
  choice: async (page) => {
    await page.getByLabel("A record that comes 20 s of event time").check();
    await page.getByLabel("The first result of each window comes out exactly").check();
  },
  ordering: async (page) => {
    await page.locator("[data-handle]").first().focus();
    await page.keyboard.press("End");
  },
  matching: async (page) => {
    for (const select of await page.locator("article select").all()) await select.selectOption({ label: "MapState" });
  },
  number: (page) => page.getByLabel("Your number, ms").fill("44,999"),
  trace: async (page) => {
    await page.getByLabel("[04:55:00, 05:00:00)").fill("1");
    await page.getByLabel("[05:00:00, 05:05:00)").fill("2");
  },
  "free-text": async (page) => {
    await page.getByPlaceholder("As you would say it").fill("The barrier divides the stream.");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("heading", { name: "Model answer" })).toBeFocused();
    for (const [index, group] of (await page.getByRole("group").all()).entries()) {
      await group.getByLabel(index === 0 ? "said" : "missed").check();
    }
  },
};

/** How the answers that `answerItem` gives are judged. */
export const VERDICTS: Record<Format, RegExp> = {
  choice: /^Right/,
  ordering: /of 9/,
  matching: /1 of 5/,
  number: /^Right/,
  trace: /^Right/,
  "free-text": /1 of 6/,
};

/** Answers the item of a format, well or badly, and waits for the verdict. */
export async function answerItem(page: Page, format: Format): Promise<void> {
  await openItem(page, ITEMS[format]);
  await FILL[format](page);
  await page.getByRole("button", { name: format === "free-text" ? "Keep this answer" : "Answer", exact: true }).click();
  await expectVerdict(page, VERDICTS[format]);
}
