import { expect, type Page } from "@playwright/test";
import { ITEMS, openItem } from "./study-items";

/** What is answered; the stand-in marks its words by their places. */
export const ANSWER = "The barrier divides the stream. Then both inputs stop.";

/** Puts a worker in the place of the grader's, which grades every answer as these tests need it, or fails to load. */
export async function standIn(page: Page, kind: "grades" | "fails"): Promise<void> {
  await page.addInitScript((wanted) => {
    class StandIn {
      onmessage: ((event: { data: unknown }) => void) | null = null;
      onerror: ((event: unknown) => void) | null = null;

      postMessage({
        number,
        item,
      }: {
        number: number;
        item: { keyPoints: { id: string }[]; misconceptions: { id: string }[] };
      }) {
        if (wanted === "fails") return void setTimeout(() => this.onerror?.({}));
        const verdicts = ["met", "unsure", "contradicted"];
        const shares = [1, 0.5, 0];
        const points = item.keyPoints.map(({ id }, index) => ({
          id,
          verdict: verdicts[index] ?? "missed",
          share: shares[index] ?? 0,
          evidence: index === 0 ? [{ start: 4, end: 30 }] : [],
          why: "So says the stand-in.",
          decided: false,
        }));
        const misconceptions = [{ id: item.misconceptions[0]?.id, evidence: [{ start: 37, end: 53 }] }];
        const rest = { version: "7.7.7", score: 0, band: "none", capped: false, refused: null };
        setTimeout(() =>
          this.onmessage?.({ data: { kind: "grade", number, grade: { ...rest, points, misconceptions } } }),
        );
      }
      terminate() {}
    }
    Object.assign(window, { Worker: StandIn });
  }, kind);
}

/** Answers the item in free text and waits for its grade. */
export async function grade(page: Page): Promise<void> {
  await openItem(page, ITEMS["free-text"]);
  await page.getByPlaceholder("As you would say it").fill(ANSWER);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "Model answer" })).toBeFocused();
}
