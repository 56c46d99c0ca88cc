/**
 * Sinks of users in all their parts: writers with state, operators before and behind the committer, the global committer.
 */
import { describe, expect, test } from "vitest";
import { type DataStream, StandardSinkTopologies } from "../api/index";
import {
  type CommittableMessage,
  CommittableSummary,
  type CommitRequest,
  createScriptedSource,
  type WriterInitContext,
} from "../connectors/index";
import type { FaultPlan } from "../runtime/index";
import { WatermarkStrategy } from "../time/index";
import { createLocalEnvironment } from "./create-engine";

const ARRIVALS = [10, 40, 70, 110, 140, 170].map((arrivalMillis, index) => ({
  value: index + 1,
  arrivalMillis,
  partition: index % 2,
}));

/** A writer that hands over what it wrote since the last checkpoint, one committable for each number. */
class Ledger {
  readonly log: string[] = [];

  createWriter(_context: WriterInitContext) {
    let written: number[] = [];
    return {
      write: (value: number): void => void written.push(value),
      flush: () => undefined,
      prepareCommit: () => {
        const batch = written;
        written = [];
        return batch;
      },
    };
  }

  createCommitter() {
    return { commit: (requests: readonly CommitRequest<number>[]) => this.onCommit(requests) };
  }

  protected onCommit(requests: readonly CommitRequest<number>[]): void {
    this.log.push(`commit ${requests.map((request) => request.getCommittable()).join(",")}`);
  }
}

type Options = { readonly parallelism?: number; readonly faults?: FaultPlan; readonly checkpoints?: boolean };

function run(sink: Ledger, { parallelism = 1, faults = [], checkpoints = true }: Options = {}) {
  const env = createLocalEnvironment({ faults, trace: true }).setParallelism(parallelism);
  if (checkpoints) env.enableCheckpointing(100);
  const source = createScriptedSource(ARRIVALS);
  env.fromSource(source, WatermarkStrategy.noWatermarks<number>(), "numbers").sinkTo(sink).name("ledger").uid("l");
  const job = env.execute();
  job.runToEnd();
  return job;
}

describe("the committer", () => {
  test("rule 5.10.5: at the end of the input the tail is committed by the final checkpoint, or at once without checkpoints", () => {
    const checkpointed = new Ledger();
    run(checkpointed);
    expect(checkpointed.log).toEqual(["commit 1,2,3", "commit 4,5,6"]);
    const plain = new Ledger();
    run(plain, { checkpoints: false });
    expect(plain.log).toEqual(["commit 1,2,3,4,5,6"]);
  });
});

describe("a writer with state", () => {
  /** Numbers what it writes: the number is the state. */
  class Numbering extends Ledger {
    override createWriter(context: WriterInitContext) {
      return this.restoreWriter(context, []);
    }

    restoreWriter({ restoredCheckpointId }: WriterInitContext, recovered: readonly number[]) {
      let count = recovered.reduce((sum, part) => sum + part, 0);
      this.log.push(`writer restored from ${restoredCheckpointId} with ${count}`);
      return {
        write: (value: number) => {
          count += 1;
          this.log.push(`${count}. ${value}`);
        },
        flush: () => undefined,
        prepareCommit: () => [],
        snapshotState: () => [count],
      };
    }
  }

  test("is made from what its checkpoint held, and told which that was", () => {
    const whole = new Numbering();
    const failing = { kind: "throw-in-operator", operator: "ledger: Writer", atRecord: 5 } as const;
    run(whole, { faults: [failing] });
    expect(whole.log).toEqual([
      "writer restored from null with 0",
      ...["1. 1", "2. 2", "3. 3", "4. 4"],
      "writer restored from 1 with 3",
      ...["4. 4", "5. 5", "6. 6"],
    ]);
  });
});

describe("a topology before the committer", () => {
  class Doubling extends Ledger {
    addPreCommitTopology(written: DataStream<CommittableMessage<number>>): DataStream<CommittableMessage<number>> {
      return written
        .map((message) => (message instanceof CommittableSummary ? message : message.map((number) => number * 10)))
        .name("Times ten");
    }
  }

  test("changes committables on their way; its operators have the sink's name and parallelism", () => {
    const sink = new Doubling();
    const job = run(sink, { parallelism: 2 });
    expect(sink.log.flatMap((line) => line.slice(7).split(",").map(Number)).sort((a, b) => a - b)).toEqual([
      10, 20, 30, 40, 50, 60,
    ]);
    expect(job.plan.operators.map(({ name, uid, parallelism }) => [name, uid, parallelism])).toEqual([
      ["Source: numbers", null, 2],
      ["ledger: Writer", "l", 2],
      ["ledger: Times ten", null, 2],
      ["ledger: Committer", "Sink Committer: l", 2],
    ]);
  });

  test("that loses a committable without saying so in the summary fails the job", () => {
    class Losing extends Ledger {
      addPreCommitTopology(written: DataStream<CommittableMessage<number>>) {
        return written.filter((message) => message instanceof CommittableSummary || message.getCommittable() !== 2);
      }
    }
    const env = createLocalEnvironment();
    env.fromData(1, 2).sinkTo(new Losing());
    expect(() => env.execute().runToEnd()).toThrow(/incomplete batch of committables/);
  });

  test("needs a committer", () => {
    const env = createLocalEnvironment();
    const sink = {
      createWriter: () => ({ write: () => undefined, flush: () => undefined }),
      addPreCommitTopology: (written: DataStream<unknown>) => written,
    };
    expect(() => env.fromData(1).sinkTo(sink)).toThrow(
      "Sink with SupportsPreCommitTopology should implement SupportsCommitter",
    );
  });
});

describe("a global committer", () => {
  class Manifest extends Ledger {
    addPostCommitTopology(committed: DataStream<CommittableMessage<number>>): void {
      StandardSinkTopologies.addGlobalCommitter(committed, () => ({
        commit: (requests) => {
          const numbers = requests.map((request) => request.getCommittable());
          this.log.push(`global ${numbers.sort((a, b) => a - b).join(",")}`);
        },
      }));
    }
  }

  test("commits once the committers of all subtasks have, with one subtask", () => {
    const sink = new Manifest();
    const job = run(sink, { parallelism: 2 });
    expect(sink.log.filter((line) => line.startsWith("global"))).toEqual(["global 1,2,3", "global 4,5,6"]);
    const lastOfFirst = Math.max(sink.log.indexOf("commit 1,3"), sink.log.indexOf("commit 2"));
    expect(sink.log.indexOf("global 1,2,3")).toBeGreaterThan(lastOfFirst);
    expect(job.plan.operators.at(-1)).toMatchObject({
      name: "ledger: Global Committer",
      uid: "Sink l Global Committer",
      parallelism: 1,
    });
  });

  test("without checkpoints, and in one subtask, commits what it gets", () => {
    const sink = new Manifest();
    run(sink, { checkpoints: false });
    expect(sink.log).toEqual(["commit 1,2,3,4,5,6", "global 1,2,3,4,5,6"]);
  });

  test("gets again what the committer commits again after a restore", () => {
    const sink = new Manifest();
    run(sink, { faults: [{ kind: "throw-in-operator", operator: "ledger: Writer", atRecord: 4 }] });
    // The state of checkpoint 1 holds 1, 2, 3 as not yet committed.
    expect(sink.log).toEqual([
      ...["commit 1,2,3", "global 1,2,3"],
      ...["commit 1,2,3", "global 1,2,3"],
      ...["commit 4,5,6", "global 4,5,6"],
    ]);
  });

  test("right behind the writer waits for the checkpoint itself", () => {
    class GlobalOnly extends Ledger {
      addPreCommitTopology(written: DataStream<CommittableMessage<number>>) {
        StandardSinkTopologies.addGlobalCommitter(written, () => ({
          commit: (requests) => {
            this.log.push(`global ${requests.map((request) => request.getCommittable()).join(",")}`);
          },
        }));
        return written;
      }
      protected override onCommit(): void {}
    }
    const sink = new GlobalOnly();
    run(sink);
    expect(sink.log).toEqual(["global 1,2,3", "global 4,5,6"]);
  });
});

test("another operator behind the committer sees what was committed", () => {
  class Audited extends Ledger {
    addPostCommitTopology(committed: DataStream<CommittableMessage<number>>): void {
      committed
        .filter((message) => !(message instanceof CommittableSummary))
        .sinkTo({
          createWriter: () => ({
            write: (message: CommittableMessage<number>) => {
              if (!(message instanceof CommittableSummary)) this.log.push(`saw ${message.getCommittable()}`);
            },
            flush: () => undefined,
          }),
        })
        .name("Audit");
    }
  }
  const sink = new Audited();
  const job = run(sink);
  expect(sink.log).toEqual(["commit 1,2,3", "saw 1", "saw 2", "saw 3", "commit 4,5,6", "saw 4", "saw 5", "saw 6"]);
  expect(job.plan.operators.at(-1)?.name).toBe("ledger: Audit: Writer");
});
