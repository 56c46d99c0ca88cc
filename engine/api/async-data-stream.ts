/**
 * Asynchronous I/O on a stream. Answers to Flink 2.3's `AsyncDataStream`.
 *
 * `timeout` is processing time, counted from when a record enters the queue; 0: none, which a strategy for retries does
 * not allow. `capacity` is how many records and watermarks may be in flight before the operator takes no more input.
 */
import {
  type AsyncFunctionLike,
  type AsyncRetryStrategy,
  AsyncWaitOperator,
  type AsyncWaitSettings,
} from "../async/index";
import { illegalArgument, type TimeUnit } from "../core/index";
import type { DataStream } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { checkFunction, instantiate } from "./user-function";

const DEFAULT_QUEUE_CAPACITY = 100;

/** The name of the operator, as in Flink. */
const OPERATOR_NAME = "async wait operator";

export const AsyncDataStream = {
  /** Results leave in the order of their records. */
  orderedWait<IN, OUT>(
    input: DataStream<IN>,
    asyncFunction: AsyncFunctionLike<IN, OUT>,
    timeout: number,
    timeUnit: TimeUnit,
    capacity: number = DEFAULT_QUEUE_CAPACITY,
  ): SingleOutputStreamOperator<OUT> {
    return addOperator(input, asyncFunction, {
      outputMode: "ORDERED",
      timeoutMillis: timeUnit.toMillis(timeout),
      capacity,
      retryStrategy: null,
    });
  },

  /** Results leave as they come, but never across a watermark. */
  unorderedWait<IN, OUT>(
    input: DataStream<IN>,
    asyncFunction: AsyncFunctionLike<IN, OUT>,
    timeout: number,
    timeUnit: TimeUnit,
    capacity: number = DEFAULT_QUEUE_CAPACITY,
  ): SingleOutputStreamOperator<OUT> {
    return addOperator(input, asyncFunction, {
      outputMode: "UNORDERED",
      timeoutMillis: timeUnit.toMillis(timeout),
      capacity,
      retryStrategy: null,
    });
  },

  /** As `orderedWait`; `(…, strategy)` or `(…, capacity, strategy)`. One timeout covers all attempts of a request. */
  orderedWaitWithRetry<IN, OUT>(
    input: DataStream<IN>,
    asyncFunction: AsyncFunctionLike<IN, OUT>,
    timeout: number,
    timeUnit: TimeUnit,
    ...capacityAndStrategy: CapacityAndStrategy<OUT>
  ): SingleOutputStreamOperator<OUT> {
    return addOperator(input, asyncFunction, {
      outputMode: "ORDERED",
      timeoutMillis: timeUnit.toMillis(timeout),
      ...retrySettings(capacityAndStrategy),
    });
  },

  /** As `unorderedWait`; `(…, strategy)` or `(…, capacity, strategy)`. One timeout covers all attempts of a request. */
  unorderedWaitWithRetry<IN, OUT>(
    input: DataStream<IN>,
    asyncFunction: AsyncFunctionLike<IN, OUT>,
    timeout: number,
    timeUnit: TimeUnit,
    ...capacityAndStrategy: CapacityAndStrategy<OUT>
  ): SingleOutputStreamOperator<OUT> {
    return addOperator(input, asyncFunction, {
      outputMode: "UNORDERED",
      timeoutMillis: timeUnit.toMillis(timeout),
      ...retrySettings(capacityAndStrategy),
    });
  },
};

type CapacityAndStrategy<OUT> =
  | [strategy: AsyncRetryStrategy<OUT>]
  | [capacity: number, strategy: AsyncRetryStrategy<OUT>];

function retrySettings<OUT>(
  capacityAndStrategy: CapacityAndStrategy<OUT>,
): Pick<AsyncWaitSettings<OUT>, "capacity" | "retryStrategy"> {
  const [first, second] = capacityAndStrategy;
  return typeof first === "number"
    ? { capacity: first, retryStrategy: second ?? null }
    : { capacity: DEFAULT_QUEUE_CAPACITY, retryStrategy: first };
}

function addOperator<IN, OUT>(
  input: DataStream<IN>,
  asyncFunction: AsyncFunctionLike<IN, OUT>,
  settings: AsyncWaitSettings<OUT>,
): SingleOutputStreamOperator<OUT> {
  checkFunction(asyncFunction, "AsyncDataStream", "asyncInvoke");
  const { retryStrategy, timeoutMillis } = settings;
  if (retryStrategy !== null && timeoutMillis <= 0) {
    throw illegalArgument("Timeout should be configured when do async with retry.", {
      hint: "Give a timeout of more than 0: it bounds all attempts of a request together.",
      context: { timeoutMillis },
    });
  }
  const create = () =>
    new AsyncWaitOperator<IN, OUT>(instantiate(asyncFunction), {
      ...settings,
      retryStrategy: instantiate(retryStrategy),
    });
  return input.transform<OUT>(OPERATOR_NAME, "async-wait", create, { yields: true });
}
