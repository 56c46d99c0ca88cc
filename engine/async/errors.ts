/**
 * What goes wrong with asynchronous requests, told with the remedy.
 */
import { EngineError, illegalState, unsupportedOperation } from "../core/index";

/** What a request without a `timeout` method of its own fails with: Java's `TimeoutException`. */
export function asyncTimeoutError(): EngineError {
  return new EngineError({
    code: "ASYNC_TIMEOUT",
    message: "Async function call has timed out.",
    hint: "Give the function a timeout(input, resultFuture) that completes with a fallback, or allow more time.",
    flinkClass: "TimeoutException",
  });
}

/**
 * Refuses what an `async` function gives back: it would go on between the steps of the run, at a moment that no virtual
 * clock knows. The job fails at the record.
 */
export function refusePromise(returned: unknown): void {
  if (typeof returned !== "object" || returned === null || !("then" in returned)) return;
  throw illegalState("asyncInvoke gave back a promise, which cannot be part of a run that repeats itself.", {
    hint: "Leave out async and await; complete the result later in client.callAfter(delayMillis, () => resultFuture.complete([...])).",
  });
}

/** Keyed state in an asynchronous function: Java's `UnsupportedOperationException`. */
export function accumulatorsInAsyncFunction(): EngineError {
  return unsupportedOperation("Accumulators are not supported in rich async functions.", {
    hint: "Count in a function before or behind this operator.",
  });
}

export function stateInAsyncFunction(): EngineError {
  return unsupportedOperation("State is not supported in rich async functions.", {
    hint: "Results come when another key may be current. Keep state in a KeyedProcessFunction before or behind this operator.",
  });
}
