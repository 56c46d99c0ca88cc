/**
 * The benched jobs, each twice: as a program of the engine and as the plain JavaScript that computes the same.
 * Outputs are only counted and checked, so that a sink costs next to nothing.
 */
import {
  Duration,
  type Sink,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  Types,
  WatermarkStrategy,
} from "../engine/index";
import { AbstractStreamOperator } from "../engine/operators/index";
import { createIndexedSource } from "./indexed-source";
import { type BenchRecord, OUT_OF_ORDERNESS_MILLIS, recordAt, type WorkloadShape } from "./workload";

/** How many outputs, and the sum of their checks. */
export type Tally = { outputs: number; check: number };

export type BenchJob = {
  readonly name: string;
  /** What 200,000 records give: Flink's own figures. */
  readonly expectedAt200000: readonly [outputs: number, check: number];
  readonly write: (env: StreamExecutionEnvironment, records: number, tally: Tally) => void;
  readonly plain: (records: number, tally: Tally) => void;
};

const DENSE: WorkloadShape = { keys: 10_000, recordsPerStep: 100, stepMillis: 1 };
const FEW_KEYS: WorkloadShape = { keys: 1_000, recordsPerStep: 100, stepMillis: 1 };

const EVENT_TIME = WatermarkStrategy.forBoundedOutOfOrderness<BenchRecord>(
  Duration.ofMillis(OUT_OF_ORDERNESS_MILLIS),
).withTimestampAssigner((record) => record.time);

const LONG_KEY = Types.LONG as never;

/** Counts outputs and sums their checks. */
class TallySink implements Sink<number> {
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  createWriterOperator(): AbstractStreamOperator<number, never> {
    return new TallyWriter(this.#tally);
  }
}

class TallyWriter extends AbstractStreamOperator<number, never> {
  readonly #tally: Tally;

  constructor(tally: Tally) {
    super();
    this.#tally = tally;
  }

  processElement(check: number): void {
    this.#tally.outputs += 1;
    this.#tally.check += check;
  }
}

function add(tally: Tally, check: number): void {
  tally.outputs += 1;
  tally.check += check;
}

const tumblingCount: BenchJob = {
  name: "tumbling-count",
  expectedAt200000: [22_213, 998_805_701],
  write: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, DENSE), EVENT_TIME, "bench")
      .keyBy((record) => record.key, LONG_KEY)
      .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
      .aggregate<number, number, number>(
        { createAccumulator: () => 0, add: (_record, count) => count + 1, getResult: (count) => count },
        (key, window, counts, out) => {
          for (const count of counts) out.collect(count * (key + 1) + window.end / 1000);
        },
      )
      .sinkTo(new TallySink(tally));
  },
  plain: (records, tally) => {
    const windows = new Map<number, Map<number, number>>();
    for (let index = 0; index < records; index += 1) {
      const { key, time } = recordAt(index, DENSE);
      const end = (Math.floor(time / 1000) + 1) * 1000;
      let counts = windows.get(end);
      if (counts === undefined) {
        counts = new Map();
        windows.set(end, counts);
      }
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [end, counts] of windows) {
      for (const [key, count] of counts) add(tally, count * (key + 1) + end / 1000);
    }
  },
};

const rollingSum: BenchJob = {
  name: "rolling-sum",
  expectedAt200000: [200_000, 1_098_185_483],
  write: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, DENSE), WatermarkStrategy.noWatermarks<BenchRecord>(), "bench")
      .keyBy((record) => record.key, LONG_KEY)
      .reduce((kept, record) => ({ key: kept.key, value: kept.value + record.value, time: kept.time }))
      .map((record) => record.value)
      .sinkTo(new TallySink(tally));
  },
  plain: (records, tally) => {
    const sums = new Map<number, number>();
    for (let index = 0; index < records; index += 1) {
      const { key, value } = recordAt(index, DENSE);
      const sum = (sums.get(key) ?? 0) + value;
      sums.set(key, sum);
      add(tally, sum);
    }
  },
};

const stateless: BenchJob = {
  name: "stateless",
  expectedAt200000: [132_994, 132_862_470],
  write: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, FEW_KEYS), WatermarkStrategy.noWatermarks<BenchRecord>(), "bench")
      .map((record) => ({ ...record, value: record.value + 1 }))
      .filter((record) => record.value % 3 !== 0)
      .map((record) => record.value * 2)
      .sinkTo(new TallySink(tally));
  },
  plain: (records, tally) => {
    for (let index = 0; index < records; index += 1) {
      const { value } = recordAt(index, FEW_KEYS);
      if ((value + 1) % 3 !== 0) add(tally, (value + 1) * 2);
    }
  },
};

export const BENCH_JOBS: readonly BenchJob[] = [tumblingCount, rollingSum, stateless];
