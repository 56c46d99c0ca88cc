/**
 * The contracts of asynchronous functions. Answers to Flink's `AsyncFunction`, `RichAsyncFunction` and `ResultFuture`.
 *
 * `SimulatedClient` has no counterpart in Flink: there a function calls a real service and completes the future from a
 * thread of that service. Here the service is simulated on the virtual clock, so that a run stays deterministic.
 */
import type { RichFunction, RuntimeContext } from "../operators/index";
import type { ScheduledCallback } from "../time/index";
import { asyncTimeoutError } from "./errors";

/** Flink's `CollectionSupplier`: called by the task itself, as a mail. */
export type CollectionSupplier<OUT> = () => readonly OUT[];

/** Where the results of one request go. Only the first completion counts; later ones are ignored. */
export interface ResultFuture<OUT> {
  /** Completes with these results: any number, also none. A supplier is called later, by the task. */
  complete(results: readonly OUT[] | CollectionSupplier<OUT>): void;
  /** Fails the request: with a retry strategy it may be tried again, otherwise the job fails. */
  completeExceptionally(error: unknown): void;
}

/**
 * The service outside that requests go to, simulated on the virtual clock: not part of Flink, but what stands for the
 * client of a database or an HTTP service there.
 */
export interface SimulatedClient {
  /**
   * Calls back once `delayMillis` (0 or more) have passed on the virtual clock, outside of the task, as a thread of a
   * real client would: complete the `ResultFuture` there. Calls of one instant come in the order in which they were made.
   * What the callback throws fails the task. When the task ends or restarts, its open calls are forgotten.
   */
  callAfter(delayMillis: number, callback: () => void): ScheduledCallback;
  /** The virtual clock, in milliseconds. */
  currentTimeMillis(): number;
}

/** What an asynchronous function is opened with; keyed state is refused, as in Flink. */
export interface AsyncRuntimeContext extends RuntimeContext {
  readonly simulatedClient: SimulatedClient;
}

/** Flink's `AsyncFunction`. `client` is ours: the same as `simulatedClient` of the runtime context. */
export interface AsyncFunction<IN, OUT> extends Omit<RichFunction, "open"> {
  open?(context: AsyncRuntimeContext): void;
  /** Starts the request for one record; must not wait. */
  asyncInvoke(input: IN, resultFuture: ResultFuture<OUT>, client: SimulatedClient): void;
  /** The request took longer than the timeout. Without this method the job fails with a `TimeoutException`. */
  timeout?(input: IN, resultFuture: ResultFuture<OUT>, client: SimulatedClient): void;
}

/** An `AsyncFunction`, or its `asyncInvoke` alone, which Flink would take as a lambda. */
export type AsyncFunctionLike<IN, OUT> = AsyncFunction<IN, OUT> | AsyncFunction<IN, OUT>["asyncInvoke"];

/** Flink's `RichAsyncFunction`: with a life cycle, and a runtime context once it is open. */
export abstract class RichAsyncFunction<IN, OUT> implements AsyncFunction<IN, OUT> {
  runtimeContext!: AsyncRuntimeContext;
  open(_context: AsyncRuntimeContext): void {}
  close(): void {}
  abstract asyncInvoke(input: IN, resultFuture: ResultFuture<OUT>, client: SimulatedClient): void;

  /** Fails the request with a `TimeoutException`, and with it the job; override it to complete with a fallback. */
  timeout(_input: IN, resultFuture: ResultFuture<OUT>, _client: SimulatedClient): void {
    resultFuture.completeExceptionally(asyncTimeoutError());
  }
}
