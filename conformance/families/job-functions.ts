/**
 * The user functions of recorded jobs that keep no state of their own. Every record is `[key, value, id]`.
 */
import { illegalState, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../engine/core/index";
import { type Collector, OutputTag, type ProcessContext, ProcessFunction } from "../../engine/operators/index";
import type { AggregateFunction } from "../../engine/state/index";
import { TimeWindow, type Window } from "../../engine/windows/index";
import { fold, type UsualRecord } from "./fold";

/** Java's `floorMod`. */
export function floorMod(a: number, b: number): number {
  return ((a % b) + b) % b;
}

/** How far doubles lie apart near `Long.MIN_VALUE`. */
const STEP = 2048n;

/** Java's `a + b` of two longs, where what count windows emit (the timestamp MAX) makes it wrap. */
export function addLongs(a: number, b: number): number {
  if (a < MAX_TIMESTAMP) return a + b;
  return numberOf(BigInt.asIntN(64, LONG_MAX + BigInt(b)));
}

/** The last millisecond of the span of `size` that a timestamp lies in: `t - t mod size + size - 1`, as longs. */
export function endOfSpan(timestamp: number, size: number): number {
  if (timestamp < MAX_TIMESTAMP) return timestamp - floorMod(timestamp, size) + size - 1;
  const length = BigInt(size);
  return numberOf(BigInt.asIntN(64, LONG_MAX - (LONG_MAX % length) + length - 1n));
}

const LONG_MAX = 2n ** 63n - 1n;

/** A long that wrapped around lies so many steps behind MIN as it lies milliseconds behind it: all keep their order. */
function numberOf(long: bigint): number {
  if (long === LONG_MAX) return MAX_TIMESTAMP;
  return long < 0n ? Number(-(2n ** 63n) + (long + 2n ** 63n) * STEP) : Number(long);
}

/** The side output of that name. */
export function tagOf(name: string): OutputTag<UsualRecord> {
  return new OutputTag<UsualRecord>(name);
}

/** The `n` greatest values, the earlier of equals first. */
export function top(records: Iterable<UsualRecord>, n: number): UsualRecord[] {
  return [...records].sort((a, b) => b[1] - a[1]).slice(0, n);
}

/** `once`: a failure that has happened does not happen again, also after a restart. */
export function mapFunction(
  name: string,
  n: number,
  options: { readonly failOnce: boolean },
): (record: UsualRecord) => UsualRecord {
  let failed = false;
  switch (name) {
    case "addToValue":
      return ([key, value, id]) => [key, value + n, id];
    case "idToValue":
      return ([key, , id]) => [key, floorMod(id, n), id];
    case "regroup":
      return ([, value, id]) => [`g${floorMod(value, n)}`, value, id];
    case "failAt":
      return (record) => {
        if (record[2] === n && !(options.failOnce && failed)) {
          failed = true;
          throw illegalState(`failed at id ${n}`);
        }
        return record;
      };
    default:
      throw new Error(`Unknown map function ${name}`);
  }
}

export function filterFunction(name: string, n: number): (record: UsualRecord) => boolean {
  switch (name) {
    case "valueAtLeast":
      return ([, value]) => value >= n;
    case "valueBelow":
      return ([, value]) => value < n;
    case "valueNotMultipleOf":
      return ([, value]) => floorMod(value, n) !== 0;
    default:
      throw new Error(`Unknown filter function ${name}`);
  }
}

export function flatMapFunction(name: string): (record: UsualRecord, out: Collector<UsualRecord>) => void {
  switch (name) {
    case "words":
      return ([key, , id], out) => {
        for (const word of key.split(" ")) out.collect([word, 1, id]);
      };
    case "repeat":
      return ([key, value, id], out) => {
        for (let index = 0; index < floorMod(value, 3); index += 1) out.collect([key, index, id]);
      };
    default:
      throw new Error(`Unknown flat map function ${name}`);
  }
}

/** `routeOdd`, `routeLate` and `watermarkLag`. */
export class RecordedProcess extends ProcessFunction<UsualRecord, UsualRecord> {
  constructor(readonly functionName: string) {
    super();
  }

  processElement(record: UsualRecord, context: ProcessContext, out: Collector<UsualRecord>): void {
    const timestamp = context.timestamp() ?? MIN_TIMESTAMP;
    const watermark = context.timerService().currentWatermark();
    const [key, value, id] = record;
    switch (this.functionName) {
      case "routeOdd":
        if (floorMod(value, 2) === 1) context.output(tagOf("odd"), record);
        else out.collect(record);
        return;
      case "routeLate":
        if (timestamp <= watermark) context.output(tagOf("late"), record);
        else out.collect(record);
        return;
      case "watermarkLag":
        out.collect([key, watermark === MIN_TIMESTAMP ? -1 : timestamp - watermark, id]);
        return;
      default:
        throw new Error(`Unknown process function ${this.functionName}`);
    }
  }
}

export function reduceFunction(name: string): (a: UsualRecord, b: UsualRecord) => UsualRecord {
  switch (name) {
    case "sumFold":
      return (a, b) => [a[0], a[1] + b[1], fold(a[2], b[2])];
    case "sumMax":
      return (a, b) => [a[0], a[1] + b[1], Math.max(a[2], b[2])];
    default:
      throw new Error(`Unknown reduce function ${name}`);
  }
}

type AverageAccumulator = readonly [greatestKey: string, count: number, sum: number, greatestId: number];

/** The average, rounded down; no order of inputs shows. */
export const AVERAGE: AggregateFunction<UsualRecord, AverageAccumulator, UsualRecord> = {
  createAccumulator: () => ["", 0, 0, 0],
  add: ([key, value, id], [greatestKey, count, sum, greatestId]) => [
    later(greatestKey, key),
    count + 1,
    sum + value,
    Math.max(greatestId, id),
  ],
  getResult: ([key, count, sum, id]) => [key, Math.floor(sum / count), id],
  merge: (a, b) => [later(a[0], b[0]), a[1] + b[1], a[2] + b[2], Math.max(a[3], b[3])],
};

function later(a: string, b: string): string {
  return a >= b ? a : b;
}

type ListFunction = (
  group: string,
  window: Window,
  records: Iterable<UsualRecord>,
  out: Collector<UsualRecord>,
) => void;

/** Functions over a whole window; null for those that combine incrementally. */
export function listFunction(name: string): ListFunction | null {
  switch (name) {
    case "listFold":
      return (group, window, records, out) => {
        const ids = [...records].map(([, , id]) => id);
        const length = window instanceof TimeWindow ? lengthOf(window) : ids.length;
        out.collect([group, length, ids.reduce(fold, 0)]);
      };
    case "top2":
      return (_group, _window, records, out) => {
        for (const record of top(records, 2)) out.collect(record);
      };
    case "count":
      return (group, _window, records, out) => {
        const ids = [...records].map(([, , id]) => id);
        out.collect([group, ids.length, Math.max(0, ...ids)]);
      };
    default:
      return null;
  }
}

/** `end - start` as Java's longs have it: they wrap where a window begins at MAX. */
function lengthOf({ start, end }: TimeWindow): number {
  if (end >= start) return end - start;
  const javaLong = (time: number): bigint => (time >= MAX_TIMESTAMP ? 2n ** 63n - 1n : BigInt(time));
  return Number(BigInt.asIntN(64, javaLong(end) - javaLong(start)));
}
