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
import { addMillis, EngineError, illegalArgument, MIN_TIMESTAMP, subtractMillis, timestampOrMin } from "../core/index";
import { type MapState, MapStateDescriptor } from "../state/index";
import type { InternalTimerService, Namespace, Triggerable } from "../time/index";
import { type TypeInformation, Types } from "../types/index";
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import type { ProcessJoinFunction } from "./co-functions";
import { CLEANUP_LEFT, CLEANUP_RIGHT, JoinEmission, TIMER_SERVICE_NAME } from "./interval-join-parts";
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

type Buffer<T> = MapState<number, T[]>;

export class IntervalJoinOperator<IN1, IN2, OUT>
  extends AbstractUdfTwoInputOperator<ProcessJoinFunction<IN1, IN2, OUT>, IN1, IN2, OUT>
  implements Triggerable<Namespace>
{
  readonly #settings: IntervalJoinSettings<IN1, IN2>;
  readonly #lowerBound: number;
  readonly #upperBound: number;
  /** The same seen from the right side. */
  readonly #rightLowerBound: number;
  readonly #rightUpperBound: number;
  #leftBuffer!: Buffer<IN1>;
  #rightBuffer!: Buffer<IN2>;
  #timers!: InternalTimerService<Namespace>;
  #emission!: JoinEmission<OUT>;
  #trace!: JoinTrace;
  #traced = false;

  constructor(userFunction: ProcessJoinFunction<IN1, IN2, OUT>, settings: IntervalJoinSettings<IN1, IN2>) {
    super(userFunction);
    const { lowerBound, upperBound, lowerBoundInclusive, upperBoundInclusive } = settings;
    checkIntervalBounds(lowerBound, upperBound);
    this.#settings = settings;
    this.#lowerBound = lowerBoundInclusive ? lowerBound : addMillis(lowerBound, 1);
    this.#upperBound = upperBoundInclusive ? upperBound : subtractMillis(upperBound, 1);
    this.#rightLowerBound = subtractMillis(0, this.#upperBound);
    this.#rightUpperBound = subtractMillis(0, this.#lowerBound);
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
    const longs = Types.LONG as TypeInformation<number>;
    this.#leftBuffer = keyedState.getMapState(new MapStateDescriptor<number, IN1[]>("LEFT_BUFFER", longs));
    this.#rightBuffer = keyedState.getMapState(new MapStateDescriptor<number, IN2[]>("RIGHT_BUFFER", longs));
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
    this.#keep("left", this.#leftBuffer, value, timestamp, this.#upperBound);
    const earliest = addMillis(timestamp, this.#lowerBound);
    const latest = addMillis(timestamp, this.#upperBound);
    for (const { key: otherTimestamp, value: others } of this.#rightBuffer.entries()) {
      if (otherTimestamp < earliest || otherTimestamp > latest) continue;
      this.#emission.setTimestamps(timestamp, otherTimestamp);
      for (let index = 0; index < others.length; index++) {
        if (this.#traced) this.#trace.meets("left", otherTimestamp, index, others.length);
        this.#join(value, others[index] as IN2);
      }
    }
    this.#timers.registerEventTimeTimer(CLEANUP_LEFT, cleanupTime(timestamp, this.#upperBound));
  }

  processElement2(value: IN2, recordTimestamp: number): void {
    const timestamp = requireTimestamp(recordTimestamp);
    if (timestamp < this.#timers.currentWatermark()) {
      this.#late(this.#settings.rightLateDataOutputTag, value, timestamp);
      return;
    }
    this.#keep("right", this.#rightBuffer, value, timestamp, this.#rightUpperBound);
    const earliest = addMillis(timestamp, this.#rightLowerBound);
    const latest = addMillis(timestamp, this.#rightUpperBound);
    for (const { key: otherTimestamp, value: others } of this.#leftBuffer.entries()) {
      if (otherTimestamp < earliest || otherTimestamp > latest) continue;
      this.#emission.setTimestamps(otherTimestamp, timestamp);
      for (let index = 0; index < others.length; index++) {
        if (this.#traced) this.#trace.meets("right", otherTimestamp, index, others.length);
        this.#join(others[index] as IN1, value);
      }
    }
    this.#timers.registerEventTimeTimer(CLEANUP_RIGHT, cleanupTime(timestamp, this.#rightUpperBound));
  }

  /** A clean-up time has come: the bucket that it belongs to is dropped whole. */
  onEventTime(time: number, _key: unknown, namespace: Namespace): void {
    if (namespace.equals(CLEANUP_LEFT)) {
      this.#drop("left", this.#leftBuffer, this.#upperBound <= 0 ? time : subtractMillis(time, this.#upperBound), time);
    } else {
      this.#drop("right", this.#rightBuffer, this.#lowerBound <= 0 ? addMillis(time, this.#lowerBound) : time, time);
    }
  }

  onProcessingTime(): void {}

  #join(left: IN1, right: IN2): void {
    try {
      this.userFunction.processElement(left, right, this.#emission, this.#emission);
    } catch (thrown) {
      throw asUserCodeError(this.context, [left, right], thrown);
    }
  }

  #keep<T>(side: JoinSide, buffer: Buffer<T>, value: T, timestamp: number, upperBound: number): void {
    const bucket = buffer.get(timestamp) ?? [];
    if (this.#traced) this.#trace.held(side, timestamp, bucket.length, cleanupTime(timestamp, upperBound));
    bucket.push(value);
    buffer.put(timestamp, bucket);
  }

  #drop<T>(side: JoinSide, buffer: Buffer<T>, timestamp: number, time: number): void {
    if (this.#traced) this.#trace.released(side, timestamp, buffer.get(timestamp)?.length ?? 0, time);
    buffer.remove(timestamp);
  }

  #late<T>(tag: OutputTag<T> | null, value: T, timestamp: number): void {
    if (tag !== null) this.output.collectSide(tag, value, timestamp);
    else if (this.#traced) this.#trace.dropped(timestamp, this.#timers.currentWatermark());
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

/** When a record may be forgotten: when nothing that is not late can meet it any more. */
function cleanupTime(timestamp: number, upperBound: number): number {
  return upperBound > 0 ? addMillis(timestamp, upperBound) : timestamp;
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
