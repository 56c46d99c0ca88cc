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
import { staggerOffset, WindowStagger } from "./window-stagger";

/** The tumbling window of a time, remembered from call to call; one for each subtask, for the sake of the stagger. */
class TumblingGrid {
  readonly sizeMillis: number;
  readonly #offsetMillis: number;
  readonly #stagger: WindowStagger;
  /** Offset and stagger together; known from the first record on. */
  #shiftMillis: number | null;
  #lastStart = Number.NaN;
  #last: readonly TimeWindow[] = [];

  constructor(assigner: string, sizeMillis: number, offsetMillis: number, stagger: WindowStagger) {
    this.sizeMillis = sizeMillis;
    this.#offsetMillis = offsetMillis;
    this.#stagger = stagger;
    this.#shiftMillis = stagger === "ALIGNED" ? offsetMillis : null;
    if (Math.abs(offsetMillis) >= sizeMillis) throw invalidWindowParameters(assigner, "abs(offset) < size");
  }

  /** The same windows, staggered anew. */
  forSubtask(assigner: string): TumblingGrid {
    return new TumblingGrid(assigner, this.sizeMillis, this.#offsetMillis, this.#stagger);
  }

  windowsAt(timeMillis: number, context: WindowAssignerContext): readonly TimeWindow[] {
    this.#shiftMillis ??= this.#findShift(context);
    const shift = this.#shiftMillis;
    if (timeMillis === MAX_TIMESTAMP) return windowsAtMax(shift, this.sizeMillis, this.sizeMillis);
    const sinceStart = timeMillis - this.#lastStart;
    if (sinceStart >= 0 && sinceStart < this.sizeMillis) return this.#last;
    const start = TimeWindow.getWindowStartWithOffset(timeMillis, shift, this.sizeMillis);
    if (start !== this.#lastStart) {
      this.#lastStart = start;
      this.#last = [windowFrom(start, this.sizeMillis)];
    }
    return this.#last;
  }

  #findShift(context: WindowAssignerContext): number {
    return (this.#offsetMillis + staggerOffset(this.#stagger, context, this.sizeMillis)) % this.sizeMillis;
  }
}

/** By event time: `TumblingEventTimeWindows.of(Duration.ofSeconds(10))`, with an offset for other time zones. */
export class TumblingEventTimeWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly #grid: TumblingGrid;

  private constructor(grid: TumblingGrid) {
    super();
    this.#grid = grid;
  }

  static of(
    size: Duration,
    offset: Duration = Duration.ZERO,
    stagger: WindowStagger = WindowStagger.ALIGNED,
  ): TumblingEventTimeWindows {
    const grid = new TumblingGrid("TumblingEventTimeWindows", size.toMillis(), offset.toMillis(), stagger);
    return new TumblingEventTimeWindows(grid);
  }

  assignWindows(_element: unknown, timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    if (timestamp === MIN_TIMESTAMP) throw missingTimestamp();
    return this.#grid.windowsAt(timestamp, context);
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }

  override forSubtask(): TumblingEventTimeWindows {
    return new TumblingEventTimeWindows(this.#grid.forSubtask("TumblingEventTimeWindows"));
  }

  override toString(): string {
    return `TumblingEventTimeWindows(${this.#grid.sizeMillis})`;
  }
}

/** By the clock. */
export class TumblingProcessingTimeWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly #grid: TumblingGrid;

  private constructor(grid: TumblingGrid) {
    super();
    this.#grid = grid;
  }

  static of(
    size: Duration,
    offset: Duration = Duration.ZERO,
    stagger: WindowStagger = WindowStagger.ALIGNED,
  ): TumblingProcessingTimeWindows {
    const grid = new TumblingGrid("TumblingProcessingTimeWindows", size.toMillis(), offset.toMillis(), stagger);
    return new TumblingProcessingTimeWindows(grid);
  }

  assignWindows(_element: unknown, _timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.#grid.windowsAt(context.getCurrentProcessingTime(), context);
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }

  override forSubtask(): TumblingProcessingTimeWindows {
    return new TumblingProcessingTimeWindows(this.#grid.forSubtask("TumblingProcessingTimeWindows"));
  }

  override toString(): string {
    return `TumblingProcessingTimeWindows(${this.#grid.sizeMillis})`;
  }
}
