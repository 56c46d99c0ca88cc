/**
 * How long one move of the cursor over a recorded run keeps the page busy: in the coding room of the production build,
 * over a run of at least 5,000 events, from the key to the frame after the one that shows the new step.
 */
import { openBench } from "./browser";
import { openRoomWithSolution } from "./coding-room";
import { spread } from "./statistics";
import { workloadsOf } from "./thousand-records";

const RECORDS = 1_000;
const MOVES = 200;
const WARM_MOVES = 20;

const workloads = workloadsOf(RECORDS);
const bench = await openBench(workloads);
try {
  const page = await bench.browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const { exerciseId } of workloads) {
    await openRoomWithSolution(page, bench.url, exerciseId);
    await page.locator("button[aria-keyshortcuts='Control+Enter Meta+Enter']").click();
    const slider = page.getByRole("slider").first();
    await slider.waitFor({ timeout: 60_000 });
    await slider.focus();
    const heading = page.getByRole("heading", { name: /^At step \d+/ });
    const before = await heading.textContent();
    const moves = await page.evaluate(measureMoves, MOVES + WARM_MOVES);
    if (before === (await heading.textContent())) throw new Error("The cursor did not move.");
    console.log(`${exerciseId.padEnd(20)} ${spread(moves.slice(WARM_MOVES))} a move of the cursor`);
  }
} finally {
  await bench.close();
}

/** Runs in the page: presses Left so many times, each time waiting until the page has drawn it. */
async function measureMoves(count: number): Promise<number[]> {
  const millis: number[] = [];
  for (let move = 0; move < count; move += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    const key = new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(key);
    document.body.getBoundingClientRect();
    await new Promise((resolve) => setTimeout(resolve));
    millis.push(performance.now() - start);
  }
  return millis;
}
