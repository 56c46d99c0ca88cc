/**
 * What a rich function may ask for, over an operator's context. Answers to Flink's `StreamingRuntimeContext`.
 * Keyed state is refused, with Flink's exception, on operators behind a stream without key.
 */
import { illegalArgument, nullPointer } from "../core/index";
import type { MetricGroup } from "../metrics/index";
import type {
  AggregatingState,
  AggregatingStateDescriptor,
  ListState,
  ListStateDescriptor,
  MapState,
  MapStateDescriptor,
  ReducingState,
  ReducingStateDescriptor,
  KeyedStateBackend,
  ValueState,
  ValueStateDescriptor,
} from "../state/index";
import type { AccumulatorRegistry } from "./accumulator-registry";
import { type Accumulator, DoubleCounter, Histogram, IntCounter, LongCounter } from "./accumulators";
import type { CheckpointedFunction, CheckpointListener } from "./functions";
import type { OperatorContext } from "./operator-context";
import { AbstractRichFunction, type RichFunction, type RuntimeContext, type TaskInfo } from "./rich-function";
import { guardCall } from "./user-call";

export class StreamingRuntimeContext implements RuntimeContext {
  readonly #context: OperatorContext<unknown>;

  constructor(context: OperatorContext<unknown>) {
    this.#context = context;
  }

  get taskName(): string {
    return this.#context.taskName;
  }
  get indexOfThisSubtask(): number {
    return this.#context.subtaskIndex;
  }
  get numberOfParallelSubtasks(): number {
    return this.#context.parallelism;
  }
  get maxNumberOfParallelSubtasks(): number {
    return this.#context.maxParallelism;
  }
  get attemptNumber(): number {
    return this.#context.attemptNumber;
  }

  getTaskInfo(): TaskInfo {
    const { taskName, subtaskIndex, parallelism, maxParallelism, attemptNumber } = this.#context;
    return {
      getTaskName: () => taskName,
      getTaskNameWithSubtasks: () => `${taskName} (${subtaskIndex + 1}/${parallelism})#${attemptNumber}`,
      getIndexOfThisSubtask: () => subtaskIndex,
      getNumberOfParallelSubtasks: () => parallelism,
      getMaxNumberOfParallelSubtasks: () => maxParallelism,
      getAttemptNumber: () => attemptNumber,
    };
  }

  /** Those of the task; contexts of functions that may not use any refuse here. */
  protected accumulators(): AccumulatorRegistry {
    return this.#context.accumulators;
  }

  addAccumulator<V, R>(name: string, accumulator: Accumulator<V, R>): void {
    this.accumulators().add(name, accumulator);
  }
  getAccumulator<V, R>(name: string): Accumulator<V, R> | null {
    return this.accumulators().get(name) as unknown as Accumulator<V, R> | null;
  }
  getIntCounter(name: string): IntCounter {
    return this.accumulators().getOrCreate(name, IntCounter);
  }
  getLongCounter(name: string): LongCounter {
    return this.accumulators().getOrCreate(name, LongCounter);
  }
  getDoubleCounter(name: string): DoubleCounter {
    return this.accumulators().getOrCreate(name, DoubleCounter);
  }
  getHistogram(name: string): Histogram {
    return this.accumulators().getOrCreate(name, Histogram);
  }

  getMetricGroup(): MetricGroup {
    return this.#context.metricGroup;
  }

  simulateWork(millis: number): void {
    checkWorkMillis(millis);
    this.#context.simulateWork(millis);
  }

  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    return this.#keyedState().getValueState(descriptor);
  }
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#keyedState().getListState(descriptor);
  }
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> {
    return this.#keyedState().getMapState(descriptor);
  }
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> {
    return this.#keyedState().getReducingState(descriptor);
  }
  getAggregatingState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): AggregatingState<IN, OUT> {
    return this.#keyedState().getAggregatingState(descriptor);
  }

  #keyedState(): KeyedStateBackend {
    if (this.#context.stateKeySelector1 === null && this.#context.stateKeySelector2 === null) {
      throw nullPointer("Keyed state can only be used on a keyed stream, after keyBy().", {
        hint: "Call keyBy() before the operator that uses this state.",
      });
    }
    return this.#context.keyedState;
  }
}

/** Refuses a time that no work can take. Errors: `IllegalArgumentException`. */
export function checkWorkMillis(millis: number): void {
  if (millis >= 0 && Number.isFinite(millis)) return;
  throw illegalArgument(`Work cannot take ${millis} ms.`, {
    hint: "Give a time of 0 ms or more; fractions are added up.",
  });
}

/** Calls `open` of a function object that has one; plain functions have none. */
export function openFunction(context: OperatorContext<never>, userFunction: unknown): void {
  if (!isRich(userFunction) || userFunction.open === undefined) return;
  const runtimeContext = new StreamingRuntimeContext(context);
  if (userFunction instanceof AbstractRichFunction) userFunction.runtimeContext = runtimeContext;
  guardCall(context, () => userFunction.open?.(runtimeContext))();
}

/** Calls `initializeState` of a function object that has one, with the operator's own state. */
export function initializeFunction(context: OperatorContext<never>, userFunction: CheckpointedFunction): void {
  if (userFunction.initializeState === undefined) return;
  guardCall(context, () => userFunction.initializeState?.(context.operatorState))();
}

/** Calls `snapshotState` of a function object that has one. */
export function snapshotFunction(
  context: OperatorContext<never>,
  userFunction: CheckpointedFunction,
  checkpointId: number,
): void {
  if (userFunction.snapshotState === undefined) return;
  guardCall(context, () => userFunction.snapshotState?.(checkpointId))();
}

/** Tells a function object that listens what became of a checkpoint. */
export function notifyFunction(
  context: OperatorContext<never>,
  userFunction: CheckpointListener,
  event: keyof CheckpointListener,
  checkpointId: number,
): void {
  if (userFunction[event] === undefined) return;
  guardCall(context, () => userFunction[event]?.(checkpointId))();
}

/** Calls `close` of a function object that has one. */
export function closeFunction(context: OperatorContext<never>, userFunction: unknown): void {
  if (!isRich(userFunction) || userFunction.close === undefined) return;
  guardCall(context, () => userFunction.close?.())();
}

function isRich(userFunction: unknown): userFunction is RichFunction {
  return typeof userFunction === "object" && userFunction !== null;
}
