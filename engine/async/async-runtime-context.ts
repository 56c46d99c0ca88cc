/**
 * What an asynchronous function is opened with. Answers to the wrapper around the runtime context in Flink's
 * `RichAsyncFunction`: everything but state, which belongs to a key that may have changed when a result comes.
 */
import { guardCall, type OperatorContext, StreamingRuntimeContext } from "../operators/index";
import type { AsyncFunctionLike, AsyncRuntimeContext, SimulatedClient } from "./async-function";
import { accumulatorsInAsyncFunction, stateInAsyncFunction } from "./errors";

export class AsyncStreamingRuntimeContext extends StreamingRuntimeContext implements AsyncRuntimeContext {
  constructor(
    context: OperatorContext<unknown>,
    readonly simulatedClient: SimulatedClient,
  ) {
    super(context);
  }

  protected override accumulators(): never {
    throw accumulatorsInAsyncFunction();
  }
  override getState(): never {
    throw stateInAsyncFunction();
  }
  override getListState(): never {
    throw stateInAsyncFunction();
  }
  override getMapState(): never {
    throw stateInAsyncFunction();
  }
  override getReducingState(): never {
    throw stateInAsyncFunction();
  }
  override getAggregatingState(): never {
    throw stateInAsyncFunction();
  }
}

/** Gives a function object its runtime context and calls its `open`. */
export function openAsyncFunction(
  context: OperatorContext<never>,
  userFunction: AsyncFunctionLike<never, never>,
  runtimeContext: AsyncRuntimeContext,
): void {
  if (typeof userFunction !== "object") return;
  (userFunction as { runtimeContext?: AsyncRuntimeContext }).runtimeContext = runtimeContext;
  guardCall(context, () => userFunction.open?.(runtimeContext))();
}

/** Calls `close` of a function object that has one. */
export function closeAsyncFunction(
  context: OperatorContext<never>,
  userFunction: AsyncFunctionLike<never, never>,
): void {
  if (typeof userFunction !== "object") return;
  guardCall(context, () => userFunction.close?.())();
}
