/**
 * What an interval join tells about the records that it holds: in which buffer, until when, and in which pairs they
 * took part. Which record of the trace lies where in a buffer nobody needs to know while nothing is traced, so it is
 * kept here beside the state; callers ask `tracer.enabled` first.
 *
 * What was known outlives a restart: a restored bucket holds the first records of the bucket that was lost.
 */
import { formatTimestamp, preview } from "../core/index";
import type { Tracer } from "../trace/index";
import type { OperatorContext } from "./operator-context";

export type JoinSide = "left" | "right";

/** The records of one bucket (side, key, timestamp) in order, as of an attempt of the job. */
type Bucket = { attempt: number; readonly records: number[] };

/** The buckets of one side of a join: by key (as text where it is an object), then by timestamp. */
type Buckets = Map<unknown, Map<number, Bucket>>;

/** By tracer, hence by run, then by operator and side. */
const BUCKETS = new WeakMap<Tracer, Map<string, Buckets>>();

export class JoinTrace {
  readonly #context: OperatorContext<never>;
  readonly #leftBuckets: Buckets;
  readonly #rightBuckets: Buckets;
  #left = 0;
  #right = 0;

  constructor(context: OperatorContext<never>) {
    this.#context = context;
    this.#leftBuckets = bucketsOf(context, "left");
    this.#rightBuckets = bucketsOf(context, "right");
  }

  /** The current record goes into its side's bucket, behind `size` others, and stays at the latest until `until`. */
  held(side: JoinSide, timestamp: number, size: number, until: number): void {
    const { tracer } = this.#context;
    const record = tracer.currentRecord;
    this.#recordsOf(side, timestamp, size).push(record);
    tracer.emit({
      kind: "record-held",
      ...this.#at(),
      record,
      key: this.#key(),
      timestamp,
      where: bufferName(side),
      until,
    });
  }

  /** The watermark has reached the clean-up time of a bucket of `size` records. */
  released(side: JoinSide, timestamp: number, size: number, cleanupTime: number): void {
    const where = bufferName(side);
    const reason = `the watermark reached its clean-up time ${formatTimestamp(cleanupTime)}`;
    for (const record of this.#recordsOf(side, timestamp, size)) {
      this.#context.tracer.emit({ kind: "record-released", ...this.#at(), record, where, reason });
    }
  }

  /** The current record is behind the watermark: it is dropped, or about to go to a side output. */
  late(timestamp: number, watermark: number, outcome: "dropped" | "side-output"): void {
    const { tracer } = this.#context;
    const record = tracer.currentRecord;
    if (outcome === "side-output") {
      const as = `a late record, behind the watermark ${formatTimestamp(watermark)}`;
      tracer.emit({ kind: "record-contributed", ...this.#at(), record, as });
      return;
    }
    const rule = "its timestamp lies behind the watermark, which makes it late for the interval join";
    tracer.emit({ kind: "record-dropped", ...this.#at(), record, timestamp, rule, limit: watermark });
  }

  /** The current record, of `side`, meets the record at `index` of a bucket of the other side. */
  meets(side: JoinSide, otherTimestamp: number, index: number, size: number): void {
    const otherSide = side === "left" ? "right" : "left";
    const other = this.#recordsOf(otherSide, otherTimestamp, size)[index] ?? 0;
    const { currentRecord } = this.#context.tracer;
    this.#left = side === "left" ? currentRecord : other;
    this.#right = side === "left" ? other : currentRecord;
  }

  /** The pair that met last is about to be emitted. */
  contributed(): void {
    const { tracer } = this.#context;
    if (this.#left > 0) tracer.emit({ kind: "record-contributed", ...this.#at(), record: this.#left, as: "left" });
    if (this.#right > 0) tracer.emit({ kind: "record-contributed", ...this.#at(), record: this.#right, as: "right" });
  }

  /** The records of a bucket that holds `size` of them now. */
  #recordsOf(side: JoinSide, timestamp: number, size: number): number[] {
    const { attemptNumber } = this.#context;
    const buckets = side === "left" ? this.#leftBuckets : this.#rightBuckets;
    const key = this.#context.keyedState.getCurrentKey();
    const bucketsOfKey = entryOf(buckets, typeof key === "object" ? preview(key) : key, newBuckets);
    const bucket = entryOf(bucketsOfKey, timestamp, newBucket);
    if (bucket.attempt < attemptNumber || bucket.records.length > size) bucket.records.length = size;
    bucket.attempt = attemptNumber;
    return bucket.records;
  }

  #key(): string {
    return preview(this.#context.keyedState.getCurrentKey());
  }

  #at(): { operator: number; subtask: number } {
    return { operator: this.#context.operatorIndex, subtask: this.#context.subtaskIndex };
  }
}

function bucketsOf(context: OperatorContext<never>, side: JoinSide): Buckets {
  const { tracer, operatorIndex } = context;
  const sides = BUCKETS.get(tracer) ?? new Map<string, Buckets>();
  if (tracer.enabled) BUCKETS.set(tracer, sides);
  return entryOf(sides, `${operatorIndex} ${side}`, () => new Map<unknown, Map<number, Bucket>>());
}

function newBuckets(): Map<number, Bucket> {
  return new Map();
}

function newBucket(): Bucket {
  return { attempt: 0, records: [] };
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function bufferName(side: JoinSide): string {
  return side === "left" ? "left buffer" : "right buffer";
}
