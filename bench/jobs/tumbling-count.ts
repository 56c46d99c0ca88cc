/** Records of a key in each second of event time. */
import { filter, from, groupBy, map, mergeMap, reduce, share } from "rxjs";
import { Duration, TumblingEventTimeWindows } from "../../engine/index";
import { createIndexedSource } from "../indexed-source";
import { DENSE, OUT_OF_ORDERNESS_MILLIS, recordAt } from "../workload";
import { add, type BenchJob, EVENT_TIME, LONG_KEY, observeRecords, TallySink, WindowSums } from "./bench-job";

const SIZE_MILLIS = 1_000;

function endOf(time: number): number {
  return (Math.floor(time / SIZE_MILLIS) + 1) * SIZE_MILLIS;
}

export const tumblingCount: BenchJob = {
  name: "tumbling-count",
  expected: {
    200_000: [22_213, 998_805_701],
    1_000_000: [102_222, 4_999_608_332],
    5_000_000: [502_187, 25_007_042_438],
  },
  engine: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, DENSE), EVENT_TIME, "bench")
      .keyBy((record) => record.key, LONG_KEY)
      .window(TumblingEventTimeWindows.of(Duration.ofMillis(SIZE_MILLIS)))
      .aggregate<number, number, number>(
        { createAccumulator: () => 0, add: (_record, count) => count + 1, getResult: (count) => count },
        (key, window, counts, out) => {
          for (const count of counts) out.collect(count * (key + 1) + window.end / 1000);
        },
      )
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    const counts = new WindowSums();
    let last = 0;
    for (let index = 0; index < records; index += 1) {
      const { key, time } = recordAt(index, DENSE);
      const end = endOf(time);
      if (end > last) {
        counts.release(time - OUT_OF_ORDERNESS_MILLIS, tally);
        last = end;
      }
      counts.add(end, key, 1);
    }
    counts.release(Number.POSITIVE_INFINITY, tally);
  },
  rxjs: (records, tally) => {
    const input = observeRecords(records, DENSE).pipe(share());
    input
      .pipe(
        groupBy(({ time }) => endOf(time), {
          duration: ({ key: end }) => input.pipe(filter(({ time }) => time > end + OUT_OF_ORDERNESS_MILLIS)),
        }),
        mergeMap((window) =>
          window.pipe(
            reduce((counts, { key }) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<number, number>()),
            mergeMap((counts) => from(counts)),
            map(([key, count]) => count * (key + 1) + window.key / 1000),
          ),
        ),
      )
      .subscribe((check) => add(tally, check));
  },
};
