/**
 * `npm run bench -- engine [RECORDS] [RUNS]`: how long the engine takes for a job, beside the plain JavaScript that computes
 * the same in the same process. Prints one line a job and exits with 1 when a result is wrong.
 */
import { createLocalEnvironment } from "../engine/index";
import { BENCH_JOBS, type BenchJob, type Tally } from "./jobs";
import { median } from "./statistics";

const records = Number(process.argv[2] ?? 200_000);
const runs = Number(process.argv[3] ?? 5);

type Measured = { readonly millis: number; readonly tally: Tally };

function measure(work: (tally: Tally) => void): Measured {
  const tally: Tally = { outputs: 0, check: 0 };
  const start = performance.now();
  work(tally);
  return { millis: performance.now() - start, tally };
}

function runEngine(job: BenchJob, tally: Tally): void {
  const env = createLocalEnvironment();
  job.write(env, records, tally);
  env.execute(job.name).runToEnd();
}

function isRight(job: BenchJob, engine: Tally, plain: Tally): boolean {
  if (engine.outputs !== plain.outputs || engine.check !== plain.check) return false;
  if (records !== 200_000) return true;
  return engine.outputs === job.expectedAt200000[0] && engine.check === job.expectedAt200000[1];
}

let wrong = 0;
for (const job of BENCH_JOBS) {
  const engine: Measured[] = [];
  const plain: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    engine.push(measure((tally) => runEngine(job, tally)));
    plain.push(measure((tally) => job.plain(records, tally)));
  }
  const right = engine.every((run, index) => isRight(job, run.tally, plain[index]?.tally ?? run.tally));
  if (!right) wrong += 1;
  const engineMillis = median(engine.map((run) => run.millis));
  const plainMillis = median(plain.map((run) => run.millis));
  const rate = Math.round(records / (engineMillis / 1000));
  console.log(
    `${job.name.padEnd(16)} ${right ? "right" : "WRONG"}  engine ${engineMillis.toFixed(0)} ms (${rate.toLocaleString("en")} records/s)` +
      `  plain ${plainMillis.toFixed(0)} ms  ratio ${(engineMillis / plainMillis).toFixed(1)}`,
  );
}
process.exit(wrong > 0 ? 1 : 0);
