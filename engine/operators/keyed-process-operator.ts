/**
 * A process function on a keyed stream, with state and timers per key. Answers to Flink 2.3's
 * `KeyedProcessOperator`.
 *
 * Timestamps of what it emits: from `processElement` the record's (side outputs `MIN_TIMESTAMP` where it has
 * none); from an event-time timer the timer's; from a processing-time timer none on the main output, the
 * timer's on side outputs.
 */
import { NO_TIMESTAMP } from "../core/index";
import type { Namespace, Triggerable } from "../time/index";
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type {
  CheckpointedFunction,
  CheckpointListener,
  KeyedProcessContext,
  KeyedProcessFunction,
  OnTimerContext,
  TimeDomain,
} from "./functions";
import type { OperatorContext } from "./operator-context";
import type { Collector } from "./output";
import { KeyedElementContext, KeyedTimerContext, KeyedTimerService } from "./process-contexts";
import {
  closeFunction,
  initializeFunction,
  notifyFunction,
  openFunction,
  snapshotFunction,
  StreamingRuntimeContext,
} from "./runtime-context";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

/** The name of the timer service of user functions, as in Flink. */
export const TIMER_SERVICE_NAME = "user-timers";

export class KeyedProcessOperator<K, IN, OUT>
  extends AbstractStreamOperator<IN, OUT>
  implements Triggerable<Namespace>
{
  readonly #function: KeyedProcessFunction<K, IN, OUT>;
  #process!: (value: IN, context: KeyedProcessContext<K>, out: Collector<OUT>) => void;
  #onTimer!: (timestamp: number, context: OnTimerContext<K>, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #elementContext!: KeyedElementContext<K>;
  #timerContext!: KeyedTimerContext<K>;

  constructor(userFunction: KeyedProcessFunction<K, IN, OUT>) {
    super();
    this.#function = userFunction;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    this.#collector = new TimestampedCollector(this.output);
    this.#process = guardTernary(
      context,
      (value: IN, elementContext: KeyedProcessContext<K>, out: Collector<OUT>) =>
        this.#function.processElement(value, elementContext, out),
      "first",
    );
    this.#onTimer = guardTernary(
      context,
      (timestamp: number, timerContext: OnTimerContext<K>, out: Collector<OUT>) =>
        this.#function.onTimer(timestamp, timerContext, out),
      "none",
    );
  }

  override initializeState(): void {
    initializeFunction(this.context, this.#function as CheckpointedFunction);
  }

  override snapshotState(checkpointId: number): void {
    snapshotFunction(this.context, this.#function as CheckpointedFunction, checkpointId);
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    notifyFunction(this.context, this.#function as CheckpointListener, "notifyCheckpointComplete", checkpointId);
  }

  override notifyCheckpointAborted(checkpointId: number): void {
    notifyFunction(this.context, this.#function as CheckpointListener, "notifyCheckpointAborted", checkpointId);
  }

  override open(): void {
    const timers = this.context.timerService<Namespace>(TIMER_SERVICE_NAME, this);
    const timerService = new KeyedTimerService(timers);
    this.#elementContext = new KeyedElementContext<K>(this.context, timerService);
    this.#timerContext = new KeyedTimerContext<K>(this.context, timerService);
    this.#function.runtimeContext = new StreamingRuntimeContext(this.context);
    openFunction(this.context, this.#function);
  }

  processElement(value: IN, timestamp: number): void {
    this.#elementContext.elementTimestamp = timestamp;
    this.#collector.timestamp = timestamp;
    this.#process(value, this.#elementContext, this.#collector);
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

  override close(): void {
    closeFunction(this.context, this.#function);
  }
}
