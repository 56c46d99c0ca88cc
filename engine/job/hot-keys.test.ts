/**
 * One key that is much more frequent than the others: what it does to the subtasks, what a salt and a second phase make
 * of it, and that the results stay the same. Times follow from the costs: 10 ms for each record that is added up.
 */
import { describe, expect, test } from "vitest";
import {
  CollectingSink,
  createLocalEnvironment,
  Duration,
  type JobClient,
  type RestValue,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../index";

type Sale = { readonly shop: string; readonly cents: number; readonly time: number };
type Total = { readonly shop: string; readonly cents: number; readonly time: number };

const COST_MILLIS = 10;
const WINDOW_MILLIS = 250;
const SUBTASKS = 4;

/** 1,000 sales, 1 ms apart: four of five in the shop "hot", the others in ten shops in turn. */
const SALES: readonly Sale[] = Array.from({ length: 1_000 }, (_, index) => ({
  shop: index % 5 === 4 ? `shop ${Math.floor(index / 5) % 10}` : "hot",
  cents: 100 + index,
  time: index,
}));

/** Added up without any engine: by shop and window. */
const TOTALS = new Map<string, number>();
for (const { shop, cents, time } of SALES) {
  const at = `${shop}@${time - (time % WINDOW_MILLIS)}`;
  TOTALS.set(at, (TOTALS.get(at) ?? 0) + cents);
}

const addUp = (a: Total, b: Total): Total => ({ shop: a.shop, cents: a.cents + b.cents, time: a.time });

/** `salts` 0: keyed by shop; else by shop and salt, then, in a second phase, by shop. */
function start(salts: number) {
  const env = createLocalEnvironment({ costs: { records: [{ operator: "add", millis: COST_MILLIS }] } });
  env.setParallelism(SUBTASKS);
  const sink = new CollectingSink<Total>();
  const window = () => TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW_MILLIS));
  const strategy = WatermarkStrategy.forMonotonousTimestamps<Sale>().withTimestampAssigner(({ time }) => time);
  const sales = env.fromData(SALES).assignTimestampsAndWatermarks(strategy);
  const first = sales
    .keyBy(({ shop, time }) => (salts === 0 ? shop : `${shop}#${time % salts}`))
    .window(window())
    .reduce(addUp)
    .name("add");
  const totals =
    salts === 0
      ? first
      : first
          .keyBy(({ shop }) => shop)
          .window(window())
          .reduce(addUp)
          .name("add parts");
  totals.sinkTo(sink);
  return { job: env.execute("shops"), sink };
}

function totalsOf(totals: readonly Total[]): Map<string, number> {
  const seen = totals.map(({ shop, cents, time }) => [`${shop}@${time - (time % WINDOW_MILLIS)}`, cents] as const);
  expect(new Set(seen.map(([at]) => at)).size).toBe(seen.length);
  return new Map(seen);
}

/** A metric of each subtask of "add", as a number. */
function ofSubtasks(job: JobClient, metric: string): readonly number[] {
  const { jobs } = job.rest("/jobs").body as { jobs: readonly { id: string }[] };
  const vertex = job.plan.vertices.find(({ name }) => name.startsWith("add"));
  return Array.from({ length: SUBTASKS }, (_, subtask) => {
    const path = `/jobs/${jobs[0]?.id}/vertices/${vertex?.id}/subtasks/${subtask}/metrics?get=${metric}`;
    const [answer] = job.rest(path).body as readonly { readonly value: RestValue }[];
    return Number(answer?.value);
  });
}

function runTo(job: JobClient, millis: number): void {
  while (job.step(1).processingTime < millis) expect(job.status).toBe("RUNNING");
}

describe("a hot key", () => {
  test("rule 6.9: one subtask is busy all the time and its channel is full, however many others there are", () => {
    const { job } = start(0);
    runTo(job, 5_001);
    const busy = ofSubtasks(job, "busyTimeMsPerSecond");
    const queued = ofSubtasks(job, "Shuffle.Netty.Input.Buffers.inputQueueLength");
    const hot = busy.indexOf(1_000);
    expect(busy.filter((millis) => millis === 1_000)).toHaveLength(1);
    // One has just been taken; the source is about to fill its place.
    expect(queued[hot]).toBe(31);
    // The hot subtask takes four of five records: the others work for at most a quarter of its time.
    for (const subtask of [0, 1, 2, 3].filter((index) => index !== hot)) {
      expect(busy[subtask]).toBeLessThanOrEqual(250);
      expect(queued[subtask]).toBe(0);
    }
    const source = job.plan.vertices[0]?.id;
    const { jobs } = job.rest("/jobs").body as { jobs: readonly { id: string }[] };
    expect(job.rest(`/jobs/${jobs[0]?.id}/vertices/${source}/backpressure`).body).toMatchObject({
      backpressureLevel: "high",
      subtasks: [{ ratio: 1 }],
    });
  });

  test("rule 6.9: the busiest subtask alone sets the time of the job", () => {
    const { job, sink } = start(0);
    const { processingTime } = job.runToEnd();
    const records = ofSubtasks(job, "numRecordsIn");
    expect(records.reduce((sum, count) => sum + count, 0)).toBe(1_000);
    expect(processingTime).toBe(Math.max(...records) * COST_MILLIS);
    expect(processingTime).toBeGreaterThanOrEqual(8_000);
    expect(totalsOf(sink.values)).toEqual(TOTALS);
  });

  test("rule 6.9: with a salt and a second phase the same results come out in less than half the time", () => {
    const { job, sink } = start(16);
    const { processingTime } = job.runToEnd();
    const records = ofSubtasks(job, "numRecordsIn");
    expect(totalsOf(sink.values)).toEqual(TOTALS);
    expect(processingTime).toBeLessThan(4_000);
    // Not perfect: salted keys are spread by hash too, and the source fills one channel while another runs empty.
    expect(processingTime).toBeGreaterThanOrEqual(Math.max(...records) * COST_MILLIS);
    expect(Math.max(...records)).toBeLessThan(400);
  });
});
