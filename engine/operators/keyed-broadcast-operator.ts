/**
 * A broadcast process function on a keyed stream, with state and timers per key. Answers to Flink 2.3's
 * `CoBroadcastWithKeyedOperator`.
 *
 * A broadcast record sets no key: keyed state that is used for one belongs to whatever key was current last.
 */
import { NO_TIMESTAMP } from "../core/index";
import type { MapStateDescriptor } from "../state/index";
import type { Namespace, Triggerable } from "../time/index";
import { AbstractUdfTwoInputOperator } from "./abstract-udf-two-input-operator";
import {
  BroadcastStates,
  BroadcastTimerContext,
  KeyedReadOnlyContext,
  KeyedReadWriteContext,
} from "./broadcast-contexts";
import type {
  BroadcastOnTimerContext,
  KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  KeyedReadOnlyBroadcastContext,
} from "./broadcast-functions";
import type { TimeDomain } from "./functions";
import { TIMER_SERVICE_NAME } from "./keyed-process-operator";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { KeyedTimerService } from "./process-contexts";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

export class KeyedBroadcastOperator<K, IN1, IN2, OUT>
  extends AbstractUdfTwoInputOperator<KeyedBroadcastProcessFunction<K, IN1, IN2, OUT>, IN1, IN2, OUT>
  implements Triggerable<Namespace>
{
  readonly #descriptors: readonly MapStateDescriptor<unknown, unknown>[];
  #process!: (value: IN1, context: KeyedReadOnlyBroadcastContext<K>, out: Collector<OUT>) => void;
  #processBroadcast!: (value: IN2, context: KeyedBroadcastContext<K>, out: Collector<OUT>) => void;
  #onTimer!: (timestamp: number, context: BroadcastOnTimerContext<K>, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #readOnlyContext!: KeyedReadOnlyContext<K>;
  #readWriteContext!: KeyedReadWriteContext<K>;
  #timerContext!: BroadcastTimerContext<K>;

  constructor(
    userFunction: KeyedBroadcastProcessFunction<K, IN1, IN2, OUT>,
    descriptors: readonly MapStateDescriptor<unknown, unknown>[],
  ) {
    super(userFunction);
    this.#descriptors = descriptors;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const { userFunction } = this;
    this.#collector = new TimestampedCollector(this.output);
    this.#process = guardTernary(context, userFunction.processElement.bind(userFunction), "first");
    this.#processBroadcast = guardTernary(context, userFunction.processBroadcastElement.bind(userFunction), "first");
    this.#onTimer = guardTernary(context, userFunction.onTimer.bind(userFunction), "none");
  }

  override open(): void {
    super.open();
    const timers = new KeyedTimerService(this.context.timerService<Namespace>(TIMER_SERVICE_NAME, this));
    const states = new BroadcastStates(this.context.operatorState, this.#descriptors);
    this.#readOnlyContext = new KeyedReadOnlyContext(this.context, timers, states);
    this.#readWriteContext = new KeyedReadWriteContext(this.context, timers, states);
    this.#timerContext = new BroadcastTimerContext(this.context, timers, states);
  }

  processElement1(value: IN1, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#readOnlyContext.elementTimestamp = timestamp;
    this.#process(value, this.#readOnlyContext, this.#collector);
  }

  processElement2(value: IN2, timestamp: number): void {
    this.#collector.timestamp = timestamp;
    this.#readWriteContext.elementTimestamp = timestamp;
    this.#processBroadcast(value, this.#readWriteContext, this.#collector);
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
    this.#onTimer(timestamp, this.#timerContext, this.#collector);
  }
}
