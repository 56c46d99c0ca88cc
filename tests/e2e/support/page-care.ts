import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** The rules whose answer depends on the colours; the others say the same in light and dark. */
const COLOR_RULES = ["color-contrast", "link-in-text-block"];

/** What the page complains about, from now on: errors of scripts, of loading, and of the security policy. */
export function listenToComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  return complaints;
}

/** So many frames a change of colours may take. */
const FRAMES_MAX = 60;

/** Waits until no colour changes any more: an inherited one changes only after that of its parent has. */
async function waitForColors(framesMax: number): Promise<void> {
  for (let frame = 0; frame < framesMax; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (document.getAnimations().length === 0) return;
  }
}

/** Asserts that axe finds nothing serious, in light and in dark, and that the document does not scroll sideways. */
export async function expectCare(page: Page, place: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(waitForColors, FRAMES_MAX);
    const axe = new AxeBuilder({ page });
    const { violations } = await (colorScheme === "light"
      ? axe.withTags(STANDARD)
      : axe.withRules(COLOR_RULES)
    ).analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = serious.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${place}, ${colorScheme}: ${id} ${html}`),
    );
    expect.soft(found).toEqual([]);
  }
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overhang, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
}
