/** A record that begins a pair and the next one of its key that ends one, within a minute. */
import {
  CEP,
  type Collector,
  Duration,
  type Match,
  Pattern,
  type PatternContext,
  PatternProcessFunction,
  SimpleCondition,
} from "../../engine/index";
import { createIndexedSource } from "../indexed-source";
import { type BenchRecord, recordAt, SPARSE } from "../workload";
import { add, type BenchJob, EVENT_TIME, LONG_KEY, type Tally, TallySink } from "./bench-job";

const WITHIN_MILLIS = 60_000;

class Distances extends PatternProcessFunction<BenchRecord, number> {
  processMatch(match: Match<BenchRecord>, _context: PatternContext, out: Collector<number>): void {
    const [a] = match.get("a") as [BenchRecord];
    const [b] = match.get("b") as [BenchRecord];
    out.collect(b.time - a.time + 1);
  }
}

/** All disorder lies within the records of one step, which are taken in the order of their times. */
function inOrder(records: number, visit: (record: BenchRecord) => void): void {
  const { recordsPerStep } = SPARSE;
  for (let first = 0; first < records; first += recordsPerStep) {
    const step: BenchRecord[] = [];
    for (let index = first; index < Math.min(records, first + recordsPerStep); index += 1) {
      const record = recordAt(index, SPARSE);
      if (record.value % 10 <= 1) step.push(record);
    }
    step.sort((a, b) => a.time - b.time);
    step.forEach(visit);
  }
}

function end(begun: readonly number[], time: number, tally: Tally): void {
  for (const beginning of begun) {
    if (time - beginning < WITHIN_MILLIS) add(tally, time - beginning + 1);
  }
}

export const cep: BenchJob = {
  name: "cep",
  expected: {
    200_000: [8_731, 237_496_193],
    1_000_000: [44_866, 1_210_825_977],
    5_000_000: [224_697, 6_064_326_571],
  },
  engine: (env, records, tally) => {
    const input = env.fromSource(createIndexedSource(records, SPARSE), EVENT_TIME, "bench");
    const pattern = Pattern.begin<BenchRecord>("a")
      .where(SimpleCondition.of(({ value }) => value % 10 === 0))
      .followedBy("b")
      .where(SimpleCondition.of(({ value }) => value % 10 === 1))
      .within(Duration.ofMillis(WITHIN_MILLIS));
    CEP.pattern(
      input.keyBy(({ key }) => key, LONG_KEY),
      pattern,
    )
      .process(new Distances())
      .sinkTo(new TallySink(tally));
  },
  loop: (records, tally) => {
    const begunOf = new Map<number, number[]>();
    inOrder(records, ({ key, value, time }) => {
      const begun = begunOf.get(key);
      if (value % 10 === 1) {
        if (begun === undefined) return;
        end(begun, time, tally);
        begunOf.delete(key);
      } else if (begun === undefined) {
        begunOf.set(key, [time]);
      } else {
        begun.push(time);
      }
    });
  },
  rxjs: null,
};
