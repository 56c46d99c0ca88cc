/**
 * Windows of one size, side by side. Answers to Flink's `TumblingEventTimeWindows` and
 * `TumblingProcessingTimeWindows`. A window that equals the last one handed out is not made again.
 */
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP } from "../core/index";
import { invalidWindowParameters, missingTimestamp } from "./errors";
import { EventTimeTrigger } from "./event-time-trigger";
import { ProcessingTimeTrigger } from "./processing-time-trigger";
import type { Trigger } from "./trigger";
import { TimeWindow, windowFrom, windowsAtMax } from "./window";
import { WindowAssigner, type WindowAssignerContext } from "./window-assigner";

/** The tumbling window of a time, remembered from call to call. */
class TumblingGrid {
  readonly #sizeMillis: number;
  readonly #offsetMillis: number;
  #lastStart = Number.NaN;
  #last: readonly TimeWindow[] = [];

  constructor(assigner: string, size: Duration, offset: Duration) {
    this.#sizeMillis = size.toMillis();
    this.#offsetMillis = offset.toMillis();
    if (Math.abs(this.#offsetMillis) >= this.#sizeMillis) {
      throw invalidWindowParameters(assigner, "abs(offset) < size");
    }
  }

  windowsAt(timeMillis: number): readonly TimeWindow[] {
    if (timeMillis === MAX_TIMESTAMP) return windowsAtMax(this.#offsetMillis, this.#sizeMillis, this.#sizeMillis);
    const start = TimeWindow.getWindowStartWithOffset(timeMillis, this.#offsetMillis, this.#sizeMillis);
    if (start !== this.#lastStart) {
      this.#lastStart = start;
      this.#last = [windowFrom(start, this.#sizeMillis)];
    }
    return this.#last;
  }
}

/** By event time: `TumblingEventTimeWindows.of(Duration.ofSeconds(10))`, with an offset for other time zones. */
export class TumblingEventTimeWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly #grid: TumblingGrid;

  private constructor(size: Duration, offset: Duration) {
    super();
    this.#grid = new TumblingGrid("TumblingEventTimeWindows", size, offset);
  }

  static of(size: Duration, offset: Duration = Duration.ZERO): TumblingEventTimeWindows {
    return new TumblingEventTimeWindows(size, offset);
  }

  assignWindows(_element: unknown, timestamp: number): readonly TimeWindow[] {
    if (timestamp === MIN_TIMESTAMP) throw missingTimestamp();
    return this.#grid.windowsAt(timestamp);
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** By the clock. */
export class TumblingProcessingTimeWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly #grid: TumblingGrid;

  private constructor(size: Duration, offset: Duration) {
    super();
    this.#grid = new TumblingGrid("TumblingProcessingTimeWindows", size, offset);
  }

  static of(size: Duration, offset: Duration = Duration.ZERO): TumblingProcessingTimeWindows {
    return new TumblingProcessingTimeWindows(size, offset);
  }

  assignWindows(_element: unknown, _timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.#grid.windowsAt(context.getCurrentProcessingTime());
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}
