/**
 * What a benched job is: one computation as a program of the engine, as a hand-written loop and, where its operators
 * can say it, as an RxJS pipeline. Outputs are only counted and checked, so that a sink costs next to nothing.
 */
import { Observable } from "rxjs";
import {
  Duration,
  type Sink,
  type SinkWriter,
  type StreamExecutionEnvironment,
  Types,
  WatermarkStrategy,
} from "../../engine/index";
import { type BenchRecord, OUT_OF_ORDERNESS_MILLIS, recordAt, type WorkloadShape } from "../workload";

/** How many outputs, and the sum of their checks. */
export type Tally = { outputs: number; check: number };

export type BenchJob = {
  /** As the recorder's bench calls it. */
  readonly name: string;
  /** What Flink gave, by number of records: outputs and check sum. */
  readonly expected: Readonly<Record<number, readonly [outputs: number, check: number]>>;
  /** Builds the program. */
  readonly engine: (env: StreamExecutionEnvironment, records: number, tally: Tally) => void;
  /** The same result by plain JavaScript, written as one would for just this question. */
  readonly loop: (records: number, tally: Tally) => void;
  /** The same by RxJS; null where its operators cannot say it without state written by hand. */
  readonly rxjs: ((records: number, tally: Tally) => void) | null;
};

/** Event time with the disorder that the workload has. */
export const EVENT_TIME = WatermarkStrategy.forBoundedOutOfOrderness<BenchRecord>(
  Duration.ofMillis(OUT_OF_ORDERNESS_MILLIS),
).withTimestampAssigner((record) => record.time);

export const NO_WATERMARKS = WatermarkStrategy.noWatermarks<BenchRecord>();

/** Keys are Java longs, as in the recorder's bench. */
export const LONG_KEY = Types.LONG as never;

export function add(tally: Tally, check: number): void {
  tally.outputs += 1;
  tally.check += check;
}

/** Counts outputs and sums their checks. */
export class TallySink implements Sink<number> {
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  createWriter(): SinkWriter<number> {
    return { write: (check) => add(this.#tally, check), flush: () => undefined };
  }
}

/** The workload as an observable. */
export function observeRecords(records: number, shape: WorkloadShape): Observable<BenchRecord> {
  return new Observable((subscriber) => {
    for (let index = 0; index < records; index += 1) subscriber.next(recordAt(index, shape));
    subscriber.complete();
  });
}

/** Numbers by window end and key, given away window by window. */
export class WindowSums {
  readonly #sums = new Map<number, Map<number, number>>();

  add(end: number, key: number, value: number): void {
    let window = this.#sums.get(end);
    if (window === undefined) {
      window = new Map();
      this.#sums.set(end, window);
    }
    window.set(key, (window.get(key) ?? 0) + value);
  }

  /** Gives away the windows that end at or before `time`. */
  release(time: number, tally: Tally): void {
    for (const [end, window] of this.#sums) {
      if (end > time) continue;
      for (const [key, sum] of window) add(tally, sum * (key + 1) + Math.floor(end / 1000));
      this.#sums.delete(end);
    }
  }
}
