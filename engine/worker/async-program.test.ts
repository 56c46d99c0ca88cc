/**
 * Asynchronous I/O and sources of their own in programs of the code room: classes and lambdas, found by name.
 */
import { expect, it } from "vitest";
import { createInProcessClient } from "./in-process-client";
import type { LearnerEntry } from "./learner-code";
import type { RunRequest } from "./protocol";

async function load(moduleText: string): Promise<LearnerEntry> {
  const url = `data:text/javascript,${encodeURIComponent(moduleText)}`;
  return ((await import(/* @vite-ignore */ url)) as { default: LearnerEntry }).default;
}

const platform = {
  load,
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setTimeout(resolve)),
  schedule: (callback: () => void, delayMillis: number) => {
    const timer = setTimeout(callback, delayMillis);
    return () => clearTimeout(timer);
  },
};

/** The values that a program wrote, with the clock at which they came, counted from the start of the run. */
async function run(code: string): Promise<unknown[]> {
  const request: RunRequest = {
    code,
    inputs: [
      { name: "numbers", elements: [1, 2, 3].map((n) => ({ value: { n }, arrivalMillis: n * 100, partition: 0 })) },
    ],
    sinks: ["results"],
    settings: {
      parallelism: 1,
      maxParallelism: 128,
      taskManagers: 1,
      slotsPerTaskManager: 2,
      autoWatermarkIntervalMillis: 200,
      checkpointIntervalMillis: 1_000,
      startProcessingTimeMillis: 0,
    },
    seed: 0,
    faults: [],
    budgets: { steps: 100_000, records: 10_000, stateEntries: 1_000, wallClockMillis: 10_000 },
    wantTrace: false,
  };
  const result = await createInProcessClient(platform).run(request);
  expect(result.outcome).toEqual({ kind: "finished" });
  return result.outputs.flatMap((output) => output.rows.map((row) => [row.value, row.processingTime]));
}

it("completes requests later, without promises", async () => {
  const code = `
    class Lookup extends RichAsyncFunction {
      #client;
      open(context) { this.#client = context.simulatedClient; }
      asyncInvoke(input, resultFuture) {
        this.#client.callAfter(400 - 100 * input.n, () => resultFuture.complete(["answer " + input.n]));
      }
    }
    AsyncDataStream.unorderedWait(numbers, new Lookup(), 1, TimeUnit.SECONDS, 2).sinkTo(results);`;
  // Record n arrives at 100 n and takes 400 - 100 n: all would be there at 400, but the third one has to wait for room.
  expect(await run(code)).toEqual([
    ["answer 1", 400],
    ["answer 2", 400],
    ["answer 3", 500],
  ]);
});

it("retries with a lambda, and reads a sequence and generated data", async () => {
  const code = `
    const strategy = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder(3, 50)
      .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE).build();
    let calls = 0;
    const flaky = (input, resultFuture, client) => client.callAfter(10, () => {
      calls += 1;
      if (calls === 1) resultFuture.completeExceptionally(new Error("not now"));
      else resultFuture.complete([input.n]);
    });
    AsyncDataStream.orderedWaitWithRetry(numbers, flaky, 10, TimeUnit.SECONDS, strategy).sinkTo(results);
    env.fromSource(new DataGeneratorSource((index) => "g" + index, 2, RateLimiterStrategy.perSecond(1000)),
      WatermarkStrategy.noWatermarks(), "generated").print();
    env.fromSequence(1, 2).print();`;
  // 1: fails at 110, again at 161 (a timer of a task comes a millisecond after its time), there at 171.
  expect(await run(code)).toEqual([
    [1, 171],
    [2, 210],
    [3, 310],
  ]);
});
