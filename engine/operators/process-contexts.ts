/**
 * What process functions are handed: the contexts of records and of timers, and the timer services behind them. One
 * of each is made per operator and used for every call. Answers to the `ContextImpl` and `OnTimerContextImpl` classes
 * of Flink's process operators, to `SimpleTimerService`, and to the timer services that refuse timers without a key.
 */
import { MIN_TIMESTAMP, NO_TIMESTAMP, timestampOrMin, unsupportedOperation } from "../core/index";
import { type InternalTimerService, type Namespace, VOID_NAMESPACE } from "../time/index";
import type { KeyedProcessContext, OnTimerContext, ProcessContext, TimeDomain, TimerService } from "./functions";
import type { OperatorContext } from "./operator-context";
import type { OutputTag } from "./output";
import { emitToTag } from "./side-output";

/** The context of the record being processed. */
export class ElementContext implements ProcessContext {
  protected readonly operatorContext: OperatorContext<never>;
  readonly #timerService: TimerService;
  /** Of the record; `NO_TIMESTAMP` where it has none. */
  elementTimestamp = NO_TIMESTAMP;

  constructor(operatorContext: OperatorContext<never>, timerService: TimerService) {
    this.operatorContext = operatorContext;
    this.#timerService = timerService;
  }

  timestamp(): number | null {
    return this.elementTimestamp === NO_TIMESTAMP ? null : this.elementTimestamp;
  }
  timerService(): TimerService {
    return this.#timerService;
  }
  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.operatorContext.output, tag, value, timestampOrMin(this.elementTimestamp));
  }
}

/** The context of a record of a keyed stream. */
export class KeyedElementContext<K> extends ElementContext implements KeyedProcessContext<K> {
  getCurrentKey(): K {
    return this.operatorContext.keyedState.getCurrentKey() as K;
  }
}

/** The context of the timer that is firing. */
export class TimerContext implements ProcessContext {
  protected readonly operatorContext: OperatorContext<never>;
  readonly #timerService: TimerService;
  timerTimestamp = MIN_TIMESTAMP;
  domain: TimeDomain = "EVENT_TIME";

  constructor(operatorContext: OperatorContext<never>, timerService: TimerService) {
    this.operatorContext = operatorContext;
    this.#timerService = timerService;
  }

  timestamp(): number {
    return this.timerTimestamp;
  }
  timeDomain(): TimeDomain {
    return this.domain;
  }
  timerService(): TimerService {
    return this.#timerService;
  }
  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.operatorContext.output, tag, value, this.timerTimestamp);
  }
}

/** The context of a timer that tells its key. */
export class KeyedTimerContext<K> extends TimerContext implements OnTimerContext<K> {
  getCurrentKey(): K {
    return this.operatorContext.keyedState.getCurrentKey() as K;
  }
}

/** User timers live in the void namespace. Answers to Flink's `SimpleTimerService`. */
export class KeyedTimerService implements TimerService {
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

/** Tells the time; timers need a key to belong to. */
export class NonKeyedTimerService implements TimerService {
  readonly #context: OperatorContext<never>;
  /** Set by the operator, once it has forwarded the watermark. */
  watermark = MIN_TIMESTAMP;

  constructor(context: OperatorContext<never>) {
    this.#context = context;
  }

  currentProcessingTime(): number {
    return this.#context.processingTime.currentProcessingTime();
  }
  currentWatermark(): number {
    return this.watermark;
  }
  registerEventTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Setting");
  }
  registerProcessingTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Setting");
  }
  deleteEventTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Deleting");
  }
  deleteProcessingTimeTimer(_timestamp: number): void {
    throw timersNeedKey("Deleting");
  }
}

function timersNeedKey(what: "Setting" | "Deleting"): Error {
  return unsupportedOperation(`${what} timers is only supported on keyed streams.`, {
    hint: "Call keyBy() first and use a keyed process function: a timer belongs to a key.",
  });
}
