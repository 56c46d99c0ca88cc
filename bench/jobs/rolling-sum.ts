/** The sum of a key's values so far, for every record; with one subtask or with four. */
import { groupBy, map, mergeMap, scan } from "rxjs";
import { createIndexedSource } from "../indexed-source";
import { DENSE, recordAt } from "../workload";
import { add, type BenchJob, LONG_KEY, NO_WATERMARKS, observeRecords, TallySink } from "./bench-job";

function rollingSumAt(name: string, parallelism: number): BenchJob {
  return {
    name,
    expected: {
      200_000: [200_000, 1_098_185_483],
      1_000_000: [1_000_000, 25_491_736_796],
      5_000_000: [5_000_000, 627_019_790_977],
    },
    engine: (env, records, tally) => {
      env
        .fromSource(createIndexedSource(records, DENSE), NO_WATERMARKS, "bench")
        .setParallelism(1)
        .keyBy((record) => record.key, LONG_KEY)
        .reduce((kept, record) => ({ key: kept.key, value: kept.value + record.value, time: record.time }))
        .setParallelism(parallelism)
        .map((record) => record.value)
        .setParallelism(parallelism)
        .sinkTo(new TallySink(tally))
        .setParallelism(1);
    },
    loop: (records, tally) => {
      const sums = new Map<number, number>();
      for (let index = 0; index < records; index += 1) {
        const { key, value } = recordAt(index, DENSE);
        const sum = (sums.get(key) ?? 0) + value;
        sums.set(key, sum);
        add(tally, sum);
      }
    },
    rxjs: (records, tally) => {
      observeRecords(records, DENSE)
        .pipe(
          groupBy(({ key }) => key),
          mergeMap((ofKey) =>
            ofKey.pipe(
              scan((kept, record) => ({ key: kept.key, value: kept.value + record.value, time: record.time })),
              map(({ value }) => value),
            ),
          ),
        )
        .subscribe((check) => add(tally, check));
    },
  };
}

export const rollingSum = rollingSumAt("rolling-sum", 1);
export const rollingSum4 = rollingSumAt("rolling-sum-4", 4);
