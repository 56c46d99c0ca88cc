/**
 * Another trigger, and besides it a firing when nothing fired for a while. Answers to Flink 2.3's
 * `ProcessingTimeoutTrigger`.
 *
 * Every timer callback of the window fires, also one that neither trigger set (the clean-up timer). A record
 * on which the nested trigger fires arms nothing. The stored timeout outlives its firing unless
 * `shouldClearOnTimeout`, so that without reset no later record arms it again.
 */
import { addMillis, type Duration } from "../core/index";
import { ValueStateDescriptor } from "../state/index";
import { isFire, isPurge, Trigger, TriggerResult, type TriggerContext } from "./trigger";
import type { Window } from "./window";

type ProcessingTimeoutOptions = { readonly resetTimerOnNewRecord: boolean; readonly shouldClearOnTimeout: boolean };

export class ProcessingTimeoutTrigger<T, W extends Window> extends Trigger<T, W> {
  readonly #nested: Trigger<T, W>;
  readonly #timeoutMillis: number;
  readonly #options: ProcessingTimeoutOptions;
  readonly #state = new ValueStateDescriptor<number>("timeout");

  private constructor(nested: Trigger<T, W>, timeoutMillis: number, options: ProcessingTimeoutOptions) {
    super();
    this.#nested = nested;
    this.#timeoutMillis = timeoutMillis;
    this.#options = options;
  }

  /**
   * `resetTimerOnNewRecord`: each record starts the timeout again, else only the first after a firing does.
   * `shouldClearOnTimeout`: a timeout clears this and the nested trigger.
   */
  static of<T, W extends Window>(
    nested: Trigger<T, W>,
    timeout: Duration,
    resetTimerOnNewRecord = false,
    shouldClearOnTimeout = true,
  ): ProcessingTimeoutTrigger<T, W> {
    const options = { resetTimerOnNewRecord, shouldClearOnTimeout };
    return new ProcessingTimeoutTrigger<T, W>(nested, timeout.toMillis(), options);
  }

  onElement(element: T, timestamp: number, window: W, context: TriggerContext): TriggerResult {
    const result = this.#nested.onElement(element, timestamp, window, context);
    if (isFire(result)) {
      this.clear(window, context);
      return result;
    }
    const timeout = context.getPartitionedState(this.#state);
    const stored = timeout.value();
    if (stored !== null && !this.#options.resetTimerOnNewRecord) return result;
    if (stored !== null) context.deleteProcessingTimeTimer(stored);
    const next = addMillis(context.getCurrentProcessingTime(), this.#timeoutMillis);
    timeout.update(next);
    context.registerProcessingTimeTimer(next);
    return result;
  }

  onEventTime(time: number, window: W, context: TriggerContext): TriggerResult {
    return this.#afterTimer(this.#nested.onEventTime(time, window, context), window, context);
  }

  onProcessingTime(time: number, window: W, context: TriggerContext): TriggerResult {
    return this.#afterTimer(this.#nested.onProcessingTime(time, window, context), window, context);
  }

  #afterTimer(result: TriggerResult, window: W, context: TriggerContext): TriggerResult {
    if (this.#options.shouldClearOnTimeout) this.clear(window, context);
    return isPurge(result) ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
  }

  clear(window: W, context: TriggerContext): void {
    const timeout = context.getPartitionedState(this.#state);
    const stored = timeout.value();
    if (stored !== null) {
      context.deleteProcessingTimeTimer(stored);
      timeout.clear();
    }
    this.#nested.clear(window, context);
  }

  override toString(): string {
    return `TimeoutTrigger(${this.#nested.toString()})`;
  }
}
