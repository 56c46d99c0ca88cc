/** The sum of a key's values in the last five minutes of event time, every minute. */
import { filter, from, groupBy, map, mergeMap, reduce, share } from "rxjs";
import { Duration, SlidingEventTimeWindows } from "../../engine/index";
import { createIndexedSource } from "../indexed-source";
import { OUT_OF_ORDERNESS_MILLIS, recordAt, SPARSE } from "../workload";
import { add, type BenchJob, EVENT_TIME, LONG_KEY, observeRecords, TallySink, WindowSums } from "./bench-job";

const SIZE_MILLIS = 300_000;
const SLIDE_MILLIS = 60_000;

/** The end of the first window that a time falls into; the others follow every slide. */
function firstEndOf(time: number): number {
  return (Math.floor(time / SLIDE_MILLIS) + 1) * SLIDE_MILLIS;
}

export const slidingSum: BenchJob = {
  name: "sliding-sum",
  expected: {
    200_000: [37_864, 249_899_026_610],
    1_000_000: [170_981, 1_249_870_214_045],
    5_000_000: [837_858, 6_270_170_957_105],
  },
  engine: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, SPARSE), EVENT_TIME, "bench")
      .keyBy((record) => record.key, LONG_KEY)
      .window(SlidingEventTimeWindows.of(Duration.ofMillis(SIZE_MILLIS), Duration.ofMillis(SLIDE_MILLIS)))
      .aggregate<number, number, number>(
        { createAccumulator: () => 0, add: ({ value }, sum) => sum + value, getResult: (sum) => sum },
        (key, window, sums, out) => {
          for (const sum of sums) out.collect(sum * (key + 1) + window.end / 1000);
        },
      )
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    const sums = new WindowSums();
    let last = 0;
    for (let index = 0; index < records; index += 1) {
      const { key, value, time } = recordAt(index, SPARSE);
      const first = firstEndOf(time);
      if (first > last) {
        sums.release(time - OUT_OF_ORDERNESS_MILLIS, tally);
        last = first;
      }
      for (let after = 0; after < SIZE_MILLIS; after += SLIDE_MILLIS) sums.add(first + after, key, value);
    }
    sums.release(Number.POSITIVE_INFINITY, tally);
  },
  rxjs: (records, tally) => {
    const input = observeRecords(records, SPARSE).pipe(share());
    const slides = Array.from({ length: SIZE_MILLIS / SLIDE_MILLIS }, (_, index) => index * SLIDE_MILLIS);
    input
      .pipe(
        mergeMap(({ key, value, time }) => slides.map((after) => ({ key, value, end: firstEndOf(time) + after }))),
        groupBy(({ end }) => end, {
          duration: ({ key: end }) => input.pipe(filter(({ time }) => time > end + OUT_OF_ORDERNESS_MILLIS)),
        }),
        mergeMap((window) =>
          window.pipe(
            reduce((sums, { key, value }) => sums.set(key, (sums.get(key) ?? 0) + value), new Map<number, number>()),
            mergeMap((sums) => from(sums)),
            map(([key, sum]) => sum * (key + 1) + window.key / 1000),
          ),
        ),
      )
      .subscribe((check) => add(tally, check));
  },
};
