/**
 * Assigners, triggers and evictors as recordings name them.
 */
import { Duration } from "../../engine/core/index";
import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountEvictor,
  CountTrigger,
  DeltaEvictor,
  DeltaTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  type Evictor,
  GlobalWindows,
  ProcessingTimeoutTrigger,
  ProcessingTimeSessionWindows,
  ProcessingTimeTrigger,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TimeEvictor,
  type Trigger,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type Window,
  type WindowAssigner,
  WindowOperatorBuilder,
} from "../../engine/windows/index";
import type { UsualRecord } from "./fold";

export type WindowProgram = {
  readonly assigner: AssignerProgram;
  readonly trigger?: TriggerProgram;
  readonly evictor?: EvictorProgram;
  readonly allowedLateness?: number;
  readonly sideOutputLateData?: string;
  readonly function: string;
  readonly startProcessingTime: number;
};

export type AssignerProgram = {
  readonly type: string;
  readonly size?: number;
  readonly slide?: number;
  readonly offset?: number;
  readonly gap?: number;
  readonly unit?: number;
  readonly endOfStreamTrigger?: boolean;
};

export type TriggerProgram = {
  readonly type: string;
  readonly max?: number;
  readonly interval?: number;
  readonly threshold?: number;
  readonly nested?: TriggerProgram;
  readonly timeout?: number;
  readonly resetTimerOnNewRecord?: boolean;
  readonly shouldClearOnTimeout?: boolean;
};

export type EvictorProgram = {
  readonly type: string;
  readonly maxCount?: number;
  readonly windowSize?: number;
  readonly threshold?: number;
  readonly doEvictAfter: boolean;
};

type Builder = WindowOperatorBuilder<UsualRecord, string, Window>;

function millis(time: number | undefined): Duration {
  return Duration.ofMillis(time ?? 0);
}

/** What the functions of a program see of an element: its value, and how many different gaps values give. */
export type ElementValues<T> = { readonly value: (element: T) => number; readonly gapSteps: number };

const RECORD_VALUE = (record: UsualRecord): number => record[1];

const RECORD_VALUES: ElementValues<UsualRecord> = { value: RECORD_VALUE, gapSteps: 5 };

/** The remainder is never negative (Java's floorMod). */
function dynamicGap<T>(unit: number, { value, gapSteps }: ElementValues<T>): (element: T) => number {
  return (element) => (1 + (((value(element) % gapSteps) + gapSteps) % gapSteps)) * unit;
}

/** The builder of the window operator for an assigner. */
export function buildAssigner(program: AssignerProgram): Builder {
  if (program.type === "countWindow") return countWindow(program.size ?? 0, program.slide);
  return new WindowOperatorBuilder<UsualRecord, string, Window>(assignerOf(program));
}

/** As `KeyedStream.countWindow` makes it: global windows with Flink's own trigger and evictor. */
function countWindow(size: number, slide: number | undefined): Builder {
  const builder = new WindowOperatorBuilder<UsualRecord, string, Window>(GlobalWindows.create());
  if (slide === undefined) return builder.trigger(PurgingTrigger.of<UsualRecord, Window>(CountTrigger.of(size)));
  return builder.evictor(CountEvictor.of(size)).trigger(CountTrigger.of(slide));
}

/** The assigner that a program names, over usual records. */
export function assignerOf(program: AssignerProgram): WindowAssigner<UsualRecord, Window> {
  return assignerFor(program, RECORD_VALUES);
}

/** The assigner that a program names, over any elements. */
export function assignerFor<T>(program: AssignerProgram, values: ElementValues<T>): WindowAssigner<T, Window> {
  const { size, slide, offset, gap, unit = 0 } = program;
  switch (program.type) {
    case "TumblingEventTimeWindows":
      return TumblingEventTimeWindows.of(millis(size), millis(offset));
    case "TumblingProcessingTimeWindows":
      return TumblingProcessingTimeWindows.of(millis(size), millis(offset));
    case "SlidingEventTimeWindows":
      return SlidingEventTimeWindows.of(millis(size), millis(slide), millis(offset));
    case "SlidingProcessingTimeWindows":
      return SlidingProcessingTimeWindows.of(millis(size), millis(slide), millis(offset));
    case "EventTimeSessionWindows":
      return EventTimeSessionWindows.withGap(millis(gap));
    case "ProcessingTimeSessionWindows":
      return ProcessingTimeSessionWindows.withGap(millis(gap));
    case "DynamicEventTimeSessionWindows":
      return EventTimeSessionWindows.withDynamicGap(dynamicGap(unit, values));
    case "DynamicProcessingTimeSessionWindows":
      return ProcessingTimeSessionWindows.withDynamicGap(dynamicGap(unit, values));
    case "GlobalWindows":
      return program.endOfStreamTrigger === true
        ? GlobalWindows.createWithEndOfStreamTrigger()
        : GlobalWindows.create();
    default:
      throw new Error(`Unknown assigner ${program.type}`);
  }
}

/** The trigger that a program names, over usual records. */
export function buildTrigger(program: TriggerProgram): Trigger<UsualRecord, Window> {
  return triggerFor(program, RECORD_VALUE);
}

/** The trigger that a program names; `value` is what deltas are taken of. */
export function triggerFor<T>(program: TriggerProgram, value: (element: T) => number): Trigger<T, Window> {
  switch (program.type) {
    case "EventTimeTrigger":
      return EventTimeTrigger.create();
    case "ProcessingTimeTrigger":
      return ProcessingTimeTrigger.create();
    case "CountTrigger":
      return CountTrigger.of(program.max ?? 0);
    case "ContinuousEventTimeTrigger":
      return ContinuousEventTimeTrigger.of(millis(program.interval));
    case "ContinuousProcessingTimeTrigger":
      return ContinuousProcessingTimeTrigger.of(millis(program.interval));
    case "DeltaTrigger":
      return DeltaTrigger.of<T, Window>(program.threshold ?? 0, (old, now) => value(now) - value(old));
    case "PurgingTrigger":
      return PurgingTrigger.of(triggerFor(program.nested as TriggerProgram, value));
    case "ProcessingTimeoutTrigger":
      return ProcessingTimeoutTrigger.of(
        triggerFor(program.nested as TriggerProgram, value),
        millis(program.timeout),
        program.resetTimerOnNewRecord === true,
        program.shouldClearOnTimeout === true,
      );
    default:
      throw new Error(`Unknown trigger ${program.type}`);
  }
}

/** The evictor that a program names, over usual records. */
export function buildEvictor(program: EvictorProgram): Evictor<UsualRecord, Window> {
  return evictorFor(program, RECORD_VALUE);
}

/** The evictor that a program names; `value` is what deltas are taken of. */
export function evictorFor<T>(program: EvictorProgram, value: (element: T) => number): Evictor<T, Window> {
  const { doEvictAfter } = program;
  switch (program.type) {
    case "CountEvictor":
      return CountEvictor.of(program.maxCount ?? 0, doEvictAfter);
    case "TimeEvictor":
      return TimeEvictor.of(millis(program.windowSize), doEvictAfter);
    case "DeltaEvictor": {
      const delta = (element: T, last: T) => value(last) - value(element);
      return DeltaEvictor.of<T, Window>(program.threshold ?? 0, delta, doEvictAfter);
    }
    default:
      throw new Error(`Unknown evictor ${program.type}`);
  }
}
