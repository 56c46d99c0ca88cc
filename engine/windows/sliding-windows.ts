/**
 * Windows of one size that begin every `slide`, so that a record may be in several, or in none when the slide
 * is longer than the size. Answers to Flink's `SlidingEventTimeWindows` and `SlidingProcessingTimeWindows`:
 * the latest start comes first. Windows that equal the last ones handed out are not made again.
 */
import { Duration, MAX_TIMESTAMP, MIN_TIMESTAMP, subtractMillis } from "../core/index";
import { invalidWindowParameters, missingTimestamp } from "./errors";
import { EventTimeTrigger } from "./event-time-trigger";
import { ProcessingTimeTrigger } from "./processing-time-trigger";
import type { Trigger } from "./trigger";
import { TimeWindow, windowFrom, windowsAtMax } from "./window";
import { WindowAssigner, type WindowAssignerContext } from "./window-assigner";

/** How many windows a record may be in by event time. */
const WINDOWS_MAX = 10_000_000;

/** The sliding windows of a time, remembered from call to call. */
class SlidingGrid {
  readonly #sizeMillis: number;
  readonly #slideMillis: number;
  readonly #offsetMillis: number;
  #lastStart = Number.NaN;
  #last: readonly TimeWindow[] = [];

  constructor(assigner: string, size: Duration, slide: Duration, offset: Duration) {
    this.#sizeMillis = size.toMillis();
    this.#slideMillis = slide.toMillis();
    this.#offsetMillis = offset.toMillis();
    if (Math.abs(this.#offsetMillis) >= this.#slideMillis || this.#sizeMillis <= 0) {
      throw invalidWindowParameters(assigner, "abs(offset) < slide and size > 0");
    }
  }

  /** Size and slide, as Flink shows them. */
  get description(): string {
    return `(${this.#sizeMillis}, ${this.#slideMillis})`;
  }

  windowsAt(timeMillis: number): readonly TimeWindow[] {
    if (timeMillis === MAX_TIMESTAMP) return windowsAtMax(this.#offsetMillis, this.#sizeMillis, this.#slideMillis);
    const start = TimeWindow.getWindowStartWithOffset(timeMillis, this.#offsetMillis, this.#slideMillis);
    const earliest = subtractMillis(timeMillis, this.#sizeMillis);
    if (start !== this.#lastStart || !this.#reachesExactly(earliest)) {
      this.#lastStart = start;
      this.#last = this.#makeWindows(start, earliest);
    }
    return this.#last;
  }

  /** Whether the remembered windows are those with starts after `earliest`. */
  #reachesExactly(earliest: number): boolean {
    const oldestStart = this.#lastStart - (this.#last.length - 1) * this.#slideMillis;
    return oldestStart > earliest && oldestStart - this.#slideMillis <= earliest;
  }

  #makeWindows(latestStart: number, earliest: number): readonly TimeWindow[] {
    const windows: TimeWindow[] = [];
    for (let start = latestStart; start > earliest; start -= this.#slideMillis) {
      windows.push(windowFrom(start, this.#sizeMillis));
    }
    return windows;
  }
}

/** By event time. */
export class SlidingEventTimeWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly #grid: SlidingGrid;

  private constructor(size: Duration, slide: Duration, offset: Duration) {
    super();
    this.#grid = new SlidingGrid("SlidingEventTimeWindows", size, slide, offset);
  }

  static of(size: Duration, slide: Duration, offset: Duration = Duration.ZERO): SlidingEventTimeWindows {
    const windows = new SlidingEventTimeWindows(size, slide, offset);
    if (Math.trunc(size.toMillis() / slide.toMillis()) <= WINDOWS_MAX) return windows;
    throw invalidWindowParameters("SlidingEventTimeWindows", `size / slide <= ${WINDOWS_MAX}`);
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

  override toString(): string {
    return `SlidingEventTimeWindows${this.#grid.description}`;
  }
}

/** By the clock. */
export class SlidingProcessingTimeWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly #grid: SlidingGrid;

  private constructor(size: Duration, slide: Duration, offset: Duration) {
    super();
    this.#grid = new SlidingGrid("SlidingProcessingTimeWindows", size, slide, offset);
  }

  static of(size: Duration, slide: Duration, offset: Duration = Duration.ZERO): SlidingProcessingTimeWindows {
    return new SlidingProcessingTimeWindows(size, slide, offset);
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

  override toString(): string {
    return `SlidingProcessingTimeWindows${this.#grid.description}`;
  }
}
