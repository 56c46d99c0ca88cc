/**
 * Two keyed streams joined by how far their records lie apart in event time. Answers to Flink 2.3's
 * `KeyedStream.IntervalJoin` and `KeyedStream.IntervalJoined`.
 */
import { EngineError, nullPointer } from "../core/index";
import {
  checkIntervalBounds,
  IntervalJoinOperator,
  type IntervalJoinSettings,
  type OutputTag,
  type ProcessJoinFunction,
} from "../operators/index";
import { type DurationLike, toMillis } from "./configuration";
import type { KeyTypeOf } from "./data-stream";
import type { KeyedStream } from "./keyed-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { checkFunction, instantiate } from "./user-function";

/** Made by `KeyedStream.intervalJoin`; go on with `between`. */
export class IntervalJoin<T1, T2, KEY> {
  readonly #left: KeyedStream<T1, KEY>;
  readonly #right: KeyedStream<T2, KEY>;
  #isInEventTime = true;

  constructor(left: KeyedStream<T1, KEY>, right: KeyedStream<T2, KEY>) {
    this.#left = left;
    this.#right = right;
  }

  /** The only time domain that interval joins know, and the default. */
  inEventTime(): this {
    this.#isInEventTime = true;
    return this;
  }

  /** Refused by `between`, as in Flink. */
  inProcessingTime(): this {
    this.#isInEventTime = false;
    return this;
  }

  /**
   * The bounds, both inclusive: `right.timestamp` lies in `[left.timestamp + lowerBound, left.timestamp + upperBound]`.
   * A number is milliseconds; negative means before.
   * Errors: `UnsupportedTimeCharacteristicException` in processing time.
   */
  between(lowerBound: DurationLike, upperBound: DurationLike): IntervalJoined<T1, T2, KEY> {
    if (!this.#isInEventTime) {
      throw new EngineError({
        code: "UNSUPPORTED_TIME",
        message: "Time-bounded stream joins are only supported in event time.",
        hint: "Leave inProcessingTime() out; to join by arrival use connect with a KeyedCoProcessFunction.",
        flinkClass: "UnsupportedTimeCharacteristicException",
      });
    }
    if (lowerBound === null || lowerBound === undefined) throw nullPointer("An interval join needs a lower bound.");
    if (upperBound === null || upperBound === undefined) throw nullPointer("An interval join needs an upper bound.");
    return new IntervalJoined(this.#left, this.#right, toMillis(lowerBound), toMillis(upperBound));
  }
}

/** An interval join whose bounds are known; go on with `process`. */
export class IntervalJoined<IN1, IN2, KEY> {
  readonly #left: KeyedStream<IN1, KEY>;
  readonly #right: KeyedStream<IN2, KEY>;
  #settings: IntervalJoinSettings<IN1, IN2>;

  constructor(left: KeyedStream<IN1, KEY>, right: KeyedStream<IN2, KEY>, lowerBound: number, upperBound: number) {
    this.#left = left;
    this.#right = right;
    this.#settings = {
      lowerBound,
      upperBound,
      lowerBoundInclusive: true,
      upperBoundInclusive: true,
      leftLateDataOutputTag: null,
      rightLateDataOutputTag: null,
    };
  }

  /** A right record exactly at the lower bound does not match any more. */
  lowerBoundExclusive(): this {
    this.#settings = { ...this.#settings, lowerBoundInclusive: false };
    return this;
  }

  /** A right record exactly at the upper bound does not match any more. */
  upperBoundExclusive(): this {
    this.#settings = { ...this.#settings, upperBoundInclusive: false };
    return this;
  }

  /** Left records behind the watermark go to this side output instead of being dropped. */
  sideOutputLeftLateData(outputTag: OutputTag<IN1>): this {
    this.#settings = { ...this.#settings, leftLateDataOutputTag: outputTag };
    return this;
  }

  /** Right records behind the watermark go to this side output instead of being dropped. */
  sideOutputRightLateData(outputTag: OutputTag<IN2>): this {
    this.#settings = { ...this.#settings, rightLateDataOutputTag: outputTag };
    return this;
  }

  /**
   * Calls the function with each pair. Results carry the greater of the two timestamps. Flink's
   * `IntervalJoined.process`.
   * Errors: `IllegalArgumentException` when the lower bound is the greater one, `UnsupportedOperationException` for
   * keys of different types.
   */
  process<OUT>(processJoinFunction: ProcessJoinFunction<IN1, IN2, OUT>): SingleOutputStreamOperator<OUT> {
    checkFunction(processJoinFunction, "process", "processElement");
    const settings = this.#settings;
    checkIntervalBounds(settings.lowerBound, settings.upperBound);
    const create = () => new IntervalJoinOperator<IN1, IN2, OUT>(instantiate(processJoinFunction), settings);
    return keyedAgain(this.#left)
      .connect(keyedAgain(this.#right))
      .transform<OUT>("Interval Join", "interval-join", create);
  }
}

/** As Flink does, which counts in the numbers that plans give nodes. */
function keyedAgain<T, KEY>(stream: KeyedStream<T, KEY>): KeyedStream<T, KEY> {
  const { selector, type } = stream.keyDefinition;
  return stream.keyBy<KEY>(selector, type as KeyTypeOf<NoInfer<KEY>>);
}
