/**
 * What a rich function may ask for, over an operator's context. Answers to Flink's `StreamingRuntimeContext`.
 * Keyed state is refused, with Flink's exception, on operators behind a stream without key.
 */
import { nullPointer } from "../core/index";
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
import type { CheckpointedFunction, RichFunction, RuntimeContext } from "./functions";
import type { OperatorContext } from "./operator-context";
import { guardCall } from "./user-call";

export class StreamingRuntimeContext implements RuntimeContext {
  readonly #context: OperatorContext<unknown>;

  constructor(context: OperatorContext<unknown>) {
    this.#context = context;
  }

  get taskName(): string {
    return this.#context.operatorName;
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

/** Calls `open` of a function object that has one; plain functions have none. */
export function openFunction(context: OperatorContext<never>, userFunction: unknown): void {
  if (!isRich(userFunction) || userFunction.open === undefined) return;
  const runtimeContext = new StreamingRuntimeContext(context);
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

/** Calls `close` of a function object that has one. */
export function closeFunction(context: OperatorContext<never>, userFunction: unknown): void {
  if (!isRich(userFunction) || userFunction.close === undefined) return;
  guardCall(context, () => userFunction.close?.())();
}

function isRich(userFunction: unknown): userFunction is RichFunction {
  return typeof userFunction === "object" && userFunction !== null;
}
