/**
 * A co-process function on two keyed streams, with state and timers per key that both inputs share. Answers to Flink
 * 2.3's `KeyedCoProcessOperator` and, for a `CoProcessFunction`, to `LegacyKeyedCoProcessOperator`: that one's contexts
 * do not tell the key.
 *
 * Timestamps of what it emits are those of `KeyedProcessOperator`.
 */
import { NO_TIMESTAMP } from "../core/index";
import type { Namespace, Triggerable } from "../time/index";
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import type { CoProcessFunction, KeyedCoProcessFunction } from "./co-functions";
import type { KeyedProcessContext, OnTimerContext, TimeDomain } from "./functions";
import { TIMER_SERVICE_NAME } from "./keyed-process-operator";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import {
  ElementContext,
  KeyedElementContext,
  KeyedTimerContext,
  KeyedTimerService,
  TimerContext,
} from "./process-contexts";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

export class KeyedCoProcessOperator<K, IN1, IN2, OUT>
  extends AbstractUdfTwoInputOperator<KeyedCoProcessFunction<K, IN1, IN2, OUT>, IN1, IN2, OUT>
  implements Triggerable<Namespace>
{
  readonly #tellsKey: boolean;
  #process1!: (value: IN1, context: KeyedProcessContext<K>, out: Collector<OUT>) => void;
  #process2!: (value: IN2, context: KeyedProcessContext<K>, out: Collector<OUT>) => void;
  #onTimer!: (timestamp: number, context: OnTimerContext<K>, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #elementContext!: ElementContext;
  #timerContext!: TimerContext;

  constructor(userFunction: KeyedCoProcessFunction<K, IN1, IN2, OUT>, options: { readonly tellsKey: boolean }) {
    super(userFunction);
    this.#tellsKey = options.tellsKey;
  }

  /** The operator of a `CoProcessFunction` on two keyed streams. */
  static legacy<IN1, IN2, OUT>(
    userFunction: CoProcessFunction<IN1, IN2, OUT>,
  ): KeyedCoProcessOperator<unknown, IN1, IN2, OUT> {
    return new KeyedCoProcessOperator<unknown, IN1, IN2, OUT>(userFunction, { tellsKey: false });
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const { userFunction } = this;
    this.#collector = new TimestampedCollector(this.output);
    this.#process1 = guardTernary(context, userFunction.processElement1.bind(userFunction), "first");
    this.#process2 = guardTernary(context, userFunction.processElement2.bind(userFunction), "first");
    this.#onTimer = guardTernary(context, userFunction.onTimer.bind(userFunction), "none");
  }

  override open(): void {
    const timers = new KeyedTimerService(this.context.timerService<Namespace>(TIMER_SERVICE_NAME, this));
    this.#elementContext = this.#tellsKey
      ? new KeyedElementContext<K>(this.context, timers)
      : new ElementContext(this.context, timers);
    this.#timerContext = this.#tellsKey
      ? new KeyedTimerContext<K>(this.context, timers)
      : new TimerContext(this.context, timers);
    super.open();
  }

  processElement1(value: IN1, timestamp: number): void {
    this.#elementContext.elementTimestamp = timestamp;
    this.#collector.timestamp = timestamp;
    this.#process1(value, this.#elementContext as KeyedElementContext<K>, this.#collector);
  }

  processElement2(value: IN2, timestamp: number): void {
    this.#elementContext.elementTimestamp = timestamp;
    this.#collector.timestamp = timestamp;
    this.#process2(value, this.#elementContext as KeyedElementContext<K>, this.#collector);
  }

  onEventTime(timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#fire(timestamp, "EVENT_TIME");
  }

  onProcessingTime(timestamp: number): void {
    this.#collector.timestamp = NO_TIMESTAMP;
    this.#fire(timestamp, "PROCESSING_TIME");
  }

  #fire(timestamp: number, domain: TimeDomain): void {
    this.#timerContext.timerTimestamp = timestamp;
    this.#timerContext.domain = domain;
    this.#onTimer(timestamp, this.#timerContext as KeyedTimerContext<K>, this.#collector);
  }
}
