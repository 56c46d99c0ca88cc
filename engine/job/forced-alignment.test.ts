/**
 * Unaligned checkpoints where two ways lead from one operator to another, and the barriers on the last edges may not
 * overtake: the run can stand still for ever. Apache Flink 2.3.0 does so too: with such a job on its MiniCluster (4 kB
 * buffers, a checkpoint every second, a timeout of 10 s, 1,000 tolerable failures) the last operator saw 6,476 records in
 * the first four seconds and none in the 33 s after them, while every checkpoint expired; aligned, or without the second
 * way, it went on at its rate and completed nine checkpoints.
 */
import { describe, expect, test } from "vitest";
import { CollectingSink, createLocalEnvironment, createScriptedSource, WatermarkStrategy } from "../index";

/** Forty numbers at once in partition 1; partition 0 has one, after ten seconds, so that its subtask has nothing to do. */
const NUMBERS = [
  ...Array.from({ length: 40 }, (_, value) => ({ value, arrivalMillis: 0, partition: 1 })),
  { value: 40, arrivalMillis: 10_000, partition: 0 },
];

/**
 * Source, "p" behind a forward edge (its barriers are aligned), "q" behind a rebalance (barriers overtake), and "r", which
 * takes 10 ms a record and reads both p and q: from q by a forward edge, so that both are aligned.
 */
function start(options: { readonly unaligned: boolean; readonly tolerable: number }) {
  const env = createLocalEnvironment({
    channelCapacity: 4,
    costs: { records: [{ operator: "r", millis: 10 }] },
  });
  env.setParallelism(2).enableCheckpointing(50);
  env.configure({ "restart-strategy.type": "none" });
  const config = env.getCheckpointConfig();
  if (options.unaligned) config.enableUnalignedCheckpoints();
  config.setCheckpointTimeout(200);
  config.setTolerableCheckpointFailureNumber(options.tolerable);
  const p = env
    .fromSource(createScriptedSource(NUMBERS), WatermarkStrategy.noWatermarks<number>(), "numbers")
    .map((n) => n)
    .name("p")
    .disableChaining();
  const q = p
    .rebalance()
    .map((n) => n)
    .name("q")
    .setParallelism(1)
    .disableChaining();
  const seen: number[] = [];
  q.union(p)
    .map((n) => {
      seen.push(n);
      return n;
    })
    .name("r")
    .setParallelism(1)
    .disableChaining()
    .sinkTo(new CollectingSink<number>())
    .setParallelism(1);
  return { job: env.execute(), seen };
}

describe("rule 5.3.h: two ways into an operator whose edges stay aligned", () => {
  test("q sends the barrier on with the first one, r waits for p's second subtask, which has no room behind q", () => {
    const { job, seen } = start({ unaligned: true, tolerable: 1_000 });
    while (job.step(1).processingTime < 1_000);
    const seenAtOneSecond = seen.length;
    expect(seenAtOneSecond).toBeLessThan(80);
    while (job.step(1).processingTime < 9_000);
    expect(seen).toHaveLength(seenAtOneSecond);
  });

  test("by default the first checkpoint that expires fails the job", () => {
    const { job } = start({ unaligned: true, tolerable: 0 });
    expect(job.step(100_000)).toMatchObject({ reason: "failed" });
    expect(job.error?.message).toContain("Checkpoint expired before completing.");
  });

  test("aligned, the same job reads everything twice and ends", () => {
    const { job, seen } = start({ unaligned: false, tolerable: 0 });
    expect(job.step(100_000)).toMatchObject({ reason: "finished" });
    const twice = NUMBERS.flatMap(({ value }) => [value, value]).sort((a, b) => a - b);
    expect(seen.sort((a, b) => a - b)).toEqual(twice);
  });
});
