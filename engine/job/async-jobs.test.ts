/**
 * Asynchronous I/O in whole jobs: what programs write, on the virtual clock, with failures.
 */
import { describe, expect, it, test } from "vitest";
import {
  AsyncDataStream,
  type AsyncFunctionLike,
  AsyncRetryStrategies,
  type AsyncRuntimeContext,
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  EngineError,
  type LocalEnvironmentOptions,
  type ResultFuture,
  RetryPredicates,
  RichAsyncFunction,
  type SimulatedClient,
  TimeUnit,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../index";
import { decodeTrace, explain, type TraceEvent } from "../trace/index";

/** Answers after `10 * value` ms with the value in words. */
class Lookup extends RichAsyncFunction<number, string> {
  private client!: SimulatedClient;

  override open(context: AsyncRuntimeContext): void {
    this.client = context.simulatedClient;
  }
  asyncInvoke(input: number, resultFuture: ResultFuture<string>): void {
    this.client.callAfter(10 * input, () => resultFuture.complete([`v${input}`]));
  }
}

type Answer = readonly [value: string, processingTimeMillis: number];

function run(
  build: (values: ReturnType<typeof createLocalEnvironment>) => { sinkTo(sink: CollectingSink<string>): unknown },
  options: LocalEnvironmentOptions = {},
) {
  const env = createLocalEnvironment(options);
  const sink = new CollectingSink<string>();
  build(env).sinkTo(sink);
  const job = env.execute();
  job.runToEnd();
  return {
    job,
    answers: sink.results.map(({ value, processingTimeMillis }): Answer => [value, processingTimeMillis]),
  };
}

describe("results that come later", () => {
  it("leave in the order of their records, when the first one is there", () => {
    const { answers } = run((env) => {
      return AsyncDataStream.orderedWait(env.fromData(3, 1, 2), new Lookup(), 1, TimeUnit.SECONDS);
    });
    expect(answers).toEqual([
      ["v3", 30],
      ["v1", 30],
      ["v2", 30],
    ]);
  });

  it("leave as they come when unordered", () => {
    const { answers } = run((env) => {
      return AsyncDataStream.unorderedWait(env.fromData(3, 1, 2), new Lookup(), 1, TimeUnit.SECONDS);
    });
    expect(answers).toEqual([
      ["v1", 10],
      ["v2", 20],
      ["v3", 30],
    ]);
  });

  it("make the task wait when the capacity is reached, whatever is chained in front (rule 8.7.a)", () => {
    const { answers } = run((env) => {
      const repeated = env.fromData(2, 1).flatMap<number>((value, out) => {
        out.collect(value);
        out.collect(value);
      });
      return AsyncDataStream.orderedWait(repeated, new Lookup(), 1, TimeUnit.SECONDS, 1);
    });
    // One at a time: 20 + 20 + 10 + 10 ms.
    expect(answers).toEqual([
      ["v2", 20],
      ["v2", 40],
      ["v1", 50],
      ["v1", 60],
    ]);
  });

  it("pass through two asynchronous operators in one task", () => {
    const { answers } = run((env) => {
      const first = AsyncDataStream.orderedWait(env.fromData(1, 2, 3), new Lookup(), 1, TimeUnit.SECONDS, 2);
      const again: AsyncFunctionLike<string, string> = (input, future, client) =>
        client.callAfter(100, () => future.complete([`${input}!`]));
      return AsyncDataStream.orderedWait(first, again, 1, TimeUnit.SECONDS, 1);
    });
    // 1 is there at 10, 2 at 20 and 3, which enters at 10, at 40; the second operator takes one each 100 ms.
    expect(answers).toEqual([
      ["v1!", 110],
      ["v2!", 210],
      ["v3!", 310],
    ]);
  });

  it("are the same from every seed", () => {
    const answersOf = (seed: number) =>
      run((env) => AsyncDataStream.unorderedWait(env.fromData(3, 1, 2, 3, 1), new Lookup(), 1, TimeUnit.SECONDS, 2), {
        seed,
      }).answers;
    for (let seed = 1; seed <= 20; seed++) expect(answersOf(seed)).toEqual(answersOf(0));
  });
});

describe("what goes wrong", () => {
  const never: AsyncFunctionLike<number, string> = () => undefined;

  it("fails the job when a request times out, 1 ms after its time (rule 8.7.d)", () => {
    const env = createLocalEnvironment();
    AsyncDataStream.orderedWait(env.fromData(7), never, 50, TimeUnit.MILLISECONDS).print();
    const job = env.execute();
    expect(() => job.runToEnd()).toThrow(/at the record 7: Async function call has timed out/);
    expect(job.step(1).processingTime).toBe(51);
  });

  it("retries on the clock; a task's timer for the timeout comes too late for another attempt (rule 8.7.g)", () => {
    const calls: number[] = [];
    const strategy = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(5, 20)
      .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
      .build();
    const { answers } = run((env) => {
      const notYet: AsyncFunctionLike<number, string> = {
        asyncInvoke: (input, future, client) => {
          calls.push(client.currentTimeMillis());
          client.callAfter(5, () => future.complete(input === 1 ? [] : ["done"]));
        },
        timeout: (_input, future) => future.complete([]),
      };
      const script = [{ value: 1 }, { value: 2, arrivalMillis: 200 }];
      const source = env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "n");
      return AsyncDataStream.orderedWaitWithRetry(source, notYet, 60, TimeUnit.MILLISECONDS, strategy);
    });
    // Results at 5, 31 and 57; timers for 25, 51 and 77 run a millisecond later; at 61 the timeout ends it.
    expect(calls).toEqual([0, 26, 52, 200]);
    expect(answers).toEqual([["done", 205]]);
  });

  it("fails with what a callback of the client throws", () => {
    const env = createLocalEnvironment();
    const broken: AsyncFunctionLike<number, string> = (_input, _future, client) =>
      client.callAfter(5, () => {
        throw new Error("the service is down");
      });
    AsyncDataStream.orderedWait(env.fromData(7), broken, 1, TimeUnit.SECONDS).print();
    expect(() => env.execute().runToEnd()).toThrow(/operator "async wait operator" failed: .*the service is down/);
  });

  it("refuses a promise, which would come back at a moment that no clock knows", () => {
    const env = createLocalEnvironment();
    const thenable = { then: () => undefined };
    const awaiting = (() => thenable) as unknown as AsyncFunctionLike<number, string>;
    AsyncDataStream.orderedWait(env.fromData(7), awaiting, 1, TimeUnit.SECONDS).print();
    expect(() => env.execute().runToEnd()).toThrow(/failed at the record 7: asyncInvoke gave back a promise/);
  });

  it("refuses keyed state, which Flink's async functions do not have", () => {
    class WithState extends RichAsyncFunction<number, string> {
      override open(context: AsyncRuntimeContext): void {
        context.getState(new ValueStateDescriptor<number>("n"));
      }
      asyncInvoke(): void {}
    }
    const env = createLocalEnvironment();
    AsyncDataStream.orderedWait(env.fromData(7), new WithState(), 1, TimeUnit.SECONDS).print();
    expect(() => env.execute().runToEnd()).toThrow(/State is not supported in rich async functions/);
  });

  it("refuses retries without a timeout when the program is built (rule 8.7.o)", () => {
    const strategy = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(5, 20).build();
    const env = createLocalEnvironment();
    const build = () => AsyncDataStream.orderedWaitWithRetry(env.fromData(1), never, 0, TimeUnit.SECONDS, strategy);
    expect(build).toThrow(EngineError);
    expect(build).toThrow("Timeout should be configured when do async with retry.");
  });
});

/** Twelve records, one each 20 ms; answers take 5 to 65 ms; a checkpoint each 50 ms. */
function startWithFailure(options: LocalEnvironmentOptions, unordered: boolean) {
  const env = createLocalEnvironment({ slotsPerTaskManager: 1, ...options });
  env.setParallelism(2).enableCheckpointing(50);
  const sink = new CollectingSink<string>({ guarantee: "exactly-once" });
  const script = Array.from({ length: 12 }, (_, index) => ({
    value: index,
    arrivalMillis: index * 20,
    partition: index % 2,
    timestamp: index,
  }));
  const source = env.fromSource(createScriptedSource(script), WatermarkStrategy.forMonotonousTimestamps<number>(), "n");
  const ask: AsyncFunctionLike<number, string> = (input, future, client) =>
    client.callAfter(5 + ((input * 37) % 61), () => future.complete([`v${input}`]));
  const wait = unordered ? "unorderedWait" : "orderedWait";
  AsyncDataStream[wait](source.rebalance(), ask, 1, TimeUnit.SECONDS, 3).sinkTo(sink);
  return { job: env.execute(), sink };
}

describe("exactly once (rule 8.7.m)", () => {
  const expected = Array.from({ length: 12 }, (_, index) => `v${index}`).sort();

  test.each([false, true])("whatever TaskManager is lost after whatever step (unordered: %s)", (unordered) => {
    const { job, sink } = startWithFailure({}, unordered);
    const steps = job.runToEnd().step;
    expect([...sink.values].sort()).toEqual(expected);
    for (let afterStep = 1; afterStep <= steps; afterStep += 3) {
      const faults = [{ kind: "kill-task-manager", taskManager: afterStep % 2, afterStep }] as const;
      const failing = startWithFailure({ faults }, unordered);
      failing.job.runToEnd();
      expect([...failing.sink.values].sort(), `lost after step ${afterStep}`).toEqual(expected);
    }
  });
});

it("tells how long records are held, and what their requests do", () => {
  const { job } = run(
    (env) => AsyncDataStream.orderedWait(env.fromData(2, 1), new Lookup(), 100, TimeUnit.MILLISECONDS, 1),
    { trace: true },
  );
  const columns = job.trace();
  const events: readonly TraceEvent[] = columns === null ? [] : decodeTrace(columns).events;
  const story = events.flatMap((event) => {
    if (event.kind === "record-held") return [`${event.processingTime} ${event.record} held in ${event.where}`];
    if (event.kind === "record-released") return [`${event.processingTime} ${event.record} left ${event.where}`];
    return event.kind === "async-request" ? [`${event.processingTime} ${event.record} ${event.event}`] : [];
  });
  expect(story).toEqual([
    "0 1 held in async queue",
    "0 1 invoked",
    "0 2 held in line in front of the async queue",
    "20 1 completed",
    "20 1 left async queue",
    "20 2 left line in front of the async queue",
    "20 2 held in async queue",
    "20 2 invoked",
    "30 2 completed",
    "30 2 left async queue",
  ]);
});

it("explains how often it was asked, and why a record waited", () => {
  const strategy = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(5, 20)
    .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
    .build();
  const { job } = run(
    (env) => {
      let calls = 0;
      const twice: AsyncFunctionLike<number, string> = (_input, future, client) => {
        const results = ++calls === 2 ? ["yes"] : [];
        client.callAfter(5, () => future.complete(results));
      };
      const script = [{ value: 7 }, { value: 8, arrivalMillis: 200 }];
      const source = env.fromSource(createScriptedSource(script), WatermarkStrategy.noWatermarks<number>(), "n");
      return AsyncDataStream.orderedWaitWithRetry(source, twice, 1, TimeUnit.SECONDS, strategy);
    },
    { trace: true },
  );
  const columns = job.trace();
  const explanation = columns === null ? null : explain(decodeTrace(columns), 1);
  expect(explanation?.sentences.slice(1)).toEqual([
    "async wait operator kept it in the async queue, until 1000 at the latest; it left: its result is there and it is its turn.",
    "async wait operator asked for it at 0 and 26; its result was there at 31.",
    "async wait operator emitted record 2 for it.",
  ]);
});

describe("a request that never completes and has no timeout", () => {
  const forever = (options: LocalEnvironmentOptions, checkpoints: boolean) => {
    const env = createLocalEnvironment(options);
    if (checkpoints) env.enableCheckpointing(50);
    const never: AsyncFunctionLike<number, string> = () => undefined;
    AsyncDataStream.orderedWait(env.fromData(7), never, 0, TimeUnit.SECONDS).print();
    return env.execute();
  };

  it("leaves the job idle", () => {
    expect(forever({}, false).step(1_000).reason).toBe("idle");
  });

  it("ends at the limit of steps when checkpoints keep the clock going", () => {
    const job = forever({ limits: { stepsMax: 500 } }, true);
    expect(() => job.runToEnd()).toThrow(/stopped after 500 steps/);
  });
});
