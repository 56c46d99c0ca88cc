import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  type CommitRequest,
  createScriptedSource,
  type SinkWriter,
  type WriterInitContext,
} from "../connectors/index";
import { RuntimeExecutionMode } from "../graph/index";
import type { FaultPlan } from "../runtime/index";
import { WatermarkStrategy } from "../time/index";
import { decodeTrace, explain, type TraceColumns } from "../trace/index";
import { createLocalEnvironment } from "./create-engine";
import type { LocalEnvironmentOptions } from "./local-executor";

/** Writers hand over what they wrote since the last checkpoint; committers append it to `committed`. */
class Ledger {
  readonly committed: number[] = [];
  readonly log: string[] = [];
  constructor(readonly onCommit: (request: CommitRequest<number[]>) => void = () => undefined) {}

  createWriter({ indexOfThisSubtask }: WriterInitContext): SinkWriter<number> & { prepareCommit(): number[][] } {
    let written: number[] = [];
    return {
      write: (value, context) => {
        written.push(value);
        this.log.push(`${indexOfThisSubtask} wrote ${value} at ${context.timestamp()}`);
      },
      flush: (endOfInput) => void (endOfInput && this.log.push(`${indexOfThisSubtask} flushed the end`)),
      prepareCommit: () => {
        const batch = written;
        written = [];
        return batch.length === 0 ? [] : [batch];
      },
    };
  }

  createCommitter() {
    return {
      commit: (requests: readonly CommitRequest<number[]>[]) => {
        for (const request of requests) {
          this.onCommit(request);
          this.committed.push(...request.getCommittable());
        }
      },
    };
  }
}

type Options = LocalEnvironmentOptions & { readonly checkpointEveryMillis?: number; readonly faults?: FaultPlan };

function run(ledger: Ledger, { checkpointEveryMillis, ...options }: Options = {}) {
  const env = createLocalEnvironment(options);
  if (checkpointEveryMillis !== undefined) env.enableCheckpointing(checkpointEveryMillis);
  env.fromData(1, 2, 3).sinkTo(ledger).name("ledger");
  const job = env.execute();
  job.runToEnd();
  return job;
}

describe("a sink that commits", () => {
  test("becomes a writer and a committer, which share a task", () => {
    const { plan } = run(new Ledger());
    expect(plan.operators.map(({ name }) => name)).toEqual([
      "Source: Collection Source",
      "ledger: Writer",
      "ledger: Committer",
    ]);
    expect(plan.vertices.map(({ name }) => name)).toEqual([
      "Source: Collection Source -> ledger: Writer -> ledger: Committer",
    ]);
  });

  test("without checkpoints commits at the end of the input", () => {
    const ledger = new Ledger();
    run(ledger);
    expect(ledger.committed).toEqual([1, 2, 3]);
    expect(ledger.log).toEqual(["0 wrote 1 at null", "0 wrote 2 at null", "0 wrote 3 at null", "0 flushed the end"]);
  });

  test("in batch mode commits at the end of the input, behind a stored exchange", () => {
    const ledger = new Ledger();
    const env = createLocalEnvironment().setRuntimeMode(RuntimeExecutionMode.BATCH);
    env.fromData(1, 2, 3).sinkTo(ledger);
    const job = env.execute();
    job.runToEnd();
    expect(ledger.committed).toEqual([1, 2, 3]);
    expect(job.plan.edges.at(-1)).toMatchObject({ exchangeMode: "BATCH", notChained: ["batchExchange"] });
  });

  test("with checkpoints commits when they are complete, the tail with the final one", () => {
    const ledger = new Ledger();
    run(ledger, { checkpointEveryMillis: 10 });
    expect(ledger.committed).toEqual([1, 2, 3]);
  });

  /** Checkpoints at 50 and 100 hold 1 and 2; 3 fails at 120. The state of the second still holds 2, which is committed again. */
  test("after a failure commits again what the checkpoint held, so commits have to be idempotent", () => {
    const ledger = new Ledger();
    const env = createLocalEnvironment({ faults: [{ kind: "throw-in-operator", operator: "failing", atRecord: 3 }] });
    env.enableCheckpointing(50);
    const arrivals = [1, 2, 3].map((value, index) => ({ value, arrivalMillis: index * 60 }));
    env
      .fromSource(createScriptedSource(arrivals), WatermarkStrategy.noWatermarks<number>(), "numbers")
      .map((value) => value)
      .name("failing")
      .sinkTo(ledger);
    env.execute().runToEnd();
    expect(ledger.committed).toEqual([1, 2, 2, 3]);
  });
});

test("whatever is lost after whatever step, every record is committed", () => {
  const runWith = (faults: FaultPlan) => {
    const ledger = new Ledger();
    const env = createLocalEnvironment({ faults, slotsPerTaskManager: 1 }).setParallelism(2);
    env.enableCheckpointing(50);
    const arrivals = [1, 2, 3, 4].map((value, index) => ({ value, arrivalMillis: index * 40, partition: index % 2 }));
    env.fromSource(createScriptedSource(arrivals), WatermarkStrategy.noWatermarks<number>(), "numbers").sinkTo(ledger);
    const outcome = env.execute().runToEnd();
    return { committed: [...new Set(ledger.committed)].sort(), step: outcome.step };
  };
  const whole = runWith([]);
  expect(whole.committed).toEqual([1, 2, 3, 4]);
  for (let afterStep = 0; afterStep < whole.step; afterStep += 1) {
    for (const taskManager of [0, 1]) {
      const { committed } = runWith([{ kind: "kill-task-manager", taskManager, afterStep }]);
      expect(committed, `TaskManager ${taskManager} lost after step ${afterStep}`).toEqual([1, 2, 3, 4]);
    }
  }
});

test("a record tells where it waited for its commit", () => {
  const env = createLocalEnvironment({ trace: true });
  env.fromData(7).sinkTo(new Ledger()).name("ledger");
  const job = env.execute();
  job.runToEnd();
  const log = decodeTrace(job.trace() as TraceColumns);
  expect(explain(log, 1)?.sentences.slice(1)).toEqual([
    "ledger: Writer kept it in the batch of the writer; it left: the input ended.",
    "ledger: Writer made it a part of record 3 as a committable.",
  ]);
  expect(explain(log, 3)?.sentences.slice(1)).toEqual([
    "ledger: Committer kept it in the list of what is to be committed; it left: the input ended.",
  ]);
});

describe("a commit request", () => {
  test("is asked again until the committer says no more of it", () => {
    const seen: [number[], number][] = [];
    const ledger = new Ledger((request) => {
      seen.push([request.getCommittable(), request.getNumberOfRetries()]);
      if (request.getNumberOfRetries() < 2) request.updateAndRetryLater([...request.getCommittable(), 0]);
    });
    run(ledger);
    expect(seen).toEqual([
      [[1, 2, 3], 0],
      [[1, 2, 3, 0], 1],
      [[1, 2, 3, 0, 0], 2],
    ]);
  });

  test("that is retried for ever fails the job with IOException", () => {
    const ledger = new Ledger((request) => request.retryLater());
    expect(() => run(ledger)).toThrow(expect.objectContaining({ flinkClass: "IOException" }));
  });

  test("that failed for a known reason is given up", () => {
    const ledger = new Ledger((request) => request.signalFailedWithKnownReason(new Error("full")));
    expect(run(ledger).status).toBe("FINISHED");
  });

  test("that failed for an unknown reason fails the job", () => {
    const ledger = new Ledger((request) => request.signalFailedWithUnknownReason(new Error("lost")));
    expect(() => run(ledger)).toThrow();
  });
});

test("a sink without committer is a writer alone", () => {
  const written: number[] = [];
  const env = createLocalEnvironment();
  env.fromData(1, 2).sinkTo({
    createWriter: () => ({ write: (value) => void written.push(value), flush: () => undefined }),
  });
  const job = env.execute();
  job.runToEnd();
  expect(written).toEqual([1, 2]);
  expect(job.plan.operators.map(({ name }) => name)).toEqual(["Source: Collection Source", "Sink: Writer"]);
});

describe("a source of the old kind", () => {
  test("runs to its end, pauses by the clock, and gives timestamps and watermarks", () => {
    const env = createLocalEnvironment();
    const sink = new CollectingSink<string>();
    env
      .addSource<string>({
        *run(context) {
          context.collect("a");
          yield 100;
          context.collectWithTimestamp("b", 7);
          context.emitWatermark(7);
          context.emitWatermark(5);
          yield;
          context.collectWithTimestamp("c", 9);
        },
        cancel: () => undefined,
      })
      .sinkTo(sink);
    env.execute().runToEnd();
    expect(
      sink.results.map(({ value, timestamp, watermark, processingTimeMillis }) => [
        value,
        timestamp,
        watermark,
        processingTimeMillis,
      ]),
    ).toEqual([
      ["a", Number.NEGATIVE_INFINITY, -(2 ** 63), 0],
      ["b", 7, -(2 ** 63), 100],
      ["c", 9, 7, 100],
    ]);
  });

  test("keeps an operator that yields out of its task, and has one subtask", () => {
    const env = createLocalEnvironment().setParallelism(1);
    const source = env.addSource<number>({ *run() {}, cancel: () => undefined });
    source.map((value) => value).sinkTo(new CollectingSink());
    expect(() => source.setParallelism(2)).toThrow(expect.objectContaining({ flinkClass: "IllegalArgumentException" }));
    expect(env.execute().plan.edges.map(({ notChained }) => notChained)).toEqual([[], ["yieldingAfterLegacySource"]]);
  });
});
