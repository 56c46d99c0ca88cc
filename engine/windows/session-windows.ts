/**
 * Windows that grow with their records and end after a gap without any. Answers to Flink's
 * `EventTimeSessionWindows`, `ProcessingTimeSessionWindows` and their dynamic forms, whose gap is a record's own.
 *
 * Each record starts as `[time, time + gap)`; windows that overlap or touch merge. Event-time sessions do not
 * refuse records without timestamp: theirs begin at `MIN_TIMESTAMP`.
 */
import { type Duration, illegalArgument } from "../core/index";
import { invalidWindowParameters } from "./errors";
import { EventTimeTrigger } from "./event-time-trigger";
import { ProcessingTimeTrigger } from "./processing-time-trigger";
import type { Trigger } from "./trigger";
import { type TimeWindow, windowFrom } from "./window";
import { MergingWindowAssigner, type WindowAssignerContext } from "./window-assigner";

/** The gap after a record, in milliseconds; must be positive. */
export type SessionWindowTimeGapExtractor<T> = (element: T) => number;

function fixedGap<T>(assigner: string, gap: Duration): SessionWindowTimeGapExtractor<T> {
  const gapMillis = gap.toMillis();
  if (gapMillis <= 0) throw invalidWindowParameters(assigner, "0 < size");
  return () => gapMillis;
}

function dynamicGap<T>(extractGap: SessionWindowTimeGapExtractor<T>): SessionWindowTimeGapExtractor<T> {
  return (element) => {
    const gapMillis = extractGap(element);
    if (gapMillis > 0) return gapMillis;
    throw illegalArgument("Dynamic session time gap must satisfy 0 < gap.", { context: { gapMillis } });
  };
}

/** Sessions by event time: `EventTimeSessionWindows.withGap(Duration.ofMinutes(30))`. */
export class EventTimeSessionWindows<T = unknown> extends MergingWindowAssigner<T> {
  readonly #gapMillisOf: SessionWindowTimeGapExtractor<T>;

  private constructor(gapMillisOf: SessionWindowTimeGapExtractor<T>) {
    super();
    this.#gapMillisOf = gapMillisOf;
  }

  static withGap(gap: Duration): EventTimeSessionWindows<unknown> {
    return new EventTimeSessionWindows(fixedGap("EventTimeSessionWindows", gap));
  }

  /** Flink's `DynamicEventTimeSessionWindows`. */
  static withDynamicGap<T>(extractGapMillis: SessionWindowTimeGapExtractor<T>): EventTimeSessionWindows<T> {
    return new EventTimeSessionWindows(dynamicGap(extractGapMillis));
  }

  assignWindows(element: T, timestamp: number): readonly TimeWindow[] {
    return [windowFrom(timestamp, this.#gapMillisOf(element))];
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** Sessions by the clock. */
export class ProcessingTimeSessionWindows<T = unknown> extends MergingWindowAssigner<T> {
  readonly #gapMillisOf: SessionWindowTimeGapExtractor<T>;

  private constructor(gapMillisOf: SessionWindowTimeGapExtractor<T>) {
    super();
    this.#gapMillisOf = gapMillisOf;
  }

  static withGap(gap: Duration): ProcessingTimeSessionWindows<unknown> {
    return new ProcessingTimeSessionWindows(fixedGap("ProcessingTimeSessionWindows", gap));
  }

  /** Flink's `DynamicProcessingTimeSessionWindows`. */
  static withDynamicGap<T>(extractGapMillis: SessionWindowTimeGapExtractor<T>): ProcessingTimeSessionWindows<T> {
    return new ProcessingTimeSessionWindows(dynamicGap(extractGapMillis));
  }

  assignWindows(element: T, _timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return [windowFrom(context.getCurrentProcessingTime(), this.#gapMillisOf(element))];
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}
