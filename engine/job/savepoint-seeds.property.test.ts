/**
 * A chain of savepoints under chance: whatever the seed, the steps, the parallelisms, the state backends and the kind of
 * checkpoints, several jobs, each from the savepoint of the one before, give together what one undisturbed run gives.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  createScriptedSource,
  Duration,
  EventTimeSessionWindows,
  type Savepoint,
  WatermarkStrategy,
} from "../index";

type Click = { readonly user: string; readonly page: number; readonly at: number };

const CLICKS: readonly Click[] = Array.from({ length: 60 }, (_, page) => ({
  user: `u${(page * 7) % 4}`,
  page,
  at: page * 100 + Math.floor(page / 10) * 400,
}));

type Leg = {
  readonly seed: number;
  readonly steps: number;
  readonly parallelism: number;
  readonly backend: "hashmap" | "rocksdb";
  readonly unaligned: boolean;
  readonly millisPerRecord: number;
};

/** Running sums by user, and what each session saw; from two splits in step with each other. */
function start({ seed, parallelism, backend, unaligned, millisPerRecord }: Leg, savepoint?: Savepoint, now = 0) {
  const costs = { records: [{ operator: "sums", millis: millisPerRecord }] };
  const env = createLocalEnvironment({ seed, savepoint, startProcessingTime: now, channelCapacity: 4, costs });
  env.setParallelism(parallelism).configure({ "state.backend.type": backend });
  env.enableCheckpointing(700).getCheckpointConfig().enableUnalignedCheckpoints(unaligned);
  const sink = new CollectingSink<string>();
  const script = CLICKS.map((value) => ({ value, arrivalMillis: value.page * 50 }));
  const times = WatermarkStrategy.forMonotonousTimestamps<Click>().withTimestampAssigner((click) => click.at);
  const byUser = env
    .fromSource(createScriptedSource(script), times, "clicks")
    .setParallelism(1)
    .uid("clicks")
    .rebalance()
    .map((click) => click)
    .uid("map")
    .setParallelism(1)
    .keyBy((click) => click.user);
  const sums = byUser
    .reduce((a, b) => ({ ...b, page: a.page + b.page }))
    .uid("sums")
    .name("sums");
  const sessions = byUser
    .window(EventTimeSessionWindows.withGap(Duration.ofMillis(700)))
    .reduce((a, b) => ({ ...a, page: a.page + b.page }))
    .uid("sessions");
  sums
    .map(({ user, page }) => `${user} ${page}`)
    .uid("texts")
    .union(sessions.map(({ user, page, at }) => `session of ${user} from ${at}: ${page}`).uid("lines"))
    .sinkTo(sink)
    .uid("sink");
  return { job: env.execute(), sink };
}

const leg: fc.Arbitrary<Leg> = fc.record({
  seed: fc.integer({ min: 0, max: 1_000 }),
  steps: fc.integer({ min: 0, max: 250 }),
  parallelism: fc.integer({ min: 1, max: 4 }),
  backend: fc.constantFrom("hashmap", "rocksdb"),
  unaligned: fc.boolean(),
  millisPerRecord: fc.constantFrom(0, 30, 120),
});

it("jobs that go on from each other give what one run gives (rules 5.5.d, 5.5.f, 5.6.a, 5.6.e)", () => {
  const plain: Leg = { seed: 0, steps: 0, parallelism: 2, backend: "hashmap", unaligned: false, millisPerRecord: 0 };
  const whole = start(plain);
  whole.job.runToEnd();
  const expected = [...whole.sink.values].sort();
  expect(expected.length).toBeGreaterThan(70);
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 4 }), (legs) => {
      const results: string[] = [];
      let savepoint: Savepoint | undefined;
      let now = 0;
      for (const [index, each] of legs.entries()) {
        const { job, sink } = start(each, savepoint, now);
        job.step(each.steps);
        if (index === legs.length - 1) job.runToEnd();
        else if (job.status === "RUNNING")
          savepoint = JSON.parse(JSON.stringify(job.stopWithSavepoint(false).get())) as Savepoint;
        now = job.step(0).processingTime;
        results.push(...sink.values);
        if (job.status === "FINISHED" && job.savepoints.length === 0) break;
      }
      expect(results.sort()).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});
