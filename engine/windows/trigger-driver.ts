/**
 * Calls the trigger for one key and window, and is its context. Answers to the `Context` of Flink's
 * `WindowOperator`. One per operator: the window is set before each call, the key is the backend's current one.
 */
import { guardCall, guardUnary, type OperatorContext } from "../operators/index";
import type {
  AggregatingState,
  AggregatingStateDescriptor,
  ListState,
  ListStateDescriptor,
  MapState,
  MapStateDescriptor,
  Mergeable,
  Namespaced,
  ReducingState,
  ReducingStateDescriptor,
  State,
  ValueState,
  ValueStateDescriptor,
} from "../state/index";
import type { InternalTimerService } from "../time/index";
import { stateCannotMerge } from "./errors";
import type { OnMergeContext, Trigger, TriggerResult, TriggerStateDescriptor } from "./trigger";
import type { Window } from "./window";
import type { WindowAssignerContext } from "./window-assigner";

type PartitionedState = State & Namespaced & Partial<Mergeable>;

export class TriggerDriver<T, W extends Window> implements OnMergeContext, WindowAssignerContext {
  readonly #context: OperatorContext<never>;
  readonly #timers: InternalTimerService<W>;
  readonly #states = new Map<string, PartitionedState>();
  readonly #onElement: (element: T) => TriggerResult;
  readonly #onEventTime: () => TriggerResult;
  readonly #onProcessingTime: () => TriggerResult;
  readonly #onMerge: () => void;
  readonly #clear: () => void;
  /** The window that the trigger is called for. */
  window!: W;
  /** The record's timestamp or the timer's time, in milliseconds. */
  #time = 0;
  #mergedWindows: readonly W[] = [];

  constructor(context: OperatorContext<never>, timers: InternalTimerService<W>, trigger: Trigger<T, W>) {
    this.#context = context;
    this.#timers = timers;
    this.#onElement = guardUnary(context, (element: T) => trigger.onElement(element, this.#time, this.window, this));
    this.#onEventTime = guardCall(context, () => trigger.onEventTime(this.#time, this.window, this));
    this.#onProcessingTime = guardCall(context, () => trigger.onProcessingTime(this.#time, this.window, this));
    this.#onMerge = guardCall(context, () => trigger.onMerge(this.window, this));
    this.#clear = guardCall(context, () => trigger.clear(this.window, this));
  }

  onElement(element: T, timestamp: number, window: W): TriggerResult {
    this.window = window;
    this.#time = timestamp;
    return this.#onElement(element);
  }

  onEventTime(time: number, window: W): TriggerResult {
    this.window = window;
    this.#time = time;
    return this.#onEventTime();
  }

  onProcessingTime(time: number, window: W): TriggerResult {
    this.window = window;
    this.#time = time;
    return this.#onProcessingTime();
  }

  onMerge(result: W, mergedWindows: readonly W[]): void {
    this.window = result;
    this.#mergedWindows = mergedWindows;
    this.#onMerge();
  }

  clear(window: W): void {
    this.window = window;
    this.#clear();
  }

  getCurrentProcessingTime(): number {
    return this.#timers.currentProcessingTime();
  }
  random(): number {
    return this.#context.chance?.nextFloat() ?? 0;
  }
  getCurrentWatermark(): number {
    return this.#timers.currentWatermark();
  }
  registerEventTimeTimer(timestamp: number): void {
    this.#timers.registerEventTimeTimer(this.window, timestamp);
  }
  registerProcessingTimeTimer(timestamp: number): void {
    this.#timers.registerProcessingTimeTimer(this.window, timestamp);
  }
  deleteEventTimeTimer(timestamp: number): void {
    this.#timers.deleteEventTimeTimer(this.window, timestamp);
  }
  deleteProcessingTimeTimer(timestamp: number): void {
    this.#timers.deleteProcessingTimeTimer(this.window, timestamp);
  }

  getPartitionedState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getPartitionedState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getPartitionedState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getPartitionedState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getPartitionedState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): AggregatingState<IN, OUT>;
  getPartitionedState(descriptor: TriggerStateDescriptor): unknown {
    const state = this.#state(descriptor);
    state.setCurrentNamespace(this.window);
    return state;
  }

  mergePartitionedState<T>(descriptor: ReducingStateDescriptor<T> | ListStateDescriptor<T>): void;
  mergePartitionedState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): void;
  mergePartitionedState(descriptor: TriggerStateDescriptor): void {
    const state = this.#state(descriptor);
    if (state.mergeNamespaces === undefined) throw stateCannotMerge(descriptor.name);
    state.mergeNamespaces(this.window, this.#mergedWindows);
  }

  #state(descriptor: TriggerStateDescriptor): PartitionedState {
    let state = this.#states.get(descriptor.name);
    if (state === undefined) {
      state = this.#openState(descriptor);
      this.#states.set(descriptor.name, state);
    }
    return state;
  }

  #openState(descriptor: TriggerStateDescriptor): PartitionedState {
    const backend = this.#context.keyedState;
    switch (descriptor.kind) {
      case "value":
        return backend.getValueState(descriptor);
      case "reducing":
        return backend.getReducingState(descriptor);
      case "list":
        return backend.getListState(descriptor);
      case "map":
        return backend.getMapState(descriptor);
      case "aggregating":
        return backend.getAggregatingState(descriptor);
    }
  }
}
