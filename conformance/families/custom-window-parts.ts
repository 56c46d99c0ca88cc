/**
 * The window assigners, triggers and evictors of one's own that the family custom-windows records, as a user of the
 * engine would write them.
 */
import {
  type AggregatingState,
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../../engine/state/index";
import {
  type EvictableElements,
  type Evictor,
  type EvictorContext,
  EventTimeTrigger,
  type MergeCallback,
  MergingWindowAssigner,
  type OnMergeContext,
  ProcessingTimeTrigger,
  TimeWindow,
  Trigger,
  type TriggerContext,
  TriggerResult,
  type Window,
  WindowAssigner,
  type WindowAssignerContext,
} from "../../engine/windows/index";
import { fold, type UsualRecord } from "./fold";

function defaultTrigger(isEventTime: boolean): Trigger<unknown, TimeWindow> {
  return isEventTime ? EventTimeTrigger.create() : ProcessingTimeTrigger.create();
}

/** Sessions that merge in the order of their starts (then ends), as long as the result is not longer than the cap. */
export class CappedSessions extends MergingWindowAssigner<unknown> {
  constructor(
    readonly gap: number,
    readonly cap: number,
    readonly ofEventTime: boolean,
  ) {
    super();
  }

  assignWindows(_element: unknown, timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    const start = this.ofEventTime ? timestamp : context.getCurrentProcessingTime();
    return [new TimeWindow(start, start + this.gap)];
  }

  mergeWindows(windows: readonly TimeWindow[], callback: MergeCallback<TimeWindow>): void {
    const sorted = [...windows].sort((a, b) => a.start - b.start || a.end - b.end);
    let group: TimeWindow[] = [];
    let cover = null as TimeWindow | null;
    for (const window of sorted) {
      if (cover?.intersects(window) && Math.max(cover.end, window.end) - cover.start <= this.cap) {
        cover = cover.cover(window);
      } else {
        if (cover !== null && group.length > 1) callback(group, cover);
        group = [];
        cover = window;
      }
      if (!group.some((member) => member.equals(window))) group.push(window);
    }
    if (cover !== null && group.length > 1) callback(group, cover);
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return defaultTrigger(this.ofEventTime);
  }

  isEventTime(): boolean {
    return this.ofEventTime;
  }
}

/** The tumbling window of a record, and for an even value the next one, in front of it for a value that 4 divides. */
export class SpreadWindows extends WindowAssigner<UsualRecord, TimeWindow> {
  constructor(
    readonly size: number,
    readonly ofEventTime: boolean,
  ) {
    super();
  }

  assignWindows([, value]: UsualRecord, timestamp: number, context: WindowAssignerContext): readonly TimeWindow[] {
    const time = this.ofEventTime ? timestamp : context.getCurrentProcessingTime();
    const start = TimeWindow.getWindowStartWithOffset(time, 0, this.size);
    const own = new TimeWindow(start, start + this.size);
    if (value % 2 !== 0) return [own];
    const next = new TimeWindow(start + this.size, start + 2 * this.size);
    return value % 4 === 0 ? [next, own] : [own, next];
  }

  getDefaultTrigger(): Trigger<unknown, TimeWindow> {
    return defaultTrigger(this.ofEventTime);
  }

  isEventTime(): boolean {
    return this.ofEventTime;
  }
}

/** Before: removes ids that the modulus divides, while more than one element is there. After: what lies behind the watermark. */
export class IdEvictor implements Evictor<UsualRecord, Window> {
  constructor(readonly modulus: number) {}

  evictBefore(elements: EvictableElements<UsualRecord>, size: number): void {
    elements.removeIf((element) => element.value[2] % this.modulus === 0 && size > 1);
  }

  evictAfter(elements: EvictableElements<UsualRecord>, _size: number, _window: Window, context: EvictorContext): void {
    elements.removeIf((element) => element.timestamp <= context.getCurrentWatermark());
  }
}

/** What most of the triggers share: nothing happens on timers but at the window's last timestamp, where it fires. */
abstract class EndTrigger extends Trigger<UsualRecord, Window> {
  onEventTime(time: number, window: Window, _context: TriggerContext): TriggerResult {
    return time === window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  onProcessingTime(time: number, window: Window, _context: TriggerContext): TriggerResult {
    return time === window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  override canMerge(): boolean {
    return true;
  }
}

/** Fires when the sum of values since the last firing reaches the threshold; a merge that does sets a timer at the end. */
export class SumTrigger extends EndTrigger {
  readonly state = new ReducingStateDescriptor<number>("sum", (a, b) => a + b);

  constructor(readonly threshold: number) {
    super();
  }

  onElement([, value]: UsualRecord, _timestamp: number, _window: Window, context: TriggerContext): TriggerResult {
    const sum = context.getPartitionedState(this.state);
    sum.add(value);
    if ((sum.get() ?? 0) < this.threshold) return TriggerResult.CONTINUE;
    sum.clear();
    return TriggerResult.FIRE;
  }

  override onMerge(window: Window, context: OnMergeContext): void {
    context.mergePartitionedState(this.state);
    const sum = context.getPartitionedState(this.state).get();
    if (sum !== null && sum >= this.threshold) context.registerEventTimeTimer(window.maxTimestamp());
  }

  clear(window: Window, context: TriggerContext): void {
    context.getPartitionedState(this.state).clear();
    context.deleteEventTimeTimer(window.maxTimestamp());
  }
}

const ALL_RESULTS = [
  TriggerResult.CONTINUE,
  TriggerResult.FIRE_AND_PURGE,
  TriggerResult.FIRE,
  TriggerResult.PURGE,
] as const;

/** Keeps the ids; with enough of them, their fold decides between all four results, and they are forgotten. */
export class ListTrigger extends EndTrigger {
  readonly state = new ListStateDescriptor<number>("ids");

  constructor(readonly size: number) {
    super();
  }

  onElement([, , id]: UsualRecord, _timestamp: number, _window: Window, context: TriggerContext): TriggerResult {
    const state = context.getPartitionedState(this.state);
    state.add(id);
    const ids = [...state.get()];
    if (ids.length < this.size) return TriggerResult.CONTINUE;
    state.clear();
    return ALL_RESULTS[ids.reduce(fold, 0) % 4] as TriggerResult;
  }

  override onMerge(_window: Window, context: OnMergeContext): void {
    context.mergePartitionedState(this.state);
  }

  clear(_window: Window, context: TriggerContext): void {
    context.getPartitionedState(this.state).clear();
  }
}

type Average = readonly [count: number, sum: number];

/** Fires when the average so far, rounded down, is above the threshold; also at the window's end in processing time. */
export class AverageTrigger extends EndTrigger {
  readonly state = new AggregatingStateDescriptor<number, Average, number>("average", {
    createAccumulator: (): Average => [0, 0],
    add: (value, [count, sum]): Average => [count + 1, sum + value],
    getResult: ([count, sum]) => Math.trunc(sum / count),
    merge: (a, b): Average => [a[0] + b[0], a[1] + b[1]],
  });

  constructor(readonly threshold: number) {
    super();
  }

  onElement([, value]: UsualRecord, _timestamp: number, window: Window, context: TriggerContext): TriggerResult {
    const average: AggregatingState<number, number> = context.getPartitionedState(this.state);
    average.add(value);
    context.registerProcessingTimeTimer(window.maxTimestamp());
    return (average.get() ?? 0) > this.threshold ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  override onMerge(window: Window, context: OnMergeContext): void {
    context.mergePartitionedState(this.state);
    context.registerProcessingTimeTimer(window.maxTimestamp());
  }

  clear(window: Window, context: TriggerContext): void {
    context.getPartitionedState(this.state).clear();
    context.deleteProcessingTimeTimer(window.maxTimestamp());
  }
}

/** Fires and purges when no record came for a while, in event time: each record moves the timer. */
export class QuietTrigger extends EndTrigger {
  readonly state = new ValueStateDescriptor<number>("deadline");

  constructor(
    readonly timeout: number,
    readonly merges: boolean,
    readonly mergesValueState: boolean,
  ) {
    super();
  }

  onElement(_record: UsualRecord, timestamp: number, _window: Window, context: TriggerContext): TriggerResult {
    const deadline = context.getPartitionedState(this.state);
    const before = deadline.value();
    if (before !== null) context.deleteEventTimeTimer(before);
    const next = Math.max(timestamp, context.getCurrentWatermark()) + this.timeout;
    deadline.update(next);
    context.registerEventTimeTimer(next);
    return TriggerResult.CONTINUE;
  }

  override onEventTime(time: number, _window: Window, context: TriggerContext): TriggerResult {
    const deadline = context.getPartitionedState(this.state);
    if (deadline.value() !== time) return TriggerResult.CONTINUE;
    deadline.clear();
    return TriggerResult.FIRE_AND_PURGE;
  }

  override canMerge(): boolean {
    return this.merges;
  }

  override onMerge(window: Window, context: OnMergeContext): void {
    if (this.mergesValueState) context.mergePartitionedState(this.state as never);
    context.registerEventTimeTimer(window.maxTimestamp());
  }

  clear(_window: Window, context: TriggerContext): void {
    const deadline = context.getPartitionedState(this.state);
    const before = deadline.value();
    if (before !== null) context.deleteEventTimeTimer(before);
    deadline.clear();
  }
}

/** Fires when a value comes for the n-th time. */
export class RepeatTrigger extends EndTrigger {
  readonly state = new MapStateDescriptor<number, number>("seen");

  constructor(
    readonly count: number,
    readonly merges: boolean,
  ) {
    super();
  }

  onElement([, value]: UsualRecord, _timestamp: number, _window: Window, context: TriggerContext): TriggerResult {
    const seen = context.getPartitionedState(this.state);
    const times = (seen.get(value) ?? 0) + 1;
    if (times < this.count) {
      seen.put(value, times);
      return TriggerResult.CONTINUE;
    }
    seen.remove(value);
    return TriggerResult.FIRE;
  }

  override canMerge(): boolean {
    return this.merges;
  }

  /** What was counted in the windows before is cleared with them. */
  override onMerge(): void {}

  clear(_window: Window, context: TriggerContext): void {
    context.getPartitionedState(this.state).clear();
  }
}
