/**
 * Pairs records of two keyed streams whose timestamps lie within an interval of each other. Answers to Flink 2.3's
 * `IntervalJoinOperator`.
 *
 *   right.ts in [left.ts + lowerBound, left.ts + upperBound]      bounds in milliseconds
 *
 * Each side keeps its records in a map from timestamp to records. A record that arrives meets the whole map of the
 * other side in the order of `java.util.HashMap`, and waits in its own until the watermark reaches its clean-up time.
 * All sums wrap as Java longs do.
 */
import { EngineError, illegalArgument, MAX_TIMESTAMP, MIN_TIMESTAMP, timestampOrMin } from "../core/index";
import { type MapContents, MapStateDescriptor } from "../state/index";
import type { InternalTimerService, Namespace, Triggerable } from "../time/index";
import { Types } from "../types/index";
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import type { ProcessJoinFunction } from "./co-functions";
import { CLEANUP_LEFT, CLEANUP_RIGHT, type CleanupNamespace, IntervalBounds } from "./interval-join-bounds";
import { JoinEmission } from "./interval-join-emission";
import { type JoinSide, JoinTrace } from "./interval-join-trace";
import type { OperatorContext } from "./operator-context";
import type { OutputTag } from "./output";
import { asUserCodeError } from "./user-call";

/** How the streams are joined. */
export type IntervalJoinSettings<IN1, IN2> = {
  /** In milliseconds; not greater than `upperBound`. */
  readonly lowerBound: number;
  readonly upperBound: number;
  /** An exclusive bound is moved inwards by a millisecond. */
  readonly lowerBoundInclusive: boolean;
  readonly upperBoundInclusive: boolean;
  /** Where late records go; null: they are dropped. */
  readonly leftLateDataOutputTag: OutputTag<IN1> | null;
  readonly rightLateDataOutputTag: OutputTag<IN2> | null;
};

type Buffer<T> = MapContents<number, T[]>;

/** The name of the timer service, as in Flink. */
const TIMER_SERVICE_NAME = "CLEANUP_TIMER";

export class IntervalJoinOperator<IN1, IN2, OUT>
  extends AbstractUdfTwoInputOperator<ProcessJoinFunction<IN1, IN2, OUT>, IN1, IN2, OUT>
  implements Triggerable<Namespace>
{
  readonly #settings: IntervalJoinSettings<IN1, IN2>;
  readonly #bounds: IntervalBounds;
  #leftBuffer!: Buffer<IN1>;
  #rightBuffer!: Buffer<IN2>;
  #timers!: InternalTimerService<Namespace>;
  #emission!: JoinEmission<OUT>;
  #trace!: JoinTrace;
  #traced = false;
  /** The record that arrived, and what it reaches: for the visits of the other side's buffer, which make no object. */
  #left!: IN1;
  #right!: IN2;
  #timestamp = MIN_TIMESTAMP;
  #earliest = MIN_TIMESTAMP;
  #latest = MIN_TIMESTAMP;
  readonly #visitRights = (timestamp: number, rights: readonly IN2[]): void => {
    if (timestamp < this.#earliest || timestamp > this.#latest) return;
    this.#joinLeft(this.#left, this.#timestamp, rights, timestamp);
  };
  readonly #visitLefts = (timestamp: number, lefts: readonly IN1[]): void => {
    if (timestamp < this.#earliest || timestamp > this.#latest) return;
    this.#joinRight(this.#right, this.#timestamp, lefts, timestamp);
  };

  constructor(userFunction: ProcessJoinFunction<IN1, IN2, OUT>, settings: IntervalJoinSettings<IN1, IN2>) {
    super(userFunction);
    const { lowerBound, upperBound, lowerBoundInclusive, upperBoundInclusive } = settings;
    checkIntervalBounds(lowerBound, upperBound);
    this.#settings = settings;
    this.#bounds = new IntervalBounds(lowerBound, upperBound, lowerBoundInclusive, upperBoundInclusive);
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#trace = new JoinTrace(context);
    this.#traced = context.tracer.enabled;
    this.#emission = new JoinEmission(context, this.#trace);
  }

  override initializeState(): void {
    super.initializeState();
    const { keyedState } = this.context;
    const longs = Types.LONG;
    this.#leftBuffer = keyedState.getMapContents(new MapStateDescriptor<number, IN1[]>("LEFT_BUFFER", longs));
    this.#rightBuffer = keyedState.getMapContents(new MapStateDescriptor<number, IN2[]>("RIGHT_BUFFER", longs));
  }

  override open(): void {
    super.open();
    this.#timers = this.context.timerService<Namespace>(TIMER_SERVICE_NAME, this);
  }

  processElement1(value: IN1, recordTimestamp: number): void {
    const timestamp = requireTimestamp(recordTimestamp);
    if (timestamp < this.#timers.currentWatermark()) {
      this.#late(this.#settings.leftLateDataOutputTag, value, timestamp);
      return;
    }
    const { lower, upper } = this.#bounds;
    if (!this.#bounds.isPlainFor(timestamp)) {
      this.#processExactly("left", this.#leftBuffer, this.#rightBuffer, value, timestamp);
      return;
    }
    const cleanupTime = upper > 0 ? timestamp + upper : timestamp;
    this.#keep("left", this.#leftBuffer, value, timestamp, cleanupTime);
    this.#left = value;
    this.#setReach(timestamp, timestamp + lower, timestamp + upper);
    this.#rightBuffer.forEach(this.#visitRights);
    this.#timers.registerEventTimeTimer(CLEANUP_LEFT, cleanupTime);
  }

  processElement2(value: IN2, recordTimestamp: number): void {
    const timestamp = requireTimestamp(recordTimestamp);
    if (timestamp < this.#timers.currentWatermark()) {
      this.#late(this.#settings.rightLateDataOutputTag, value, timestamp);
      return;
    }
    const { lower, upper } = this.#bounds;
    if (!this.#bounds.isPlainFor(timestamp)) {
      this.#processExactly("right", this.#rightBuffer, this.#leftBuffer, value, timestamp);
      return;
    }
    const cleanupTime = lower < 0 ? timestamp - lower : timestamp;
    this.#keep("right", this.#rightBuffer, value, timestamp, cleanupTime);
    this.#right = value;
    this.#setReach(timestamp, timestamp - upper, timestamp - lower);
    this.#leftBuffer.forEach(this.#visitLefts);
    this.#timers.registerEventTimeTimer(CLEANUP_RIGHT, cleanupTime);
  }

  /** A clean-up time has come: the bucket that it belongs to is dropped whole. */
  onEventTime(time: number, _key: unknown, namespace: Namespace): void {
    const { side, bucket } = namespace as CleanupNamespace;
    const { lower, upper } = this.#bounds;
    if (side === "left") this.#drop(side, this.#leftBuffer, bucket ?? (upper <= 0 ? time : time - upper), time);
    else this.#drop(side, this.#rightBuffer, bucket ?? (lower <= 0 ? time + lower : time), time);
  }

  onProcessingTime(): void {}

  /** The same where sums may leave the range in which doubles are exact. */
  #processExactly<T>(side: JoinSide, own: Buffer<T>, other: Buffer<unknown>, value: T, timestamp: number): void {
    const reach = this.#bounds.exactReach(side, timestamp);
    const { cleanupNamespace, cleanupTime } = reach;
    this.#keep(side, own, value, timestamp, cleanupNamespace.bucket === timestamp ? cleanupTime : MAX_TIMESTAMP);
    for (const { key: otherTimestamp, value: others } of other.entries()) {
      if (!reach.contains(otherTimestamp)) continue;
      if (side === "left") this.#joinLeft(value as never, timestamp, others as IN2[], otherTimestamp);
      else this.#joinRight(value as never, timestamp, others as IN1[], otherTimestamp);
    }
    this.#timers.registerEventTimeTimer(cleanupNamespace, cleanupTime);
  }

  #setReach(timestamp: number, earliest: number, latest: number): void {
    this.#timestamp = timestamp;
    this.#earliest = earliest;
    this.#latest = latest;
  }

  #joinLeft(left: IN1, timestamp: number, rights: readonly IN2[], rightTimestamp: number): void {
    this.#emission.setTimestamps(timestamp, rightTimestamp);
    for (let index = 0; index < rights.length; index++) {
      if (this.#traced) this.#trace.meets("left", rightTimestamp, index, rights.length);
      this.#join(left, rights[index] as IN2);
    }
  }

  #joinRight(right: IN2, timestamp: number, lefts: readonly IN1[], leftTimestamp: number): void {
    this.#emission.setTimestamps(leftTimestamp, timestamp);
    for (let index = 0; index < lefts.length; index++) {
      if (this.#traced) this.#trace.meets("right", leftTimestamp, index, lefts.length);
      this.#join(lefts[index] as IN1, right);
    }
  }

  #join(left: IN1, right: IN2): void {
    try {
      this.userFunction.processElement(left, right, this.#emission, this.#emission);
    } catch (thrown) {
      throw asUserCodeError(this.context, [left, right], thrown);
    }
  }

  /** Puts a record into its buffer, where it stays until the watermark reaches `until`. */
  #keep<T>(side: JoinSide, buffer: Buffer<T>, value: T, timestamp: number, until: number): void {
    const map = buffer.stored();
    const bucket = map?.get(timestamp) ?? (buffer.isLive ? undefined : (buffer.get(timestamp) ?? undefined));
    if (this.#traced) this.#trace.held(side, timestamp, bucket?.length ?? 0, until);
    bucket?.push(value);
    if (map === null || this.#traced) buffer.put(timestamp, bucket ?? [value]);
    else if (bucket === undefined) map.set(timestamp, [value]);
  }

  #drop<T>(side: JoinSide, buffer: Buffer<T>, timestamp: number, time: number): void {
    if (this.#traced) this.#trace.released(side, timestamp, buffer.get(timestamp)?.length ?? 0, time);
    buffer.remove(timestamp);
  }

  #late<T>(tag: OutputTag<T> | null, value: T, timestamp: number): void {
    if (this.#traced) {
      this.#trace.late(timestamp, this.#timers.currentWatermark(), tag === null ? "dropped" : "side-output");
    }
    if (tag !== null) this.output.collectSide(tag, value, timestamp);
  }
}

/**
 * Refuses bounds (in milliseconds) of which the lower is the greater. As in Flink, exclusive bounds are moved after that
 * only: an interval that is empty because of them is accepted.
 */
export function checkIntervalBounds(lowerBound: number, upperBound: number): void {
  if (lowerBound <= upperBound) return;
  throw illegalArgument("The lower bound of an interval join must not be greater than its upper bound.", {
    hint: "between(lower, upper) are offsets of the right record's time from the left one's; before is negative.",
    context: { lowerBound, upperBound },
  });
}

function requireTimestamp(recordTimestamp: number): number {
  const timestamp = timestampOrMin(recordTimestamp);
  if (timestamp !== MIN_TIMESTAMP) return timestamp;
  throw new EngineError({
    code: "NO_TIMESTAMP",
    message: "A record without timestamp (Long.MIN_VALUE) reached an interval join, which compares timestamps.",
    hint: "Give both streams timestamps before keyBy: WatermarkStrategy...withTimestampAssigner(...).",
    flinkClass: "FlinkException",
  });
}
