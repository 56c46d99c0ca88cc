/** The door of `async`: asynchronous I/O on the virtual clock. */
export {
  type AsyncFunction,
  type AsyncFunctionLike,
  type AsyncRuntimeContext,
  type CollectionSupplier,
  type ResultFuture,
  RichAsyncFunction,
  type SimulatedClient,
} from "./async-function";
export {
  AsyncRetryStrategies,
  type AsyncRetryPredicate,
  type AsyncRetryStrategy,
  RetryPredicates,
} from "./async-retry-strategies";
export { AsyncWaitOperator, type AsyncWaitSettings, type OutputMode } from "./async-wait-operator";
