/**
 * A process function on a keyed stream, with state and timers per key. Answers to Flink 2.3's
 * `KeyedProcessOperator`.
 *
 * Timestamps of what it emits: from `processElement` the record's (side outputs `MIN_TIMESTAMP` where it has
 * none); from an event-time timer the timer's; from a processing-time timer none on the main output, the
 * timer's on side outputs.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP, timestampOrMin } from "../core/index";
import { VOID_NAMESPACE, type InternalTimerService, type Namespace, type Triggerable } from "../time/index";
import { AbstractStreamOperator } from "./abstract-stream-operator";
import type {
  CheckpointedFunction,
  KeyedProcessContext,
  KeyedProcessFunction,
  OnTimerContext,
  TimeDomain,
  TimerService,
} from "./functions";
import type { OperatorContext } from "./operator-context";
import type { Collector, OutputTag } from "./output";
import {
  closeFunction,
  initializeFunction,
  openFunction,
  snapshotFunction,
  StreamingRuntimeContext,
} from "./runtime-context";
import { emitToTag } from "./side-output";
import { TimestampedCollector } from "./timestamped-collector";
import { guardTernary } from "./user-call";

/** The name of the timer service, as in Flink. */
const TIMER_SERVICE_NAME = "user-timers";

export class KeyedProcessOperator<K, IN, OUT>
  extends AbstractStreamOperator<IN, OUT>
  implements Triggerable<Namespace>
{
  readonly #function: KeyedProcessFunction<K, IN, OUT>;
  #process!: (value: IN, context: KeyedProcessContext<K>, out: Collector<OUT>) => void;
  #onTimer!: (timestamp: number, context: OnTimerContext<K>, out: Collector<OUT>) => void;
  #collector!: TimestampedCollector<OUT>;
  #elementContext!: ElementContext<K>;
  #timerContext!: TimerContext<K>;

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

  override open(): void {
    const timers = this.context.timerService<Namespace>(TIMER_SERVICE_NAME, this);
    const timerService = new KeyedTimerService(timers);
    this.#elementContext = new ElementContext(this.context, timerService);
    this.#timerContext = new TimerContext(this.context, timerService);
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

/** The context of the record being processed; one per operator. */
class ElementContext<K> implements KeyedProcessContext<K> {
  readonly #context: OperatorContext<never>;
  readonly #timerService: TimerService;
  elementTimestamp = NO_TIMESTAMP;

  constructor(context: OperatorContext<never>, timerService: TimerService) {
    this.#context = context;
    this.#timerService = timerService;
  }

  timestamp(): number | null {
    return this.elementTimestamp === NO_TIMESTAMP ? null : this.elementTimestamp;
  }
  getCurrentKey(): K {
    return this.#context.keyedState.getCurrentKey() as K;
  }
  timerService(): TimerService {
    return this.#timerService;
  }
  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.#context.output, tag, value, timestampOrMin(this.elementTimestamp));
  }
}

/** The context of the timer that is firing; one per operator. */
class TimerContext<K> implements OnTimerContext<K> {
  readonly #context: OperatorContext<never>;
  readonly #timerService: TimerService;
  timerTimestamp = MIN_TIMESTAMP;
  domain: TimeDomain = "EVENT_TIME";

  constructor(context: OperatorContext<never>, timerService: TimerService) {
    this.#context = context;
    this.#timerService = timerService;
  }

  timestamp(): number {
    return this.timerTimestamp;
  }
  timeDomain(): TimeDomain {
    return this.domain;
  }
  getCurrentKey(): K {
    return this.#context.keyedState.getCurrentKey() as K;
  }
  timerService(): TimerService {
    return this.#timerService;
  }
  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.#context.output, tag, value, this.timerTimestamp);
  }
}

/** User timers live in the void namespace. Answers to Flink's `SimpleTimerService`. */
class KeyedTimerService implements TimerService {
  readonly #timers: InternalTimerService<Namespace>;

  constructor(timers: InternalTimerService<Namespace>) {
    this.#timers = timers;
  }

  currentProcessingTime(): number {
    return this.#timers.currentProcessingTime();
  }
  currentWatermark(): number {
    return this.#timers.currentWatermark();
  }
  registerEventTimeTimer(timestamp: number): void {
    this.#timers.registerEventTimeTimer(VOID_NAMESPACE, timestamp);
  }
  registerProcessingTimeTimer(timestamp: number): void {
    this.#timers.registerProcessingTimeTimer(VOID_NAMESPACE, timestamp);
  }
  deleteEventTimeTimer(timestamp: number): void {
    this.#timers.deleteEventTimeTimer(VOID_NAMESPACE, timestamp);
  }
  deleteProcessingTimeTimer(timestamp: number): void {
    this.#timers.deleteProcessingTimeTimer(VOID_NAMESPACE, timestamp);
  }
}
