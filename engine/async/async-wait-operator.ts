/**
 * Asks something outside about each record and goes on meanwhile. Answers to Flink 2.3's `AsyncWaitOperator`.
 *
 *   input -> [line: waits for room] -> [queue: at most `capacity` records and watermarks] -> output
 *
 * An element that finds the queue full waits in line; until the line is empty the task takes no input. Flink's call
 * waits there itself, so its line holds one element; here an operator before this one in the chain may emit several.
 * Watermark statuses are not queued: they overtake what is in flight, but not what waits in line.
 */
import { assert, illegalArgument } from "../core/index";
import { AbstractStreamOperator, guardTernary, type OperatorContext, UserCodeError } from "../operators/index";
import { type ListState, ListStateDescriptor } from "../state/index";
import { AsyncTrace } from "./async-trace";
import type { AsyncFunctionLike, ResultFuture, SimulatedClient } from "./async-function";
import { AsyncStreamingRuntimeContext, closeAsyncFunction, openAsyncFunction } from "./async-runtime-context";
import type { AsyncRetryStrategy } from "./async-retry-strategies";
import { asyncTimeoutError, refusePromise } from "./errors";
import { OrderedStreamElementQueue } from "./ordered-stream-element-queue";
import { type RequestHost, ResultHandler, RetryableResultHandler, RetryState } from "./result-handler";
import { type QueuedElement, RecordEntry, type StreamElementQueue, WatermarkEntry } from "./stream-element-queue";
import { TaskClient } from "./task-client";
import { UnorderedStreamElementQueue } from "./unordered-stream-element-queue";

/** `AsyncDataStream.OutputMode`: as the records came, or as the results come. */
export type OutputMode = "ORDERED" | "UNORDERED";

export type AsyncWaitSettings<OUT> = {
  readonly outputMode: OutputMode;
  /** In milliseconds of processing time, from when a record enters the queue; 0 or less: none. */
  readonly timeoutMillis: number;
  /** How many records and watermarks may be in flight. */
  readonly capacity: number;
  /** null: a failed request fails the job. */
  readonly retryStrategy: AsyncRetryStrategy<OUT> | null;
};

/** The name of the queue's state, as in Flink. */
const STATE_NAME = "_async_wait_operator_state_";

type UserCall<IN, OUT> = (input: IN, future: ResultFuture<OUT>, client: SimulatedClient) => void;

/** What waits in line: an element for the queue, or a status that came behind one. */
type Waiting<IN> = QueuedElement<IN> | { readonly kind: "status"; readonly idle: boolean };

export class AsyncWaitOperator<IN, OUT> extends AbstractStreamOperator<IN, OUT> implements RequestHost<IN, OUT> {
  readonly #function: AsyncFunctionLike<IN, OUT>;
  readonly #settings: AsyncWaitSettings<OUT>;
  readonly #queue: StreamElementQueue<OUT>;
  readonly #line: Waiting<IN>[] = [];
  #trace!: AsyncTrace;
  #client!: TaskClient;
  #asyncInvoke!: UserCall<IN, OUT>;
  #timeout!: UserCall<IN, OUT>;
  #retries: RetryState<IN, OUT> | null = null;
  #state!: ListState<QueuedElement<IN>>;

  constructor(userFunction: AsyncFunctionLike<IN, OUT>, settings: AsyncWaitSettings<OUT>) {
    super();
    this.#function = userFunction;
    this.#settings = settings;
    this.#queue =
      settings.outputMode === "ORDERED" ? new OrderedStreamElementQueue() : new UnorderedStreamElementQueue();
  }

  get site(): OperatorContext<OUT> {
    return this.context;
  }
  get mailbox(): OperatorContext<OUT>["mailbox"] {
    return this.context.mailbox;
  }
  get processingTime(): OperatorContext<OUT>["processingTime"] {
    return this.context.processingTime;
  }
  get timeoutMillis(): number {
    return this.#settings.timeoutMillis;
  }

  override setup(context: OperatorContext<OUT>): void {
    super.setup(context);
    const userFunction = this.#function;
    this.#trace = new AsyncTrace(context);
    this.#client = new TaskClient(context);
    const isObject = typeof userFunction === "object";
    const invoke: UserCall<IN, OUT> = isObject
      ? (input, future, client) => refusePromise(userFunction.asyncInvoke(input, future, client))
      : (input, future, client) => refusePromise(userFunction(input, future, client));
    const timeout: UserCall<IN, OUT> =
      isObject && userFunction.timeout !== undefined
        ? (input, future, client) => userFunction.timeout?.(input, future, client)
        : (_input, future) => future.completeExceptionally(asyncTimeoutError());
    this.#asyncInvoke = guardTernary(context, invoke, "first");
    this.#timeout = guardTernary(context, timeout, "first");
  }

  override initializeState(): void {
    this.#state = this.context.operatorState.getListState(new ListStateDescriptor<QueuedElement<IN>>(STATE_NAME));
  }

  /** Puts everything that was in flight into the queue again: new requests, new timeouts, attempts from 1. */
  override open(): void {
    const { capacity, retryStrategy } = this.#settings;
    if (capacity <= 0) {
      throw illegalArgument("The number of concurrent async operation should be greater than 0.", {
        context: { capacity },
      });
    }
    openAsyncFunction(this.context, this.#function, new AsyncStreamingRuntimeContext(this.context, this.#client));
    if (retryStrategy !== null) {
      const retries = new RetryState<IN, OUT>(this.context, retryStrategy);
      if (retries.isEnabled) this.#retries = retries;
    }
    for (const element of this.#state.get()) this.#take(element);
  }

  processElement(value: IN, timestamp: number): void {
    this.#take({ kind: "record", value, timestamp, record: this.context.tracer.currentRecord });
  }

  override processWatermark(timestamp: number): void {
    this.#take({ kind: "watermark", timestamp });
  }

  override processWatermarkStatus(idle: boolean): void {
    if (this.#line.length === 0) super.processWatermarkStatus(idle);
    else this.#line.push({ kind: "status", idle });
  }

  /** A task that waits takes no checkpoint, so nothing is in line. */
  override snapshotState(_checkpointId: number): void {
    assert(this.#line.length === 0, "a checkpoint comes while nothing waits for room");
    this.#state.update(this.#queue.values() as QueuedElement<IN>[]);
  }

  /** Waits for everything in flight; what waits for a retry is asked again at once, for the last time. */
  override endInput(): void {
    this.#retries?.finishInFlightDelayedRetry();
    this.mailbox.yieldUntil(() => this.#queue.size === 0 && this.#line.length === 0);
  }

  override close(): void {
    closeAsyncFunction(this.context, this.#function);
  }

  invoke(entry: RecordEntry<IN, OUT>, future: ResultFuture<OUT>, attempt: number): void {
    this.#trace.request(entry.element.record, "invoked", attempt, this.processingTime.currentProcessingTime());
    this.#asyncInvoke(entry.element.value, future, this.#client);
  }

  timeout(entry: RecordEntry<IN, OUT>, future: ResultFuture<OUT>): void {
    this.#trace.request(entry.element.record, "timed-out", 0, this.processingTime.currentProcessingTime());
    this.#timeout(entry.element.value, future, this.#client);
  }

  retryScheduled(entry: RecordEntry<IN, OUT>, nextAttempt: number, atMillis: number): void {
    this.#trace.request(entry.element.record, "retry-scheduled", nextAttempt, atMillis);
  }

  store(entry: RecordEntry<IN, OUT>, results: readonly OUT[]): void {
    entry.setResults(results);
    this.#trace.request(entry.element.record, "completed", 0, this.processingTime.currentProcessingTime());
    this.#queue.completed(entry);
    this.#outputCompletedElement();
  }

  fail(entry: RecordEntry<IN, OUT>, error: unknown): void {
    this.#trace.request(entry.element.record, "failed", 0, this.processingTime.currentProcessingTime());
    this.mailbox.failExternally(new UserCodeError(this.context, entry.element.value, error));
  }

  /** Into the queue, or into the line in front of it. */
  #take(element: QueuedElement<IN>): void {
    if (this.#line.length === 0 && this.#hasRoom) {
      this.#enter(element);
      return;
    }
    this.#line.push(element);
    this.#trace.waits(element);
    if (this.#line.length === 1) this.mailbox.yieldUntil(() => this.#enterWaiting());
  }

  /** Whether the line is empty now: as many enter as there is room for. */
  #enterWaiting(): boolean {
    while (this.#line.length > 0) {
      const next = this.#line[0] as Waiting<IN>;
      if (next.kind !== "status" && !this.#hasRoom) return false;
      this.#line.shift();
      if (next.kind === "status") this.output.emitWatermarkStatus(next.idle);
      else {
        this.#trace.entersAfterWait(next);
        this.#enter(next);
      }
    }
    return true;
  }

  get #hasRoom(): boolean {
    return this.#queue.size < this.#settings.capacity;
  }

  #enter(element: QueuedElement<IN>): void {
    if (element.kind === "watermark") {
      this.#queue.put(new WatermarkEntry<OUT>(element.timestamp));
      this.#outputCompletedElement();
      return;
    }
    const entry = new RecordEntry<IN, OUT>(element);
    this.#queue.put(entry);
    this.#trace.enters(element, this.timeoutMillis, this.processingTime.currentProcessingTime());
    this.invoke(entry, this.#createFuture(entry), 1);
  }

  #createFuture(entry: RecordEntry<IN, OUT>): ResultFuture<OUT> {
    if (this.#retries !== null) {
      const handler = new RetryableResultHandler<IN, OUT>(this, this.#retries, entry);
      handler.armTimeout();
      return handler;
    }
    const handler = new ResultHandler<IN, OUT>(this, entry);
    if (this.timeoutMillis > 0) handler.armTimeout();
    return handler;
  }

  /** Emits one element; if more are ready, the next one is a mail of its own. */
  #outputCompletedElement(): void {
    const queue = this.#queue;
    if (!queue.hasCompletedElements) return;
    queue.emitCompletedElement((entry) => {
      this.#trace.leaves(entry.element);
      entry.emitResult(this.output, this.context.tracer);
    });
    if (queue.hasCompletedElements) this.mailbox.execute(() => this.#outputCompletedElement());
  }
}
