/** The first record of a key in an hour: a value in state with a time to live. */
import { distinct } from "rxjs";
import {
  type Collector,
  Duration,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
  StateTtlConfig,
  type ValueState,
  ValueStateDescriptor,
} from "../../engine/index";
import { createIndexedSource, RECORDS_PER_MILLISECOND } from "../indexed-source";
import { type BenchRecord, recordAt, type WorkloadShape } from "../workload";
import { add, type BenchJob, LONG_KEY, NO_WATERMARKS, observeRecords, TallySink } from "./bench-job";

const SHAPE: WorkloadShape = { keys: 1_000_000, recordsPerStep: 100, stepMillis: 1 };
const TIME_TO_LIVE_MILLIS = 3_600_000;

class First extends KeyedProcessFunction<number, BenchRecord, number> {
  private seen!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    const descriptor = new ValueStateDescriptor<boolean>("seen");
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(TIME_TO_LIVE_MILLIS)).build());
    this.seen = context.getState(descriptor);
  }

  processElement(record: BenchRecord, _context: KeyedProcessContext<number>, out: Collector<number>): void {
    if (this.seen.value() !== null) return;
    this.seen.update(true);
    out.collect(record.key);
  }
}

export const deduplicate: BenchJob = {
  name: "deduplicate",
  expected: {
    200_000: [181_271, 90_864_085_197],
    1_000_000: [632_602, 316_506_273_040],
    5_000_000: [993_382, 496_676_263_585],
  },
  engine: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, SHAPE), NO_WATERMARKS, "bench")
      .keyBy((record) => record.key, LONG_KEY)
      .process(new First())
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    const goneAt = new Map<number, number>();
    for (let index = 0; index < records; index += 1) {
      const { key } = recordAt(index, SHAPE);
      const now = Math.floor(index / RECORDS_PER_MILLISECOND);
      const gone = goneAt.get(key);
      if (gone !== undefined && now < gone) continue;
      goneAt.set(key, now + TIME_TO_LIVE_MILLIS);
      add(tally, key);
    }
  },
  /** Without the hour: what `distinct` keeps, it keeps. */
  rxjs: (records, tally) => {
    observeRecords(records, SHAPE)
      .pipe(distinct(({ key }) => key))
      .subscribe(({ key }) => add(tally, key));
  },
};
