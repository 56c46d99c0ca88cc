/** A chain without state: map, filter, map. */
import { filter, map } from "rxjs";
import { createIndexedSource } from "../indexed-source";
import { recordAt, type WorkloadShape } from "../workload";
import { add, type BenchJob, NO_WATERMARKS, observeRecords, TallySink } from "./bench-job";

const SHAPE: WorkloadShape = { keys: 1_000, recordsPerStep: 100, stepMillis: 1 };

export const stateless: BenchJob = {
  name: "stateless",
  expected: {
    200_000: [132_994, 132_862_470],
    1_000_000: [667_587, 667_815_494],
    5_000_000: [3_333_939, 3_334_976_030],
  },
  engine: (env, records, tally) => {
    env
      .fromSource(createIndexedSource(records, SHAPE), NO_WATERMARKS, "bench")
      .map(({ key, value, time }) => ({ key, value: value + 1, time }))
      .filter(({ value }) => value % 3 !== 0)
      .map(({ value }) => value * 2)
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    for (let index = 0; index < records; index += 1) {
      const { value } = recordAt(index, SHAPE);
      if ((value + 1) % 3 !== 0) add(tally, (value + 1) * 2);
    }
  },
  rxjs: (records, tally) => {
    observeRecords(records, SHAPE)
      .pipe(
        map(({ key, value, time }) => ({ key, value: value + 1, time })),
        filter(({ value }) => value % 3 !== 0),
        map(({ value }) => value * 2),
      )
      .subscribe((check) => add(tally, check));
  },
};
