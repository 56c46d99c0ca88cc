/**
 * The measured process of `checkpoints.ts`: prints one line of JSON.
 */
import { createLocalEnvironment } from "../engine/index";
import { createIndexedSource } from "./indexed-source";
import { LONG_KEY, NO_WATERMARKS, type Tally, TallySink } from "./jobs/bench-job";

const INTERVAL_MILLIS = 10_000;

type Measured = { readonly millis: number; readonly cpuMillis: number; readonly tally: Tally };

/** The rolling sum of each key, with or without checkpoints. */
function run(records: number, keys: number, withCheckpoints: boolean): Measured {
  const tally: Tally = { outputs: 0, check: 0 };
  const env = createLocalEnvironment({});
  env.getConfig().enableObjectReuse();
  if (withCheckpoints) env.enableCheckpointing(INTERVAL_MILLIS);
  env
    .fromSource(createIndexedSource(records, { keys, recordsPerStep: 100, stepMillis: 1 }), NO_WATERMARKS, "bench")
    .setParallelism(1)
    .keyBy((record) => record.key, LONG_KEY)
    .reduce((kept, record) => ({ key: kept.key, value: kept.value + record.value, time: record.time }))
    .setParallelism(1)
    .map((record) => record.value)
    .setParallelism(1)
    .sinkTo(new TallySink(tally))
    .setParallelism(1);
  (globalThis as { gc?: () => void }).gc?.();
  const job = env.execute("checkpoints");
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  job.runToEnd();
  const { user, system } = process.cpuUsage(cpuStart);
  return { millis: performance.now() - start, cpuMillis: (user + system) / 1000, tally };
}

const [records = 0, keys = 0, runs = 0] = process.argv.slice(2).map(Number);
run(200_000, 10_000, true);
const without: Measured[] = [];
const checkpointed: Measured[] = [];
for (let i = 0; i < runs; i += 1) {
  without.push(run(records, keys, false));
  checkpointed.push(run(records, keys, true));
}
const all = [...without, ...checkpointed];
const right = all.every(({ tally }) => tally.outputs === records && tally.check === all[0]?.tally.check);
/** Of the best runs: what else the machine does only ever adds. */
const of = (pick: (measured: Measured) => number) =>
  Math.min(...checkpointed.map(pick)) / Math.min(...without.map(pick));
console.log(
  JSON.stringify({
    checkpoints: Math.floor(records / 500 / INTERVAL_MILLIS),
    right,
    withoutMillis: without.map(({ millis }) => millis),
    withMillis: checkpointed.map(({ millis }) => millis),
    ratio: of(({ millis }) => millis),
    cpuRatio: of(({ cpuMillis }) => cpuMillis),
  }),
);
