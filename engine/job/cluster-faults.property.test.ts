/**
 * Whatever befalls the cluster, whoever schedules and whichever order chance takes: exactly-once results are those of a
 * run in which nothing happens.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CommitRequest,
  createLocalEnvironment,
  createScriptedSource,
  type Fault,
  type LocalEnvironmentOptions,
  type Replacement,
  WatermarkStrategy,
} from "../index";

const KEYS = ["ada", "bob", "eve", "dan", "joe"];
const CLICKS = Array.from({ length: 40 }, (_, index) => ({
  value: KEYS[index % KEYS.length] as string,
  arrivalMillis: index * 900,
  partition: index % 3,
}));
/** Eight clicks of each of five. */
const COUNTS = KEYS.flatMap((key) => Array.from({ length: 8 }, (_, count) => `${key} ${count + 1}`)).sort();

type Drawn = {
  readonly seed: number;
  readonly scheduler: "region" | "full" | "adaptive" | "reactive";
  /** Forward edges only: columns that restart alone. */
  readonly columns: boolean;
  readonly unaligned: boolean;
  readonly taskManagers: 2 | 3;
  readonly replacement: Replacement;
  readonly faults: readonly Fault[];
};

const afterStep = fc.nat(420);
const taskManager = fc.nat(3);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant("kill-task-manager" as const),
    afterStep,
    taskManager,
    detection: fc.oneof(fc.constantFrom("at-once" as const, "heartbeat" as const), fc.nat(3_000)),
  }),
  fc.record({ kind: fc.constant("stop-heartbeats" as const), afterStep, taskManager }),
  fc.record({
    kind: fc.constant("kill-task" as const),
    afterStep,
    operator: fc.constantFrom("clicks", "counted"),
    subtask: fc.nat(1),
  }),
  fc.record({ kind: fc.constant("kill-job-manager" as const), afterStep }),
  fc.record({ kind: fc.constant("add-task-manager" as const), atMillis: fc.nat(40_000) }),
  fc.record({ kind: fc.constant("remove-task-manager" as const), taskManager: fc.nat(1), atMillis: fc.nat(40_000) }),
);

const drawn: fc.Arbitrary<Drawn> = fc.record({
  seed: fc.nat(1_000),
  scheduler: fc.constantFrom("region", "full", "adaptive", "reactive"),
  columns: fc.boolean(),
  unaligned: fc.boolean(),
  taskManagers: fc.constantFrom(2, 3),
  replacement: fc.constantFrom("at-restart" as const, { afterMillis: 4_000 }, { afterMillis: 0 }),
  faults: fc.array(fault, { minLength: 1, maxLength: 5 }),
});

/** What is committed stays: nothing is taken back. A batch that is committed again is known by its number. */
class Ledger {
  readonly committed: string[] = [];
  readonly #known = new Set<number>();
  #lastId = 0;

  createWriter() {
    let written: string[] = [];
    return {
      write: (value: string) => void written.push(value),
      flush: () => undefined,
      prepareCommit: () => {
        this.#lastId += 1;
        const batch = { id: this.#lastId, values: written };
        written = [];
        return batch.values.length === 0 ? [] : [batch];
      },
    };
  }

  createCommitter() {
    return {
      commit: (requests: readonly CommitRequest<{ readonly id: number; readonly values: readonly string[] }>[]) => {
        for (const request of requests) {
          const { id, values } = request.getCommittable();
          if (!this.#known.has(id)) this.committed.push(...values);
          this.#known.add(id);
        }
      },
    };
  }
}

function results({ seed, scheduler, columns, unaligned, faults, ...machines }: Drawn): readonly string[] {
  // Two TaskManagers come in the end, for those that were shut down.
  const spare = [50_000, 51_000].map((atMillis) => ({ kind: "add-task-manager", atMillis }) as const);
  const options: LocalEnvironmentOptions = {
    ...machines,
    seed,
    slotsPerTaskManager: 1,
    highAvailability: { leaderElectionMillis: 3_000 },
    heartbeats: { intervalMillis: 1_000, timeoutMillis: 5_000 },
    faults: [...faults, ...spare],
    limits: { stepsMax: 50_000 },
  };
  const env = createLocalEnvironment(options);
  env.setParallelism(2).setMaxParallelism(4).enableCheckpointing(2_500);
  env.getCheckpointConfig().enableUnalignedCheckpoints(unaligned);
  if (scheduler === "adaptive") env.configure({ "jobmanager.scheduler": "Adaptive" });
  else if (scheduler === "reactive") env.configure({ "scheduler-mode": "reactive" });
  else env.configure({ "jobmanager.execution.failover-strategy": scheduler });
  const sink = new Ledger();
  const clicks = env.fromSource(createScriptedSource(CLICKS), WatermarkStrategy.noWatermarks<string>(), "clicks");
  if (columns) {
    clicks
      .map((key) => key)
      .name("counted")
      .disableChaining()
      .sinkTo(sink);
  } else {
    clicks
      .map((key) => ({ key, count: 1 }))
      .keyBy("key")
      .sum("count")
      .name("counted")
      .map(({ key, count }) => `${key} ${count}`)
      .sinkTo(sink);
  }
  env.execute().runToEnd();
  return [...sink.committed].sort();
}

test("exactly-once results outlive whatever befalls the cluster", () => {
  const plain = CLICKS.map(({ value }) => value).sort();
  fc.assert(
    fc.property(drawn, (program) => {
      expect(results(program)).toEqual(program.columns ? plain : COUNTS);
    }),
    { numRuns: 150, verbose: 1 },
  );
}, 120_000);
