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
import { mergeTimeWindows } from "./merge-time-windows";
import { ProcessingTimeTrigger } from "./processing-time-trigger";
import type { Trigger } from "./trigger";
import { type TimeWindow, windowFrom } from "./window";
import { type MergeCallback, MergingWindowAssigner, type WindowAssignerContext } from "./window-assigner";

/** The gap after a record, in milliseconds; must be positive. A function, or an object with `extract` as in Flink. */
export type SessionWindowTimeGapExtractor<T> = ((element: T) => number) | { extract(element: T): number };

function checkedGap(assigner: string, gap: Duration): number {
  const gapMillis = gap.toMillis();
  if (gapMillis <= 0) throw invalidWindowParameters(assigner, "0 < size");
  return gapMillis;
}

function dynamicGap<T>(extractor: SessionWindowTimeGapExtractor<T>): (element: T) => number {
  const extract = typeof extractor === "function" ? extractor : (element: T) => extractor.extract(element);
  return (element) => {
    const gapMillis = extract(element);
    if (gapMillis > 0) return gapMillis;
    throw illegalArgument("Dynamic session time gap must satisfy 0 < gap", {
      hint: "Give every record a gap of at least one millisecond.",
      context: { gapMillis },
    });
  };
}

/** What all sessions by event time share. */
abstract class EventTimeSessions<T> extends MergingWindowAssigner<T> {
  mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback<TimeWindow>): void {
    mergeTimeWindows(windows, callback);
  }

  override get mergesOverlapping(): boolean {
    return this.mergeWindows === EventTimeSessions.prototype.mergeWindows;
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** What all sessions by the clock share. */
abstract class ProcessingTimeSessions<T> extends MergingWindowAssigner<T> {
  mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback<TimeWindow>): void {
    mergeTimeWindows(windows, callback);
  }

  override get mergesOverlapping(): boolean {
    return this.mergeWindows === ProcessingTimeSessions.prototype.mergeWindows;
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}

/** Sessions by event time: `EventTimeSessionWindows.withGap(Duration.ofMinutes(30))`. */
export class EventTimeSessionWindows extends EventTimeSessions<unknown> {
  readonly #gapMillis: number;

  private constructor(gapMillis: number) {
    super();
    this.#gapMillis = gapMillis;
  }

  static withGap(gap: Duration): EventTimeSessionWindows {
    return new EventTimeSessionWindows(checkedGap("EventTimeSessionWindows", gap));
  }

  /** Sessions whose gap is a record's own. */
  static withDynamicGap<T>(extractor: SessionWindowTimeGapExtractor<T>): DynamicEventTimeSessionWindows<T> {
    return DynamicEventTimeSessionWindows.withDynamicGap(extractor);
  }

  assignWindows(_element: unknown, timestamp: number): readonly TimeWindow[] {
    return [windowFrom(timestamp, this.#gapMillis)];
  }

  override toString(): string {
    return `EventTimeSessionWindows(${this.#gapMillis})`;
  }
}

/** Sessions by event time with a gap of each record's own. */
export class DynamicEventTimeSessionWindows<T> extends EventTimeSessions<T> {
  readonly #gapMillisOf: (element: T) => number;

  private constructor(gapMillisOf: (element: T) => number) {
    super();
    this.#gapMillisOf = gapMillisOf;
  }

  static withDynamicGap<T>(extractor: SessionWindowTimeGapExtractor<T>): DynamicEventTimeSessionWindows<T> {
    return new DynamicEventTimeSessionWindows(dynamicGap(extractor));
  }

  assignWindows(element: T, timestamp: number): readonly TimeWindow[] {
    return [windowFrom(timestamp, this.#gapMillisOf(element))];
  }

  override toString(): string {
    return "DynamicEventTimeSessionWindows()";
  }
}

/** Sessions by the clock. */
export class ProcessingTimeSessionWindows extends ProcessingTimeSessions<unknown> {
  readonly #gapMillis: number;

  private constructor(gapMillis: number) {
    super();
    this.#gapMillis = gapMillis;
  }

  static withGap(gap: Duration): ProcessingTimeSessionWindows {
    return new ProcessingTimeSessionWindows(checkedGap("ProcessingTimeSessionWindows", gap));
  }

  /** Sessions whose gap is a record's own. */
  static withDynamicGap<T>(extractor: SessionWindowTimeGapExtractor<T>): DynamicProcessingTimeSessionWindows<T> {
    return DynamicProcessingTimeSessionWindows.withDynamicGap(extractor);
  }

  assignWindows(_element: unknown, _timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return [windowFrom(context.getCurrentProcessingTime(), this.#gapMillis)];
  }

  override toString(): string {
    return `ProcessingTimeSessionWindows(${this.#gapMillis})`;
  }
}

/** Sessions by the clock with a gap of each record's own. */
export class DynamicProcessingTimeSessionWindows<T> extends ProcessingTimeSessions<T> {
  readonly #gapMillisOf: (element: T) => number;

  private constructor(gapMillisOf: (element: T) => number) {
    super();
    this.#gapMillisOf = gapMillisOf;
  }

  static withDynamicGap<T>(extractor: SessionWindowTimeGapExtractor<T>): DynamicProcessingTimeSessionWindows<T> {
    return new DynamicProcessingTimeSessionWindows(dynamicGap(extractor));
  }

  assignWindows(element: T, _timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return [windowFrom(context.getCurrentProcessingTime(), this.#gapMillisOf(element))];
  }

  override toString(): string {
    return "DynamicProcessingTimeSessionWindows()";
  }
}
