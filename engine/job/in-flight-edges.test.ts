/**
 * What was in flight in a retained checkpoint finds its edge in another job by the operators at its ends: also where other
 * chains give the edges other places. Where the edge is gone, the restore is refused.
 */
import { expect, it } from "vitest";
import { CheckpointingMode } from "../api/index";
import type { Savepoint } from "../checkpoint/index";
import { CollectingSink, createScriptedSource } from "../connectors/index";
import { WatermarkStrategy } from "../time/index";
import { createLocalEnvironment } from "./create-engine";

const COUNT = 30;
const NUMBERS = Array.from({ length: COUNT }, (_, number) => ({ value: number, arrivalMillis: number }));

type Chains = { readonly slow: boolean; readonly first: boolean };

/** Source, "first" and "slow" (10 ms a record, behind a shuffle or a forward edge); what came out, and what was retained. */
function run(
  chains: Chains,
  savepoint?: Savepoint,
): { readonly values: number[]; readonly retained: Savepoint | undefined } {
  const env = createLocalEnvironment({
    slotsPerTaskManager: 2,
    channelCapacity: 6,
    costs: { records: [{ operator: "slow", millis: 10 }] },
    savepoint,
  });
  env.setParallelism(1).enableCheckpointing(savepoint === undefined ? 20 : 1_000_000, CheckpointingMode.EXACTLY_ONCE);
  env.getCheckpointConfig().enableUnalignedCheckpoints();
  env.getCheckpointConfig().setExternalizedCheckpointRetention("RETAIN_ON_CANCELLATION");
  const sink = new CollectingSink<number>();
  const source = env
    .fromSource(createScriptedSource(NUMBERS), WatermarkStrategy.noWatermarks(), "numbers")
    .uid("numbers");
  const first = source
    .map((number) => number)
    .name("first")
    .uid("first");
  if (!chains.first) first.disableChaining();
  const slow = (chains.slow ? first : first.rebalance())
    .map((number) => number)
    .name("slow")
    .uid("slow");
  slow.sinkTo(sink).uid("sink");
  const job = env.execute();
  if (savepoint !== undefined) {
    job.runToEnd();
    return { values: [...sink.values], retained: undefined };
  }
  while (job.retainedCheckpoints().length === 0) job.step(1);
  job.cancel();
  return { values: [...sink.values], retained: job.retainedCheckpoints()[0] };
}

const inFlight = ({ operators }: Savepoint) =>
  operators.flatMap(({ subtasks }) => subtasks).filter(({ channelState }) => channelState !== undefined).length;

it("goes on where the edge has another place in the job graph (rule 5.3.g)", () => {
  const { values, retained } = run({ first: true, slow: false });
  expect(inFlight(retained as Savepoint)).toBeGreaterThan(0);
  const after = run({ first: false, slow: false }, retained).values;
  // At least once: what the sink has seen before the checkpoint and what it sees after it are all numbers.
  expect([...new Set([...values, ...after])].sort((a, b) => a - b)).toEqual(NUMBERS.map(({ value }) => value));
  expect(new Set(after).size).toBe(after.length);
});

it("is refused where the edge is gone, and says what to do", () => {
  const { retained } = run({ first: true, slow: false });
  expect(() => run({ first: true, slow: true }, retained)).toThrow(
    /^Cannot restore the in-flight data of checkpoint 1: \d+ elements were between operators that exchange nothing over the network in this job\.$/,
  );
});
