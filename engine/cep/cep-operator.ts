/**
 * Patterns over a keyed stream. Answers to Flink 2.3's `CepOperator`.
 *
 *   record -> late? | event queue, timer for its time
 *   timer  -> for each queued time that is due: time-outs, then its events -> NFA -> matches; time-outs up to now
 *
 * In processing time without comparator a record goes to the NFA at once. Everything a key has is keyed state: its
 * partial matches, its queue and the three maps of the shared buffer. The state of the NFA is written only when
 * something changed, and in event time removed when nothing is under way any more.
 */
import { NO_TIMESTAMP, timestampOrMin } from "../core/index";
import {
  AbstractStreamOperator,
  closeFunction,
  emitToTag,
  guardBinary,
  guardCall,
  guardTernary,
  type OperatorContext,
  type OutputTag,
  type RichFunction,
  TimestampedCollector,
} from "../operators/index";
import { type ValueState, ValueStateDescriptor } from "../state/index";
import { type InternalTimerService, type Namespace, type Triggerable, VOID_NAMESPACE } from "../time/index";
import { CepRuntimeContext } from "./cep-runtime-context";
import { later } from "./cep-time";
import type { NfaState } from "./computation-state";
import type { ConditionLike, IterativeConditionContext, Predicate } from "./conditions";
import { enqueue, type EventComparator, type EventQueue, processingOrder, type QueuedEvents } from "./event-queue";
import type { PatternContext } from "./functions";
import type { MatchFunctions } from "./match-functions";
import { type FoundMatch, Nfa, type TimedOutMatch } from "./nfa";
import { compilePattern } from "./nfa-compiler/compile-pattern";
import { buildNfaNodes } from "./nfa-states";
import type { Pattern } from "./pattern";
import { SharedBuffer } from "./shared-buffer";

export type CepOperatorOptions<IN, OUT> = {
  readonly pattern: Pattern<IN>;
  readonly isProcessingTime: boolean;
  readonly comparator: EventComparator<IN> | null;
  readonly lateDataOutputTag: OutputTag<IN> | null;
  readonly functions: MatchFunctions<IN, OUT>;
  /** The subtask's own copy of a condition object. */
  readonly instantiate: <C>(condition: C) => C;
};

/** The names of the timer service and of the states, as in Flink. */
const TIMER_SERVICE_NAME = "watermark-callbacks";
const NFA_STATE_NAME = "nfaStateName";
const EVENT_QUEUE_STATE_NAME = "eventQueuesStateName";

export class CepOperator<IN, OUT> extends AbstractStreamOperator<IN, OUT> implements Triggerable<Namespace> {
  readonly #options: CepOperatorOptions<IN, OUT>;
  readonly #conditions: unknown[] = [];
  #nfaState!: ValueState<NfaState>;
  #eventQueue!: ValueState<EventQueue<IN>>;
  #buffer!: SharedBuffer<IN>;
  #nfa!: Nfa<IN>;
  #timers!: InternalTimerService<Namespace>;
  #collector!: TimestampedCollector<OUT>;
  #matchContext!: MatchContext;
  #onMatch!: MatchFunctions<IN, OUT>["onMatch"];
  #onTimeout: MatchFunctions<IN, OUT>["onTimeout"] = null;
  #compare: EventComparator<IN> | null = null;
  readonly #timedOut: TimedOutMatch<IN>[] = [];

  constructor(options: CepOperatorOptions<IN, OUT>) {
    super();
    this.#options = options;
  }

  override initializeState(): void {
    const { keyedState } = this.context;
    this.#nfaState = keyedState.getValueState(new ValueStateDescriptor<NfaState>(NFA_STATE_NAME));
    this.#buffer = new SharedBuffer<IN>(keyedState);
    this.#eventQueue = keyedState.getValueState(new ValueStateDescriptor<EventQueue<IN>>(EVENT_QUEUE_STATE_NAME));
  }

  override open(): void {
    const { context } = this;
    const { comparator, functions } = this.#options;
    this.#timers = context.timerService<Namespace>(TIMER_SERVICE_NAME, this);
    this.#nfa = this.#createNfa();
    this.#collector = new TimestampedCollector(this.output);
    this.#matchContext = new MatchContext(context, this.#timers, this.#options.isProcessingTime);
    this.#onMatch = guardTernary(context, functions.onMatch, "none");
    this.#onTimeout = functions.onTimeout === null ? null : guardBinary(context, functions.onTimeout, "none");
    this.#compare = comparator === null ? null : guardBinary(context, comparator, "first");
    for (const condition of this.#conditions) this.#openFunction(condition);
    for (const userFunction of functions.userFunctions) this.#openFunction(userFunction);
  }

  override close(): void {
    for (const userFunction of this.#options.functions.userFunctions) closeFunction(this.context, userFunction);
    for (const condition of this.#conditions) closeFunction(this.context, condition);
  }

  processElement(value: IN, timestamp: number): void {
    if (this.#options.isProcessingTime) this.#processInProcessingTime(value);
    else if (timestampOrMin(timestamp) > this.#timers.currentWatermark()) this.#bufferEvent(value, timestamp);
    else this.#handleLate(value, timestamp);
  }

  onEventTime(): void {
    const watermark = this.#timers.currentWatermark();
    const state = this.#begin();
    const queue = this.#eventQueue.value();
    let processed = 0;
    if (queue !== null) {
      for (; processed < queue.length; processed++) {
        const queued = queue[processed] as QueuedEvents<IN>;
        if (queued.timestamp > watermark) break;
        this.#processQueued(state, queued);
      }
      this.#dequeue(queue, processed);
    }
    this.#advanceTime(state, watermark);
    this.#writeBack(state);
    if (state.partialMatches.length === 1 && state.completedMatches.length === 0) this.#nfaState.clear();
  }

  onProcessingTime(): void {
    const state = this.#begin();
    const queue = this.#eventQueue.value();
    if (queue !== null) {
      for (const queued of queue) this.#processQueued(state, queued);
      this.#dequeue(queue, queue.length);
    }
    this.#advanceTime(state, this.#timers.currentProcessingTime());
    this.#writeBack(state);
  }

  #createNfa(): Nfa<IN> {
    const { pattern, functions } = this.#options;
    const compiled = compilePattern(pattern);
    const nodes = buildNfaNodes(compiled, (condition) => this.#callable(condition));
    return new Nfa<IN>(nodes, {
      windowMillis: compiled.windowMillis,
      skip: pattern.getAfterMatchSkipStrategy(),
      handleTimeouts: functions.onTimeout !== null,
      currentProcessingTime: () => this.#timers.currentProcessingTime(),
    });
  }

  /** The user's condition as a function of this subtask. */
  #callable(condition: ConditionLike<IN>): Predicate<IN> {
    if (typeof condition === "function") return guardBinary(this.context, condition, "first");
    const own = this.#options.instantiate(condition);
    this.#conditions.push(own);
    return guardBinary(
      this.context,
      (value: IN, context: IterativeConditionContext<IN>) => own.filter(value, context),
      "first",
    );
  }

  #openFunction(userFunction: unknown): void {
    if (typeof userFunction !== "object" || userFunction === null) return;
    const rich = userFunction as RichFunction & { runtimeContext?: unknown };
    const runtimeContext = new CepRuntimeContext(this.context);
    if (rich.open === undefined) return;
    rich.runtimeContext = runtimeContext;
    guardCall(this.context, () => rich.open?.(runtimeContext))();
  }

  #processInProcessingTime(value: IN): void {
    if (this.#compare !== null) {
      this.#bufferEvent(value, this.#timers.currentProcessingTime());
      return;
    }
    const state = this.#begin();
    const now = this.#timers.currentProcessingTime();
    this.#advanceTime(state, now);
    this.#processEvent(state, value, now, this.context.tracer.currentRecord);
    this.#writeBack(state);
  }

  #bufferEvent(value: IN, timestamp: number): void {
    const queue = this.#eventQueue.value();
    const record = this.context.tracer.enabled ? this.context.tracer.currentRecord : 0;
    if (queue === null) {
      this.#eventQueue.update([{ timestamp, events: [value], records: [record] }]);
      this.#registerTimer(timestamp);
    } else if (enqueue(queue, timestamp, value, record)) {
      this.#registerTimer(timestamp);
    }
  }

  #handleLate(value: IN, timestamp: number): void {
    const { lateDataOutputTag: tag } = this.#options;
    if (tag !== null) this.output.collectSide(tag, value, timestamp);
    else this.context.counters.lateRecordsDropped++;
  }

  /** In processing time one millisecond later: at the time itself records may still come. */
  #registerTimer(timestamp: number): void {
    if (this.#options.isProcessingTime) this.#timers.registerProcessingTimeTimer(VOID_NAMESPACE, later(timestamp, 1));
    else this.#timers.registerEventTimeTimer(VOID_NAMESPACE, timestamp);
  }

  /** What the current key has; a key that has nothing begins anew. */
  #begin(): NfaState {
    this.#buffer.begin();
    this.#nfa.resetFlags();
    return this.#nfaState.value() ?? this.#nfa.createInitialState();
  }

  #writeBack(state: NfaState): void {
    this.#buffer.flush();
    if (this.#nfa.stateChanged) this.#nfaState.update(state);
  }

  #dequeue(queue: EventQueue<IN>, processed: number): void {
    if (processed === 0) return;
    if (processed === queue.length) this.#eventQueue.clear();
    else queue.splice(0, processed);
  }

  #processQueued(state: NfaState, { timestamp, events, records }: QueuedEvents<IN>): void {
    this.#advanceTime(state, timestamp);
    if (this.#compare === null || events.length === 1) {
      for (let i = 0; i < events.length; i++) {
        this.#processEvent(state, events[i] as IN, timestamp, records[i] as number);
      }
      return;
    }
    for (const i of processingOrder(events, this.#compare)) {
      this.#processEvent(state, events[i] as IN, timestamp, records[i] as number);
    }
  }

  #processEvent(state: NfaState, event: IN, timestamp: number, record: number): void {
    const found = this.#nfa.process(this.#buffer, state, event, timestamp, record);
    const { windowMillis } = this.#nfa;
    if (windowMillis > 0 && this.#nfa.newStartPartialMatch) this.#registerTimer(later(timestamp, windowMillis));
    this.#emitMatches(found, timestamp);
  }

  #advanceTime(state: NfaState, timestamp: number): void {
    const timedOut = this.#timedOut;
    timedOut.length = 0;
    this.#emitMatches(this.#nfa.advanceTime(this.#buffer, state, timestamp, timedOut), timestamp);
    for (const { match, timestamp: end } of timedOut) {
      this.#matchContext.matchTimestamp = end;
      this.#onTimeout?.(match, this.#matchContext);
    }
  }

  #emitMatches(found: readonly FoundMatch<IN>[], timestamp: number): void {
    if (found.length === 0) return;
    this.#matchContext.matchTimestamp = timestamp;
    if (!this.#options.isProcessingTime) this.#collector.timestamp = timestamp;
    for (const { match } of found) this.#onMatch(match, this.#matchContext, this.#collector);
  }
}

/** The context of the match at hand; one per operator. In processing time nothing carries a timestamp. */
class MatchContext implements PatternContext {
  readonly #context: OperatorContext<never>;
  readonly #timers: InternalTimerService<Namespace>;
  readonly #isProcessingTime: boolean;
  /** Milliseconds. */
  matchTimestamp = 0;

  constructor(context: OperatorContext<never>, timers: InternalTimerService<Namespace>, isProcessingTime: boolean) {
    this.#context = context;
    this.#timers = timers;
    this.#isProcessingTime = isProcessingTime;
  }

  timestamp(): number {
    return this.matchTimestamp;
  }
  currentProcessingTime(): number {
    return this.#timers.currentProcessingTime();
  }
  output<X>(tag: OutputTag<X>, value: X): void {
    emitToTag(this.#context.output, tag, value, this.#isProcessingTime ? NO_TIMESTAMP : this.matchTimestamp);
  }
}
