/**
 * Windows over a keyed stream. Answers to Flink 2.3's `WindowOperator` and, with an `EvictingPane`, to
 * `EvictingWindowOperator`.
 *
 *   record -> assigner -> for each window: late? | add to pane -> trigger -> emit? purge? -> clean-up timer
 *   timer  -> trigger -> emit? purge? -> at clean-up time: contents, trigger state, per-window state go
 *
 * Contents are addressed by the state window (which differs from the window only where windows merge), trigger
 * state and timers by the window. A record leaves as late only if no window took it.
 */
import { assert, MAX_TIMESTAMP, timestampOrMin, unsupportedOperation } from "../core/index";
import {
  AbstractStreamOperator,
  asUserCodeError,
  closeFunction,
  guardBinary,
  guardCall,
  openFunction,
  type OutputTag,
  type RichFunction,
  StreamingRuntimeContext,
  TimestampedCollector,
} from "../operators/index";
import { type ListState, ListStateDescriptor, type Namespaced } from "../state/index";
import { type InternalTimerService, type Triggerable, VOID_NAMESPACE } from "../time/index";
import { CoGroupWindowFunction } from "./join-functions";
import { isEventTimeTrigger } from "./event-time-trigger";
import { LateDataRules } from "./late-data";
import { MergingWindowSet, type WindowPair } from "./merging-window-set";
import { WindowProcessContext } from "./process-context";
import { isFire, isPurge, type Trigger, type TriggerResult } from "./trigger";
import { TriggerDriver } from "./trigger-driver";
import type { Window } from "./window";
import { isMergingAssigner, type MergingWindowAssigner, type WindowAssigner } from "./window-assigner";
import type { InternalWindowFunction, WindowContext } from "./window-functions";
import type { WindowPane, WindowPaneFactory } from "./window-pane";
import { addWindowMillis, shownTimestamp } from "./window-time";
import { type FiringCause, WindowTrace } from "./window-trace";

export type WindowOperatorOptions<IN, OUT, W extends Window> = {
  readonly assigner: WindowAssigner<IN, W>;
  readonly trigger: Trigger<IN, W>;
  readonly pane: WindowPaneFactory<IN, OUT, W>;
  /** The user's function, and how to call it; without one the pane's value is emitted. */
  readonly userFunction: unknown;
  readonly toWindowFunction: ((userFunction: never) => InternalWindowFunction<never, OUT, W>) | null;
  readonly allowedLatenessMillis: number;
  readonly lateDataOutputTag: OutputTag<IN> | null;
};

/** The names of the timer service and of the set of merging windows, as in Flink. */
const TIMER_SERVICE_NAME = "window-timers";
const MERGING_WINDOW_SET = "merging-window-set";

export class WindowOperator<IN, OUT, W extends Window>
  extends AbstractStreamOperator<IN, OUT>
  implements Triggerable<W>
{
  readonly #options: WindowOperatorOptions<IN, OUT, W>;
  readonly #assigner: WindowAssigner<IN, W>;
  readonly #rules: LateDataRules;
  /** The assigner where its windows merge. */
  readonly #merging: MergingWindowAssigner<IN, W> | null;
  readonly #userFunction: unknown;
  readonly #windowFunction: InternalWindowFunction<never, OUT, W> | null;
  #timers!: InternalTimerService<W>;
  #pane!: WindowPane<IN, OUT, W>;
  #trigger!: TriggerDriver<IN, W>;
  #processContext!: WindowProcessContext<W>;
  #collector!: TimestampedCollector<OUT>;
  #trace!: WindowTrace<W>;
  #mergingState: (ListState<WindowPair> & Namespaced) | null = null;
  #callFunction!: (key: unknown, context: WindowContext<W>) => void;
  #clearFunction: (() => void) | null = null;
  /**
   * Whether a window that has contents and is not late has all its timers, and its trigger just waits for them: so it is
   * with Flink's event-time trigger over windows that neither merge nor outlive their firing. A further record then
   * changes nothing there. (One that outlives it has lost a timer, which matters when a restore turns time back.)
   */
  #keepsTimers = false;

  constructor(options: WindowOperatorOptions<IN, OUT, W>) {
    super();
    this.#options = options;
    this.#assigner = options.assigner.forSubtask();
    this.#merging = isMergingAssigner(this.#assigner) ? this.#assigner : null;
    this.#rules = new LateDataRules(this.#assigner.isEventTime(), options.allowedLatenessMillis);
    this.#userFunction = options.userFunction;
    this.#windowFunction = options.toWindowFunction?.(this.#userFunction as never) ?? null;
  }

  override open(): void {
    const { context } = this;
    const { trigger, pane } = this.#options;
    const assigner = this.#assigner;
    this.#timers = context.timerService<W>(TIMER_SERVICE_NAME, this);
    this.#pane = pane(context, this.#windowFunction);
    this.#trigger = new TriggerDriver(context, this.#timers, trigger);
    this.#keepsTimers =
      this.#merging === null &&
      this.#options.allowedLatenessMillis === 0 &&
      assigner.isEventTime() &&
      isEventTimeTrigger(trigger);
    this.#processContext = new WindowProcessContext(context, this.#timers, this.#merging !== null);
    this.#collector = new TimestampedCollector(this.output);
    this.#trace = new WindowTrace(context);
    this.#callFunction = guardBinary(
      context,
      (key: unknown, windowContext: WindowContext<W>) => this.#pane.emit(key, windowContext, this.#collector),
      "none",
    );
    if (this.#merging !== null) {
      this.#mergingState = context.keyedState.getListState(new ListStateDescriptor<WindowPair>(MERGING_WINDOW_SET));
    }
    this.#openFunction();
  }

  #openFunction(): void {
    const windowFunction = this.#windowFunction;
    if (windowFunction === null) return;
    if (this.context.tracer.enabled && this.#userFunction instanceof CoGroupWindowFunction) {
      this.#userFunction.reportTo((record, as) => this.#trace.contributed(record, as));
    }
    this.#clearFunction = guardCall(this.context, () => windowFunction.clear(this.#processContext));
    const userFunction = this.#userFunction as RichFunction & { runtimeContext?: unknown };
    if (typeof userFunction === "object" && userFunction !== null) {
      userFunction.runtimeContext = new StreamingRuntimeContext(this.context);
    }
    openFunction(this.context, userFunction);
  }

  override close(): void {
    closeFunction(this.context, this.#userFunction);
  }

  processElement(value: IN, recordTimestamp: number): void {
    const timestamp = timestampOrMin(recordTimestamp);
    const windows = this.#assign(value, timestamp);
    const isSkipped =
      this.#merging !== null
        ? this.#processMerging(value, recordTimestamp, windows)
        : this.#processAligned(value, recordTimestamp, windows);
    if (isSkipped && this.#rules.isElementLate(timestamp, this.#timers.currentWatermark())) {
      this.#handleLate(value, recordTimestamp, windows[0]);
    }
  }

  #assign(value: IN, timestamp: number): readonly W[] {
    try {
      return this.#assigner.assignWindows(value, timestamp, this.#trigger);
    } catch (thrown) {
      throw asUserCodeError(this.context, value, thrown);
    }
  }

  /** Windows that do not merge; whether all of them skipped the record. */
  #processAligned(value: IN, recordTimestamp: number, windows: readonly W[]): boolean {
    let isSkipped = true;
    for (let i = 0; i < windows.length; i++) {
      const window = windows[i] as W;
      if (this.#rules.isWindowLate(window, this.#timers.currentWatermark())) continue;
      isSkipped = false;
      this.#addToWindow(value, recordTimestamp, window, window);
    }
    return isSkipped;
  }

  /** Windows that merge; whether the record was skipped. Lateness is that of the merged window. */
  #processMerging(value: IN, recordTimestamp: number, windows: readonly W[]): boolean {
    let isSkipped = true;
    const inFlight = this.#mergingWindows();
    for (const window of windows) {
      const actual = this.#merge(inFlight, window);
      if (this.#rules.isWindowLate(actual, this.#timers.currentWatermark())) {
        inFlight.retireWindow(actual);
        continue;
      }
      isSkipped = false;
      const stateWindow = inFlight.getStateWindow(actual);
      assert(stateWindow !== null, "a window that was just added is in flight");
      this.#addToWindow(value, recordTimestamp, actual, stateWindow);
    }
    inFlight.persist();
    return isSkipped;
  }

  #addToWindow(value: IN, recordTimestamp: number, window: W, stateWindow: W): void {
    if (this.context.tracer.enabled) {
      this.#trace.assigned(value, window, recordTimestamp, this.#timers.currentWatermark());
    }
    this.#pane.setCurrentNamespace(stateWindow);
    const hadContents = this.#pane.add(value, recordTimestamp);
    if (hadContents && this.#keepsTimers) return;
    const result = this.#trigger.onElement(value, timestampOrMin(recordTimestamp), window);
    this.#act(result, window, stateWindow, "element");
    this.#registerCleanupTimer(window);
  }

  #mergingWindows(): MergingWindowSet<W> {
    const state = this.#mergingState as ListState<WindowPair> & Namespaced;
    state.setCurrentNamespace(VOID_NAMESPACE);
    return new MergingWindowSet(this.#merging as MergingWindowAssigner<never, W>, state);
  }

  /** Adds a window to the set; timers, trigger state and contents of what it swallows move to the result. */
  #merge(inFlight: MergingWindowSet<W>, window: W): W {
    return inFlight.addWindow(window, (result, merged, stateWindow, mergedStateWindows) => {
      this.#refuseLateMerge(result);
      this.#trigger.onMerge(result, merged);
      for (const former of merged) {
        this.#trigger.clear(former);
        this.#deleteCleanupTimer(former);
        if (this.context.tracer.enabled) this.#trace.merged(result, former);
      }
      this.#pane.mergeNamespaces(stateWindow, mergedStateWindows);
    });
  }

  /** A merge must not make a window that was due to be cleaned up already. */
  #refuseLateMerge(result: W): void {
    const isEventTime = this.#assigner.isEventTime();
    const end = result.maxTimestamp();
    const reached = isEventTime ? this.#timers.currentWatermark() : this.#timers.currentProcessingTime();
    const due = isEventTime ? addWindowMillis(end, this.#options.allowedLatenessMillis) : end;
    if (due > reached) return;
    throw unsupportedOperation(
      "The end timestamp of a window cannot become earlier than the current time by merging.",
      {
        context: { windowEnd: end, reached },
      },
    );
  }

  onEventTime(timestamp: number, _key: unknown, window: W): void {
    this.#onTimer(timestamp, window, "event-time");
  }

  onProcessingTime(timestamp: number, _key: unknown, window: W): void {
    this.#onTimer(timestamp, window, "processing-time");
  }

  /** A timer of a window that is not in flight any more does nothing, not even ask the trigger. */
  #onTimer(timestamp: number, window: W, domain: "event-time" | "processing-time"): void {
    const inFlight = this.#merging === null ? null : this.#mergingWindows();
    let stateWindow = window;
    if (inFlight !== null) {
      const found = inFlight.getStateWindow(window);
      if (found === null) return;
      stateWindow = found;
    }
    const result =
      domain === "event-time"
        ? this.#trigger.onEventTime(timestamp, window)
        : this.#trigger.onProcessingTime(timestamp, window);
    this.#act(result, window, stateWindow, domain);
    const isOwnDomain = this.#assigner.isEventTime() === (domain === "event-time");
    if (isOwnDomain && timestamp === this.#rules.cleanupTime(window)) this.#clearAll(window, stateWindow, inFlight);
    inFlight?.persist();
  }

  /** Does what the trigger said. A window that holds nothing does not fire. */
  #act(result: TriggerResult, window: W, stateWindow: W, cause: FiringCause): void {
    if (result === "CONTINUE") return;
    this.#pane.setCurrentNamespace(stateWindow);
    if (isFire(result) && this.#pane.load()) this.#emit(window, cause);
    if (!isPurge(result)) return;
    this.#pane.setCurrentNamespace(stateWindow);
    this.#pane.clear();
    if (this.context.tracer.enabled) this.#trace.purged(window);
  }

  #emit(window: W, cause: FiringCause): void {
    if (this.context.tracer.enabled) this.#trace.fired(window, cause, this.#timers.currentWatermark());
    this.#collector.timestamp = shownTimestamp(window.maxTimestamp());
    this.#processContext.setWindow(window);
    this.#callFunction(this.context.keyedState.getCurrentKey(), this.#processContext);
  }

  #clearAll(window: W, stateWindow: W, inFlight: MergingWindowSet<W> | null): void {
    this.#pane.setCurrentNamespace(stateWindow);
    this.#pane.clear();
    this.#trigger.clear(window);
    this.#processContext.setWindow(window);
    this.#clearFunction?.();
    inFlight?.retireWindow(window);
    if (this.context.tracer.enabled) this.#trace.closed(window, this.#timers.currentWatermark());
  }

  #registerCleanupTimer(window: W): void {
    const cleanupTime = this.#rules.cleanupTime(window);
    if (cleanupTime === MAX_TIMESTAMP) return;
    if (this.#assigner.isEventTime()) this.#timers.registerEventTimeTimer(window, cleanupTime);
    else this.#timers.registerProcessingTimeTimer(window, cleanupTime);
  }

  #deleteCleanupTimer(window: W): void {
    const cleanupTime = this.#rules.cleanupTime(window);
    if (cleanupTime === MAX_TIMESTAMP) return;
    if (this.#assigner.isEventTime()) this.#timers.deleteEventTimeTimer(window, cleanupTime);
    else this.#timers.deleteProcessingTimeTimer(window, cleanupTime);
  }

  #handleLate(value: IN, recordTimestamp: number, window: W | undefined): void {
    const { lateDataOutputTag: tag, allowedLatenessMillis } = this.#options;
    if (this.context.tracer.enabled) {
      const watermark = this.#timers.currentWatermark();
      this.#trace.late(window, recordTimestamp, watermark, allowedLatenessMillis, tag !== null);
    }
    if (tag !== null) this.output.collectSide(tag, value, recordTimestamp);
    else this.context.counters.lateRecordsDropped++;
  }
}
