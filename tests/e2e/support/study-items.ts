import { readdirSync, readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

/** How long the grader may take in milliseconds, the loading of its language model included. */
export const GRADER_MILLIS_MAX = 30_000;

/** One item of each format. */
export const ITEMS = {
  choice: "allowed-lateness-effect",
  ordering: "aligned-checkpoint-order",
  matching: "pick-the-keyed-state",
  number: "six-partitions-one-silent",
  trace: "window-needs-one-millisecond",
  debug: "windows-that-never-fire",
  "free-text": "barrier-at-two-inputs",
  design: "consent-withdrawn",
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
  debug: (page) => page.getByLabel("Line 10: env.fromSource").check(),
  "free-text": (page) => page.getByPlaceholder("As you would say it").fill(modelAnswerOf("free-text")),
  design: async (page) => {
    const parts = modelAnswerOf("design")
      .split(/^### .*$/m)
      .slice(1);
    const fields = page.locator("article textarea");
    await expect(fields).toHaveCount(parts.length);
    for (const [index, part] of parts.entries()) await fields.nth(index).fill(part.trim());
  },
};

/** The texts of all items, by path. */
function itemTexts(): Map<string, string> {
  const paths = readdirSync("content/items", { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  return new Map(paths.map((path) => [path, readFileSync(`content/items/${path}`, "utf8")]));
}

/** How many items hold all of these lines. */
export function countItems(...lines: readonly RegExp[]): number {
  return [...itemTexts().values()].filter((text) => lines.every((line) => line.test(text))).length;
}

/** The model answer of an item as it is written, which the grader must give full marks. */
function modelAnswerOf(format: "free-text" | "design"): string {
  const [, text = ""] = [...itemTexts()].find(([path]) => path.endsWith(`${ITEMS[format]}.md`)) ?? [];
  const [, answer = ""] = /^## Model answer\n([\s\S]*?)^## /m.exec(text) ?? [];
  return answer.replaceAll(/[*`]/g, "").trim();
}

/** How the answers that `answerItem` gives are judged. */
export const VERDICTS: Record<Format, RegExp> = {
  choice: /^Right/,
  ordering: /of 9/,
  matching: /1 of 5/,
  number: /^Right/,
  trace: /^Right/,
  debug: /^Right/,
  "free-text": /strong, (9[5-9]|100) of 100/,
  design: /strong, (9[5-9]|100) of 100/,
};

const WRITTEN: readonly Format[] = ["free-text", "design"];

/** Answers the item of a format, well or badly, and waits for the verdict. */
export async function answerItem(page: Page, format: Format): Promise<void> {
  await openItem(page, ITEMS[format]);
  await FILL[format](page);
  if (WRITTEN.includes(format)) await gradeAndKeep(page);
  else await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expectVerdict(page, VERDICTS[format]);
}

/** Has the written answer graded; where the grader cannot tell a point, the learner has said it. */
async function gradeAndKeep(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Grade this answer" }).click();
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeVisible({ timeout: GRADER_MILLIS_MAX });
  const open = page.getByRole("group", { name: "Did you say it?" });
  if ((await open.count()) === 0) return;
  for (const group of await open.all()) await group.getByLabel("said", { exact: true }).check();
  await page.getByRole("button", { name: "Keep this answer" }).click();
}
