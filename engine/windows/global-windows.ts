/**
 * One window for all records, with its two own triggers. Answers to Flink's `GlobalWindows`.
 */
import { Trigger, TriggerResult, type TriggerContext } from "./trigger";
import { GlobalWindow } from "./window";
import { WindowAssigner } from "./window-assigner";

const GLOBAL: readonly GlobalWindow[] = [GlobalWindow.get()];

export class GlobalWindows extends WindowAssigner<unknown, GlobalWindow> {
  readonly #defaultTrigger: Trigger<unknown, GlobalWindow>;

  private constructor(defaultTrigger: Trigger<unknown, GlobalWindow>) {
    super();
    this.#defaultTrigger = defaultTrigger;
  }

  /** Never fires, unless the program names a trigger. */
  static create(): GlobalWindows {
    return new GlobalWindows(new NeverTrigger());
  }

  /** Fires once, at the end of input. */
  static createWithEndOfStreamTrigger(): GlobalWindows {
    return new GlobalWindows(new EndOfStreamTrigger());
  }

  assignWindows(): readonly GlobalWindow[] {
    return GLOBAL;
  }

  getDefaultTrigger(): Trigger<unknown, GlobalWindow> {
    return this.#defaultTrigger;
  }

  isEventTime(): boolean {
    return false;
  }

  override toString(): string {
    return `GlobalWindows(trigger=${this.#defaultTrigger instanceof NeverTrigger ? "NeverTrigger" : "EndOfStreamTrigger"})`;
  }
}

/** Never fires. */
export class NeverTrigger extends Trigger<unknown, GlobalWindow> {
  onElement(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  clear(): void {}
}

/** Fires at the watermark that ends the input. */
export class EndOfStreamTrigger extends Trigger<unknown, GlobalWindow> {
  onElement(_element: unknown, _timestamp: number, window: GlobalWindow, context: TriggerContext): TriggerResult {
    context.registerEventTimeTimer(window.maxTimestamp());
    return TriggerResult.CONTINUE;
  }
  onEventTime(time: number, window: GlobalWindow): TriggerResult {
    return time === window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }
  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  clear(): void {}
}
