/**
 * From the press of Run to the verdict on the screen, for exercises over 1,000 records, with trace and grading:
 *
 * - in Node, in this process: run and grade, beside the oracle's plain computation and the same grading;
 * - in Chromium, in the coding room of the production build: press, check, compile, run in the worker, grade, draw.
 *
 * Exits with 1 when a verdict is wrong.
 */
import type { Page } from "@playwright/test";
import { gradeOutputs } from "@tidemark/engine/grade";
import { compileProgram, createTrustedClient } from "../lib/server/content/program-runner";
import { judgeCase, requestOf } from "../lib/shared/exercises/judge";
import { openBench } from "./browser";
import { openRoomWithSolution } from "./coding-room";
import { median, spread } from "./statistics";
import { solutionOf, type Workload, workloadsOf } from "./thousand-records";

const records = Number(process.argv[2] ?? 1_000);
const runs = Number(process.argv[3] ?? 40);
const WARM_RUNS = 5;

/** Times of the parts of one press, in milliseconds. */
type Press = { readonly text: string; readonly checked: number; readonly total: number };

let wrong = 0;

async function measureInNode(workload: Workload): Promise<void> {
  const client = createTrustedClient();
  const program = compileProgram(solutionOf(workload.exerciseId));
  const engine: number[] = [];
  const plain: number[] = [];
  for (let run = -WARM_RUNS; run < runs; run += 1) {
    const start = performance.now();
    const result = await client.run(requestOf(program, workload.case, { wantTrace: true }));
    const verdict = judgeCase(workload.case, result, program.sourceMap);
    const middle = performance.now();
    const expected = workload.oracle(workload.case.inputs);
    const outputs = expected.map(({ sink, rows }) => ({ sink, rows: rows.map((row) => ({ ...row, ...NOWHERE })) }));
    const grade = gradeOutputs(workload.case.expected, outputs);
    const end = performance.now();
    if (verdict.status !== "passed" || !grade.passed) wrong += 1;
    if (run < 0) continue;
    engine.push(middle - start);
    plain.push(end - middle);
  }
  client.dispose();
  const ratio = (median(engine) / median(plain)).toFixed(1);
  console.log(`${workload.exerciseId.padEnd(20)} Node      ${spread(engine)}  plain ${spread(plain)}  ratio ${ratio}`);
}

const NOWHERE = { timestamp: null, subtask: 0, step: 0, processingTime: 0, watermark: null };

async function measureInBrowser(page: Page, url: string, { exerciseId }: Workload): Promise<void> {
  await openRoomWithSolution(page, url, exerciseId);
  const presses: Press[] = [];
  for (let run = -WARM_RUNS; run < runs; run += 1) {
    const press = await page.evaluate(pressRun);
    if (!/^All 1 cases? pass/.test(press.text)) {
      wrong += 1;
      console.log(`${exerciseId}: ${press.text}`);
    }
    if (run >= 0) presses.push(press);
  }
  const totals = presses.map((press) => press.total);
  const checks = presses.map((press) => press.checked);
  console.log(`${exerciseId.padEnd(20)} Chromium  ${spread(totals)}  of which check and compile ${spread(checks)}`);
}

/** Runs in the page: presses Run and waits for the frame after the one in which the verdict is there. */
async function pressRun(): Promise<Press> {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[aria-keyshortcuts]")];
  const button = buttons.find((each) => each.textContent?.startsWith("Run"));
  const status = document.querySelector("[aria-label='Verdict'] [role='status']");
  if (button === undefined || status === null) throw new Error("The room is not there.");
  await new Promise((resolve) => setTimeout(resolve, 300));
  const start = performance.now();
  let checked = 0;
  const text = await new Promise<string>((resolve) => {
    let busy = false;
    const look = (): void => {
      const said = status.textContent ?? "";
      if (/^Running/.test(said) && checked === 0) checked = performance.now() - start;
      if (button.getAttribute("aria-disabled") === "true") busy = true;
      else if (busy) {
        observer.disconnect();
        resolve(said);
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
    button.click();
  });
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return { text, checked, total: performance.now() - start };
}

const workloads = workloadsOf(records);
for (const workload of workloads) await measureInNode(workload);
const bench = await openBench(workloads);
try {
  const page = await bench.browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const workload of workloads) await measureInBrowser(page, bench.url, workload);
} finally {
  await bench.close();
}
process.exit(wrong > 0 ? 1 : 0);
