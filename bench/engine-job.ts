/**
 * One job of the bench, measured in this process: `node --expose-gc engine-job.js JOB RUNS SIZE...` prints one line of
 * JSON. The engine, the loop and RxJS take turns run by run, so that what else the machine does meets all of them.
 */
import { createLocalEnvironment, type JobClient } from "../engine/index";
import { BENCH_JOBS, type BenchJob, type Tally } from "./jobs/index";
import { median } from "./statistics";

/** A recording is bounded, so the price of tracing is measured on fewer records. */
const TRACED_RECORDS = 10_000;
const TRACED_RUNS = 15;
/** Memory is read on no more records than that: it takes a whole collection each time. */
const MEMORY_RECORDS_MAX = 2_000_000;
const MEMORY_READINGS = 4;

/** Medians of one size. */
export type SizeReport = {
  readonly records: number;
  readonly runs: number;
  readonly right: boolean;
  readonly outputs: number;
  readonly check: number;
  readonly engineMillis: number;
  /** What all threads of this process used meanwhile: what else the machine does is not in it. */
  readonly engineCpuMillis: number;
  readonly loopMillis: number;
  readonly rxjsMillis: number | null;
};

export type JobReport = {
  readonly job: string;
  readonly sizes: readonly SizeReport[];
  readonly traced: { readonly records: number; readonly silentMillis: number; readonly tracedMillis: number };
  /** Heap and typed arrays in use after a forced collection: before the run, then at each quarter of its steps. */
  readonly memory: { readonly records: number; readonly heapMegabytes: readonly number[] };
};

type Measured = { readonly millis: number; readonly cpuMillis: number; readonly tally: Tally };

type Collect = (options?: { readonly type: "minor" }) => void;

/** A forced collection; a full one throws compiled code away too, so none is asked for right before a measured run. */
function collectGarbage(options?: { readonly type: "minor" }): void {
  (globalThis as { gc?: Collect }).gc?.(options);
}

function measure(work: (tally: Tally) => void): Measured {
  const tally: Tally = { outputs: 0, check: 0 };
  collectGarbage({ type: "minor" });
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  work(tally);
  const { user, system } = process.cpuUsage(cpuStart);
  return { millis: performance.now() - start, cpuMillis: (user + system) / 1000, tally };
}

function start(job: BenchJob, records: number, tally: Tally, trace: boolean): JobClient {
  const env = createLocalEnvironment({ trace });
  env.getConfig().enableObjectReuse();
  job.engine(env, records, tally);
  return env.execute(job.name);
}

function millisOf(measured: readonly Measured[]): number {
  return median(measured.map(({ millis }) => millis));
}

function isRight(job: BenchJob, records: number, measured: readonly Measured[]): boolean {
  const [first] = measured;
  const [outputs, check] = job.expected[records] ?? [first?.tally.outputs, first?.tally.check];
  return measured.every(({ tally }) => tally.outputs === outputs && tally.check === check);
}

function measureSize(job: BenchJob, records: number, runs: number): SizeReport {
  const engine: Measured[] = [];
  const loop: Measured[] = [];
  const rxjs: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    engine.push(measure((tally) => start(job, records, tally, false).runToEnd()));
    loop.push(measure((tally) => job.loop(records, tally)));
    const { rxjs: pipeline } = job;
    if (pipeline !== null) rxjs.push(measure((tally) => pipeline(records, tally)));
  }
  const tally = engine[0]?.tally ?? { outputs: 0, check: 0 };
  return {
    records,
    runs,
    right: isRight(job, records, [...engine, ...loop, ...rxjs]),
    ...tally,
    engineMillis: millisOf(engine),
    engineCpuMillis: median(engine.map(({ cpuMillis }) => cpuMillis)),
    loopMillis: millisOf(loop),
    rxjsMillis: rxjs.length === 0 ? null : millisOf(rxjs),
  };
}

function measureTracing(job: BenchJob): JobReport["traced"] {
  const silent: Measured[] = [];
  const traced: Measured[] = [];
  for (let run = 0; run < TRACED_RUNS; run += 1) {
    silent.push(measure((tally) => start(job, TRACED_RECORDS, tally, false).runToEnd()));
    traced.push(measure((tally) => start(job, TRACED_RECORDS, tally, true).runToEnd()));
  }
  return { records: TRACED_RECORDS, silentMillis: millisOf(silent), tracedMillis: millisOf(traced) };
}

function heapMegabytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

function measureMemory(job: BenchJob, records: number): JobReport["memory"] {
  const { step: steps } = start(job, records, { outputs: 0, check: 0 }, false).runToEnd();
  const readings = [heapMegabytes()];
  const client = start(job, records, { outputs: 0, check: 0 }, false);
  for (let quarter = 1; quarter <= MEMORY_READINGS; quarter += 1) {
    client.step(Math.floor(steps / MEMORY_READINGS));
    readings.push(heapMegabytes());
  }
  client.runToEnd();
  return { records, heapMegabytes: readings };
}

function measureJob(job: BenchJob, runs: number, sizes: readonly number[]): JobReport {
  const reports = sizes.map((records) => {
    const affordable = Math.max(1, Math.min(runs, Math.round(3_000_000 / records)));
    return measureSize(job, records, affordable);
  });
  const memoryRecords = Math.max(Math.min(...sizes), ...sizes.filter((records) => records <= MEMORY_RECORDS_MAX));
  return { job: job.name, sizes: reports, traced: measureTracing(job), memory: measureMemory(job, memoryRecords) };
}

const [name, runs, ...sizes] = process.argv.slice(2);
const job = BENCH_JOBS.find((each) => each.name === name);
if (job === undefined) throw new Error(`There is no job ${name}.`);
console.log(JSON.stringify(measureJob(job, Number(runs), sizes.map(Number))));
