/**
 * Small network buffers under everything else: chance, work that takes time, barriers that wait, overtake or time out,
 * and machines that die. Whatever happens, the results are those of the program, each once, and nothing locks.
 */
import { expect, test } from "vitest";
import { CollectingSink, createLocalEnvironment, Duration, type LocalEnvironmentOptions } from "../index";
import { Prng } from "../core/index";

const RECORDS = 120;
const KEYS = 7;

/** The sums of 1 to n by n modulo 7, after each record: what a rolling sum emits. */
const EXPECTED = (() => {
  const sums = new Map<number, number>();
  return Array.from({ length: RECORDS }, (_, index) => {
    const key = (index + 1) % KEYS;
    const sum = (sums.get(key) ?? 0) + index + 1;
    sums.set(key, sum);
    return `${key}: ${sum}`;
  }).sort();
})();

function run(seed: number) {
  const chance = new Prng(`network/${seed}`);
  const options: LocalEnvironmentOptions = {
    seed,
    slotsPerTaskManager: 1,
    network: {
      buffersPerChannel: 1 + chance.nextInt(2),
      floatingBuffersPerGate: chance.nextInt(3),
      maxBuffersPerChannel: 1 + chance.nextInt(4),
      overdraftBuffers: chance.nextInt(3),
      bufferBytes: 20 + chance.nextInt(120),
      debloating: chance.chance(0.5),
    },
    costs: { records: [{ operator: "sums", millis: chance.nextInt(4) }] },
    faults: chance.chance(0.6)
      ? [{ kind: "kill-task-manager", afterStep: 50 + chance.nextInt(500), taskManager: chance.nextInt(2) }]
      : [],
  };
  const env = createLocalEnvironment(options);
  env.setParallelism(2).enableCheckpointing(20 + chance.nextInt(60));
  env.configure({ "metrics.latency.interval": chance.chance(0.5) ? 30 : 0 });
  const checkpoints = env.getCheckpointConfig();
  checkpoints.enableUnalignedCheckpoints(chance.chance(0.7));
  checkpoints.setAlignedCheckpointTimeout(Duration.ofMillis(chance.nextInt(3) * 10));
  const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
  const sums = env
    .fromSequence(1, RECORDS)
    .setParallelism(1)
    .flatMap<readonly [number, number]>((n, out) => out.collect([Number(n) % KEYS, Number(n)]))
    .setParallelism(1)
    .keyBy(([key]) => key);
  sums
    .reduce(([key, a], [, b]) => [key, a + b])
    .name("sums")
    .map(([key, sum]) => `${key}: ${sum}`)
    .rebalance()
    .sinkTo(sink);
  env.execute("network").runToEnd();
  return [...sink.values].sort();
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))("seed %i", (seed) => {
  expect(run(seed)).toEqual(EXPECTED);
});
