/**
 * How one move of the cursor over a recorded run keeps the page busy, in the coding room of the production build, for each
 * view of the run: from the key until the page has drawn the step, and the frames a second while every frame moves on,
 * from the end and from the middle of the run.
 *
 * Usage: scrubbing [EVENTS]; by default runs of 50,000 events.
 */
import type { Page } from "@playwright/test";
import { RUN_VIEWS } from "../components/engine-view/run-views";
import { compileProgram, createTrustedClient } from "../lib/server/content/program-runner";
import { requestOf } from "../lib/shared/exercises/judge";
import { openBench } from "./browser";
import { openRoomWithSolution } from "./coding-room";
import { spread } from "./statistics";
import { solutionOf, type Workload, workloadsOf } from "./thousand-records";

const EVENTS = Number(process.argv[2] ?? 50_000);
const SAMPLE_RECORDS = 500;
const MOVES = 200;
const WARM_MOVES = 20;
const RUN_MILLIS_MAX = 180_000;
const PARALLELISM = 2;
const CHECKPOINT_INTERVAL_MILLIS = 20_000;

/** With two subtasks and checkpoints, so that there is something to see in every view. */
function clustered(workload: Workload): Workload {
  const { settings, budgets } = workload.case;
  return {
    ...workload,
    case: {
      ...workload.case,
      settings: { ...settings, parallelism: PARALLELISM, checkpointIntervalMillis: CHECKPOINT_INTERVAL_MILLIS },
      budgets: { ...budgets, steps: 1_000_000, records: 1_000_000, stateEntries: 100_000, wallClockMillis: 60_000 },
    },
  };
}

/** How many events a run of the workload records. */
async function eventsOf(workload: Workload): Promise<number> {
  const client = createTrustedClient();
  const program = compileProgram(solutionOf(workload.exerciseId));
  const { trace } = await client.run(requestOf(program, workload.case, { wantTrace: true }));
  client.dispose();
  return trace?.kind.length ?? 0;
}

/** The workloads with as many records as make that many events, and what they really make. */
async function bigWorkloads(): Promise<{ workload: Workload; events: number }[]> {
  const found = [];
  for (const [at, sample] of workloadsOf(SAMPLE_RECORDS).map(clustered).entries()) {
    const perRecord = (await eventsOf(sample)) / SAMPLE_RECORDS;
    const workload = clustered(workloadsOf(Math.ceil((EVENTS * 1.05) / perRecord))[at] as Workload);
    found.push({ workload, events: await eventsOf(workload) });
  }
  return found;
}

async function measure(page: Page, url: string, exerciseId: string, events: number): Promise<void> {
  await openRoomWithSolution(page, url, exerciseId);
  await page.locator("button[aria-keyshortcuts='Control+Enter Meta+Enter']").click();
  const slider = page.getByRole("slider").first();
  await slider.waitFor({ timeout: RUN_MILLIS_MAX });
  const cpuMillis = await cpuClock(page);
  for (const { label } of RUN_VIEWS) {
    await page.getByRole("tab", { name: label, exact: true }).click();
    await slider.focus();
    await page.keyboard.press("End");
    const heading = page.getByRole("heading", { name: /^At step \d+/ });
    const before = await heading.textContent();
    await page.evaluate(measureMoves, WARM_MOVES);
    const cpuBefore = await cpuMillis();
    const moves = await page.evaluate(measureMoves, MOVES);
    const cpu = ((await cpuMillis()) - cpuBefore) / MOVES;
    const frames = await page.evaluate(measureFrames, MOVES);
    await slider.fill(String(Math.floor(Number(await slider.getAttribute("max")) / 2)));
    const framesInTheMiddle = await page.evaluate(measureFrames, MOVES);
    if (before === (await heading.textContent())) throw new Error("The cursor did not move.");
    const figures = `${spread(moves)} a move (${cpu.toFixed(1)} ms of CPU), ${frames.toFixed(0)} frames a second, ${framesInTheMiddle.toFixed(0)} in the middle of the run`;
    console.log(`${exerciseId.padEnd(20)} ${String(events).padStart(6)} events  ${label.padEnd(11)} ${figures}`);
  }
}

/** Tells the CPU time of the page's main thread so far, in milliseconds: what a move costs whatever else the machine does. */
async function cpuClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
}

const workloads = await bigWorkloads();
const bench = await openBench(workloads.map(({ workload }) => workload));
try {
  const page = await bench.browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const { workload, events } of workloads) await measure(page, bench.url, workload.exerciseId, events);
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

/** Runs in the page: presses Left once in every frame; how many frames a second there were. */
async function measureFrames(count: number): Promise<number> {
  const start = performance.now();
  for (let frame = 0; frame < count; frame += 1) {
    const key = new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(key);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return (count * 1_000) / (performance.now() - start);
}
