/** Pairs of an even and an odd record of one key that are at most five seconds apart. */
import { type Collector, Duration, type ProcessJoinContext, ProcessJoinFunction } from "../../engine/index";
import { createIndexedSource } from "../indexed-source";
import { type BenchRecord, OUT_OF_ORDERNESS_MILLIS, recordAt, type WorkloadShape } from "../workload";
import { add, type BenchJob, EVENT_TIME, LONG_KEY, type Tally, TallySink } from "./bench-job";

const SHAPE: WorkloadShape = { keys: 10_000, recordsPerStep: 2, stepMillis: 1, hasSides: true };
const BOUND_MILLIS = 5_000;

/** A right record's value is -1 - value, which tells the sides apart. */
function checkOf(left: BenchRecord, right: BenchRecord): number {
  return 3 * left.value + (-1 - right.value) + 1;
}

class Pairs extends ProcessJoinFunction<BenchRecord, BenchRecord, number> {
  processElement(left: BenchRecord, right: BenchRecord, _context: ProcessJoinContext, out: Collector<number>): void {
    out.collect(checkOf(left, right));
  }
}

/** The records of one side of a key that can still find a partner, in order of arrival. */
class Side {
  #records: BenchRecord[] = [];
  #first = 0;

  /** Adds the pairs of a record of the other side. */
  joinWith(record: BenchRecord, isLeft: boolean, tally: Tally): void {
    this.#forgetBefore(record.time - OUT_OF_ORDERNESS_MILLIS - BOUND_MILLIS);
    for (let index = this.#first; index < this.#records.length; index += 1) {
      const other = this.#records[index] as BenchRecord;
      if (Math.abs(other.time - record.time) > BOUND_MILLIS) continue;
      add(tally, isLeft ? checkOf(record, other) : checkOf(other, record));
    }
  }

  add(record: BenchRecord): void {
    this.#records.push(record);
  }

  #forgetBefore(time: number): void {
    while (this.#first < this.#records.length && (this.#records[this.#first] as BenchRecord).time < time) {
      this.#first += 1;
    }
    if (this.#first < 16) return;
    this.#records = this.#records.slice(this.#first);
    this.#first = 0;
  }
}

export const intervalJoin: BenchJob = {
  name: "interval-join",
  expected: {
    200_000: [97_497, 194_482_382],
    1_000_000: [497_075, 993_998_526],
    5_000_000: [2_495_588, 4_988_401_751],
  },
  engine: (env, records, tally) => {
    const input = env.fromSource(createIndexedSource(records, SHAPE), EVENT_TIME, "bench");
    const left = input.filter(({ value }) => value >= 0).keyBy(({ key }) => key, LONG_KEY);
    const right = input.filter(({ value }) => value < 0).keyBy(({ key }) => key, LONG_KEY);
    left
      .intervalJoin(right)
      .between(Duration.ofMillis(-BOUND_MILLIS), Duration.ofMillis(BOUND_MILLIS))
      .process(new Pairs())
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    const sides = [new Map<number, Side>(), new Map<number, Side>()] as const;
    const sideOf = (side: 0 | 1, key: number): Side => {
      let found = sides[side].get(key);
      if (found === undefined) {
        found = new Side();
        sides[side].set(key, found);
      }
      return found;
    };
    for (let index = 0; index < records; index += 1) {
      const record = recordAt(index, SHAPE);
      const isLeft = record.value >= 0;
      sideOf(isLeft ? 1 : 0, record.key).joinWith(record, isLeft, tally);
      sideOf(isLeft ? 0 : 1, record.key).add(record);
    }
  },
  rxjs: null,
};
