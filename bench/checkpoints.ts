/**
 * `npm run bench -- checkpoints [RECORDS] [KEYS] [RUNS]`: what checkpointing costs a keyed job: the same run with a
 * checkpoint every 10 virtual seconds and without any, turn by turn. By default 20 million records of a million keys.
 * Exits with 1 when the two give different results or the slowdown, best run against best run, is beyond the limit.
 *
 * It measures itself in a process of its own, in which nothing else has been compiled.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";

const RECORDS = 20_000_000;
const KEYS = 1_000_000;
const RUNS = 3;
/** How much longer the run with checkpoints may take. */
const SLOWDOWN_MAX = 1.15;

type CheckpointsReport = {
  readonly checkpoints: number;
  readonly right: boolean;
  readonly withoutMillis: readonly number[];
  readonly withMillis: readonly number[];
  readonly ratio: number;
  readonly cpuRatio: number;
};

async function measure(records: number, keys: number, runs: number): Promise<CheckpointsReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "tidemark-bench-"));
  try {
    const outfile = path.join(folder, "checkpoints-job.mjs");
    await build({
      entryPoints: ["bench/checkpoints-job.ts"],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "es2023",
      logLevel: "warning",
    });
    const args = ["--expose-gc", "--max-old-space-size=4096", outfile, `${records}`, `${keys}`, `${runs}`];
    const { status, stdout } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (status !== 0) throw new Error(`The measured process ended with ${status}.`);
    return JSON.parse(stdout) as CheckpointsReport;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [records = RECORDS, keys = KEYS, runs = RUNS] = process.argv.slice(2).map(Number);
const { checkpoints, right, withoutMillis, withMillis, ratio, cpuRatio } = await measure(records, keys, runs);
const shown = (millis: readonly number[]) => millis.map((each) => (each / 1000).toFixed(1)).join(" ");
console.log(
  `${records.toLocaleString("en")} records of ${keys.toLocaleString("en")} keys, ${checkpoints} checkpoints:` +
    ` ${right ? "right" : "WRONG"}, ${ratio.toFixed(3)} x the time (${cpuRatio.toFixed(3)} x the CPU time);` +
    ` seconds without ${shown(withoutMillis)}, with ${shown(withMillis)}`,
);
console.log(`load average ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores`);
process.exit(right && Math.min(ratio, cpuRatio) <= SLOWDOWN_MAX ? 0 : 1);
