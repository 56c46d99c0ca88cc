/**
 * `npm run bench -- engine [SIZE...] [--job NAME]... [--runs N] [--json FILE] [--no-flink]`: how fast the engine is, as
 * ratios against a hand-written loop and RxJS in the same process and run, and against Apache Flink on the same machine
 * right after. Exits with 1 when a result is not Flink's.
 *
 * Each job gets a process of its own, so that none is measured with code that another one has shaped.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import type { JobReport, SizeReport } from "./engine-job";
import { type FlinkReport, hasJava, runOnFlink } from "./flink";
import { BENCH_JOBS } from "./jobs/index";

const SIZES = [200_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000];
const RUNS = 5;
const FLINK_RECORDS_MAX = 1_000_000;
const FLINK_RUNS = 3;

type FullReport = JobReport & { readonly flink: FlinkReport | null };

/** The engine and the jobs as one plain script: what a bundler makes of them for users. */
async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, "engine-job.mjs");
  await build({
    entryPoints: ["bench/engine-job.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    logLevel: "warning",
  });
  return outfile;
}

function measureJob(script: string, job: string, runs: number, sizes: readonly number[]): JobReport {
  const args = ["--expose-gc", "--max-old-space-size=4096", script, job, `${runs}`, ...sizes.map(String)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`The job ${job} ended with ${status}.`);
  return JSON.parse(stdout) as JobReport;
}

function perSecond(records: number, millis: number): number {
  return Math.round(records / (millis / 1000));
}

/** Whether Flink's own result of this run is the engine's. */
function agrees({ sizes, flink }: FullReport): boolean {
  const size = sizes.find(({ records }) => records === flink?.records);
  if (flink === null || size === undefined) return true;
  return size.outputs === flink.outputs && size.check === flink.check;
}

function ratio(value: number | null): string {
  return value === null ? "-" : value.toFixed(2);
}

/** The engine's records a second as multiples of the others'; of Flink its best run counts. */
type Ratios = {
  readonly loop: number;
  readonly rxjs: number | null;
  readonly flink: number | null;
  /** The same by CPU time. */
  readonly flinkCpu: number | null;
};

function ratiosOf({ flink }: FullReport, size: SizeReport): Ratios {
  const { records, engineMillis, engineCpuMillis, loopMillis, rxjsMillis } = size;
  const beside = flink?.records === records ? flink : null;
  return {
    loop: loopMillis / engineMillis,
    rxjs: rxjsMillis === null ? null : rxjsMillis / engineMillis,
    flink: beside === null ? null : perSecond(records, engineMillis) / Math.max(...beside.recordsPerSecond),
    flinkCpu: beside === null ? null : Math.min(...beside.cpuSeconds) / (engineCpuMillis / 1000),
  };
}

/** What `--json` writes of a job: what was measured, with its ratios. */
function withRatios(report: FullReport): object {
  const sizes = report.sizes.map((size) => ({ ...size, ratios: ratiosOf(report, size) }));
  const { silentMillis, tracedMillis } = report.traced;
  return { ...report, sizes, traced: { ...report.traced, ratio: tracedMillis / silentMillis } };
}

function print(report: FullReport): void {
  for (const size of report.sizes) {
    const { records, right, engineMillis } = size;
    const ratios = ratiosOf(report, size);
    console.log(
      `${report.job.padEnd(15)} ${records.toLocaleString("en").padStart(10)} ${right ? "right" : "WRONG"}` +
        `  ${perSecond(records, engineMillis).toLocaleString("en").padStart(10)} records/s` +
        `  ${((engineMillis * 1e6) / records).toFixed(0).padStart(5)} ns a record` +
        `  of loop ${ratio(ratios.loop)}  of RxJS ${ratio(ratios.rxjs)}` +
        `  of Flink ${ratio(ratios.flink)} (CPU ${ratio(ratios.flinkCpu)})`,
    );
  }
  const { traced, memory, flink } = report;
  const heap = memory.heapMegabytes.map((megabytes) => megabytes.toFixed(1)).join(" ");
  console.log(
    `${"".padEnd(15)} traced ${ratio(traced.tracedMillis / traced.silentMillis)} x the time;` +
      ` heap at start and each quarter of ${memory.records.toLocaleString("en")}: ${heap} MB` +
      (flink === null
        ? ""
        : `; Flink ${flink.recordsPerSecond.map((rate) => rate.toLocaleString("en")).join(" ")} records/s`),
  );
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    job: { type: "string", multiple: true },
    runs: { type: "string", default: `${RUNS}` },
    json: { type: "string" },
    "no-flink": { type: "boolean", default: false },
  },
});
const sizes = positionals.length === 0 ? SIZES : positionals.map(Number);
const unknown = values.job?.find((name) => BENCH_JOBS.every((job) => job.name !== name));
if (unknown !== undefined) throw new Error(`There is no job ${unknown}.`);
const names = values.job ?? BENCH_JOBS.map((job) => job.name);
const withFlink = !values["no-flink"] && hasJava();
const flinkRecords = Math.max(Math.min(...sizes), ...sizes.filter((records) => records <= FLINK_RECORDS_MAX));

const folder = mkdtempSync(path.join(os.tmpdir(), "tidemark-bench-"));
const reports: FullReport[] = [];
const loadBefore = os.loadavg();
try {
  const script = await bundle(folder);
  for (const name of names) {
    const measured = measureJob(script, name, Number(values.runs), sizes);
    const report = { ...measured, flink: withFlink ? runOnFlink(name, flinkRecords, FLINK_RUNS) : null };
    reports.push(report);
    print(report);
  }
} finally {
  rmSync(folder, { recursive: true });
}
const load = { before: loadBefore, after: os.loadavg() };
const shown = (loads: readonly number[]) => loads.map((each) => each.toFixed(1)).join(" ");
console.log(`load average ${shown(load.before)} before, ${shown(load.after)} after, on ${os.cpus().length} cores`);
if (values.json !== undefined) {
  const machine = { cpus: os.cpus().length, model: os.cpus()[0]?.model, node: process.version, load };
  writeFileSync(values.json, `${JSON.stringify({ machine, reports: reports.map(withRatios) }, null, 2)}\n`);
}
const allRight = reports.every((report) => agrees(report) && report.sizes.every(({ right }) => right));
process.exit(allRight ? 0 : 1);
