import { expect, type Page } from "@playwright/test";
import { drawDrill } from "../../../lib/shared/drills/draw-drill";
import { type DrillPlace, drillUrl } from "../../../lib/shared/drills/drill";
import { firstMoment, predict } from "../../../lib/shared/drills/predict";
import { firingsText } from "../../../lib/shared/drills/read-response";
import { rulesWith } from "../../../lib/shared/drills/rules";
import { DrillWords } from "../../../lib/shared/drills/words";

/** How long the first drawing of a run may take in milliseconds, the loading of its code included. */
export const RUN_MILLIS_MAX = 30_000;

/** Opens a drill and waits until it listens. */
export async function openDrill(page: Page, place: DrillPlace): Promise<void> {
  await page.goto(drillUrl(place));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** What the rules say, or what somebody says who takes no millisecond off the watermark, in the order of the fields. */
export function predictionOf(place: DrillPlace, mistake: "no-millisecond" | null) {
  const drill = drawDrill(place);
  const words = new DrillWords(drill.stream);
  const { watermarks, rows, dropped } = predict(drill.stream, rulesWith(mistake));
  return {
    watermarks: drill.watermarksAfter.map((number) => words.watermark(watermarks[number - 1] ?? null)),
    contents: rows.map(({ firings }) => firingsText(firings.map(({ elements }) => elements))),
    moments: drill.asksMoments ? rows.map(firstMoment) : [],
    dropped: drill.asksDropped ? dropped : [],
  };
}

/** Writes a prediction into the fields. */
export async function fillDrill(page: Page, prediction: ReturnType<typeof predictionOf>): Promise<void> {
  const fields = page.locator("article form").getByRole("textbox");
  const texts = [...prediction.watermarks, ...prediction.contents];
  await expect(fields).toHaveCount(texts.length);
  for (const [index, text] of texts.entries()) await fields.nth(index).fill(text);
  for (const [index, moment] of prediction.moments.entries()) {
    await page.getByRole("combobox").nth(index).selectOption(moment);
  }
  for (const number of prediction.dropped) await page.getByLabel(`#${number}`, { exact: true }).check();
}

/** Waits for the verdict, which has the focus. */
export async function expectDrillVerdict(page: Page, verdict: RegExp): Promise<void> {
  const heading = page.getByRole("heading", { level: 2, name: verdict });
  await expect(heading).toBeVisible({ timeout: RUN_MILLIS_MAX });
  await expect(heading).toBeFocused();
}
