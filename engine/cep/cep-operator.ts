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
import { MAX_TIMESTAMP, NO_TIMESTAMP, timestampOrMin } from "../core/index";
import {
  AbstractStreamOperator,
  asUserCodeError,
  closeFunction,
  emitToTag,
  guardBinary,
  guardCall,
  guardTernary,
  type Output,
  type OutputTag,
  type RichFunction,
  TimestampedCollector,
} from "../operators/index";
import { type ValueState, ValueStateDescriptor } from "../state/index";
import { type InternalTimerService, type Namespace, type Triggerable, VOID_NAMESPACE } from "../time/index";
import { CepRuntimeContext } from "./cep-runtime-context";
import { CepTrace } from "./cep-trace";
import { later } from "./cep-time";
import type { ComputationState, NfaState } from "./computation-state";
import type { ConditionLike, IterativeConditionContext, Predicate } from "./conditions";
import { dequeue, endOfTime, enqueue, type EventComparator, type EventQueue, queueOf, sortEvents } from "./event-queue";
import type { MatchedIds } from "./event-id";
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
  /** The match at hand. */
  #current: FoundMatch<IN> | null = null;
  #matchContext!: MatchContext;
  #onMatch!: MatchFunctions<IN, OUT>["onMatch"];
  #onTimeout: MatchFunctions<IN, OUT>["onTimeout"] = null;
  #compare: EventComparator<IN> | null = null;
  /** Null while nothing is traced. */
  #trace: CepTrace<IN> | null = null;
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
    const output = this.#trace === null ? this.output : this.#outputOfMatches(this.#trace);
    this.#collector = new TimestampedCollector(output);
    this.#matchContext = new MatchContext(output, this.#timers, this.#options.isProcessingTime);
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
    this.#fire(this.#timers.currentWatermark(), true);
  }

  onProcessingTime(): void {
    this.#fire(this.#timers.currentProcessingTime(), false);
  }

  /**
   * A timer of the current key: processes what is queued up to `now`, in processing time all that is queued, then lets
   * time out what is over. A key of which nothing is left is forgotten in event time only, as in Flink.
   */
  #fire(now: number, isEventTime: boolean): void {
    const stored = this.#nfaState.value();
    const queue = this.#eventQueue.value();
    const hasDue = queue !== null && (!isEventTime || (queue.timestamps[0] as number) <= now);
    this.#buffer.begin();
    if (stored === null && !hasDue) {
      this.#buffer.advanceTime(now);
      this.#buffer.flush();
      return;
    }
    this.#nfa.resetFlags();
    const state = stored ?? this.#nfa.createInitialState();
    if (hasDue) this.#processDue(state, queue, isEventTime ? now : MAX_TIMESTAMP);
    this.#advanceTime(state, now);
    this.#buffer.flush();
    const isOver = isEventTime && state.partialMatches.length === 1 && state.completedMatches.length === 0;
    if (!isOver) this.#write(state);
    else if (stored !== null) this.#nfaState.clear();
  }

  #processDue(state: NfaState, queue: EventQueue<IN>, limit: number): void {
    const { timestamps, events, records } = queue;
    let from = 0;
    while (from < timestamps.length && (timestamps[from] as number) <= limit) {
      const timestamp = timestamps[from] as number;
      const end = endOfTime(queue, from);
      this.#advanceTime(state, timestamp);
      if (this.#compare !== null && end - from > 1) sortEvents(queue, from, end, this.#compare);
      for (; from < end; from++) {
        this.#trace?.dequeued(records[from] as number);
        this.#processEvent(state, events[from] as IN, timestamp, records[from] as number);
      }
    }
    if (from === timestamps.length) this.#eventQueue.clear();
    else {
      dequeue(queue, from);
      this.#writeBack(queue);
    }
  }

  /** The queue was changed in place, which is a write only where reads are live. */
  #writeBack(queue: EventQueue<IN>): void {
    if (!this.context.keyedState.readsAreLive) this.#eventQueue.update(queue);
  }

  #createNfa(): Nfa<IN> {
    const { pattern, functions } = this.#options;
    const compiled = compilePattern(pattern);
    const nodes = buildNfaNodes(compiled, (condition) => this.#callable(condition));
    const nfa = new Nfa<IN>(nodes, {
      windowMillis: compiled.windowMillis,
      skip: pattern.getAfterMatchSkipStrategy(),
      handleTimeouts: functions.onTimeout !== null,
      currentProcessingTime: () => this.#timers.currentProcessingTime(),
      conditionFailed: (event, thrown) => asUserCodeError(this.context, event, thrown),
    });
    if (this.context.tracer.enabled) {
      const { windowMillis } = nfa;
      const idsOf = (state: ComputationState): MatchedIds => nfa.idsOf(state);
      this.#trace = new CepTrace(this.context, this.#buffer, { nodes, windowMillis, idsOf });
      nfa.listener = this.#trace;
    }
    return nfa;
  }

  /** Tells, before each record that a function emits, which events it is made of. */
  #outputOfMatches(trace: CepTrace<IN>): Output<OUT> {
    const { output } = this;
    const tell = (): void => {
      if (this.#current !== null) trace.contributed(this.#current.ids, this.#current.records);
    };
    return {
      collect: (value, timestamp) => {
        tell();
        output.collect(value, timestamp);
      },
      collectSide: (tag, value, timestamp) => {
        tell();
        output.collectSide(tag, value, timestamp);
      },
      emitWatermark: (timestamp) => output.emitWatermark(timestamp),
      emitWatermarkStatus: (idle) => output.emitWatermarkStatus(idle),
    };
  }

  /** The user's condition as a function of this subtask. */
  #callable(condition: ConditionLike<IN>): Predicate<IN> {
    if (typeof condition === "function") return condition;
    const own = this.#options.instantiate(condition);
    this.#conditions.push(own);
    return (value: IN, context: IterativeConditionContext<IN>) => own.filter(value, context);
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
    const now = this.#timers.currentProcessingTime();
    this.#buffer.begin();
    this.#nfa.resetFlags();
    const state = this.#nfaState.value() ?? this.#nfa.createInitialState();
    this.#advanceTime(state, now);
    this.#processEvent(state, value, now, this.context.tracer.currentRecord);
    this.#buffer.flush();
    this.#write(state);
  }

  #bufferEvent(value: IN, timestamp: number): void {
    const queue = this.#eventQueue.value();
    const record = this.#trace === null ? 0 : this.context.tracer.currentRecord;
    this.#trace?.queued(timestamp);
    if (queue === null) {
      this.#eventQueue.update(queueOf(timestamp, value, record));
      this.#registerTimer(timestamp);
    } else {
      if (enqueue(queue, timestamp, value, record)) this.#registerTimer(timestamp);
      this.#writeBack(queue);
    }
  }

  #handleLate(value: IN, timestamp: number): void {
    const { lateDataOutputTag: tag } = this.#options;
    if (tag !== null) this.output.collectSide(tag, value, timestamp);
    else {
      this.context.counters.lateRecordsDropped++;
      this.#trace?.late(timestamp, this.#timers.currentWatermark());
    }
  }

  /** In processing time one millisecond later: at the time itself records may still come. */
  #registerTimer(timestamp: number): void {
    if (this.#options.isProcessingTime) this.#timers.registerProcessingTimeTimer(VOID_NAMESPACE, later(timestamp, 1));
    else this.#timers.registerEventTimeTimer(VOID_NAMESPACE, timestamp);
  }

  #write(state: NfaState): void {
    if (this.#nfa.stateChanged) this.#nfaState.update(state);
  }

  #processEvent(state: NfaState, event: IN, timestamp: number, record: number): void {
    this.#trace?.beginEvent(record);
    const found = this.#nfa.process(this.#buffer, state, event, timestamp, record);
    this.#trace?.endEvent(timestamp);
    const { windowMillis } = this.#nfa;
    if (windowMillis > 0 && this.#nfa.newStartPartialMatch) this.#registerTimer(later(timestamp, windowMillis));
    this.#emitMatches(found, timestamp);
  }

  #advanceTime(state: NfaState, timestamp: number): void {
    const timedOut = this.#timedOut;
    this.#emitMatches(this.#nfa.advanceTime(this.#buffer, state, timestamp, timedOut), timestamp);
    if (timedOut.length === 0) return;
    for (const found of timedOut) {
      this.#matchContext.matchTimestamp = found.timestamp;
      this.#current = found;
      this.#onTimeout?.(found.match, this.#matchContext);
    }
    timedOut.length = 0;
  }

  #emitMatches(found: readonly FoundMatch<IN>[], timestamp: number): void {
    if (found.length === 0) return;
    this.#matchContext.matchTimestamp = timestamp;
    if (!this.#options.isProcessingTime) this.#collector.timestamp = timestamp;
    for (const each of found) {
      this.#current = each;
      this.#onMatch(each.match, this.#matchContext, this.#collector);
    }
  }
}

/** The context of the match at hand; one per operator. In processing time nothing carries a timestamp. */
class MatchContext implements PatternContext {
  readonly #output: Output<unknown>;
  readonly #timers: InternalTimerService<Namespace>;
  readonly #isProcessingTime: boolean;
  /** Milliseconds. */
  matchTimestamp = 0;

  constructor(output: Output<never>, timers: InternalTimerService<Namespace>, isProcessingTime: boolean) {
    this.#output = output;
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
    emitToTag(this.#output, tag, value, this.#isProcessingTime ? NO_TIMESTAMP : this.matchTimestamp);
  }
}
