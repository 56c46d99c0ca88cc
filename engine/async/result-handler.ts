/**
 * The futures that user functions complete: one for each record in the queue, without and with retries. Answers to
 * `ResultHandler` and `RetryableResultHandlerDelegator` in Flink 2.3's `AsyncWaitOperator`.
 *
 * One mail for each step: with retries a mail decides, then (always) a mail stores the results and emits one element.
 */
import { BudgetError, illegalArgument, InvariantError, nullPointer, preview } from "../core/index";
import { guardCall, guardUnary, type MailboxExecutor, type UserCallSite } from "../operators/index";
import type { ProcessingTimeService, ScheduledCallback } from "../time/index";
import type { CollectionSupplier, ResultFuture } from "./async-function";
import type { AsyncRetryStrategy } from "./async-retry-strategies";
import type { RecordEntry } from "./stream-element-queue";

/** What the handlers need of their operator. */
export interface RequestHost<IN, OUT> {
  readonly site: UserCallSite;
  readonly mailbox: MailboxExecutor;
  readonly processingTime: ProcessingTimeService;
  readonly timeoutMillis: number;
  /** Calls the user's `asyncInvoke`, `timeout`. */
  invoke(entry: RecordEntry<IN, OUT>, future: ResultFuture<OUT>, attempt: number): void;
  timeout(entry: RecordEntry<IN, OUT>, future: ResultFuture<OUT>): void;
  /** The results are there: stores them and emits the element whose turn it is. */
  store(entry: RecordEntry<IN, OUT>, results: readonly OUT[]): void;
  fail(entry: RecordEntry<IN, OUT>, error: unknown): void;
  retryScheduled(entry: RecordEntry<IN, OUT>, nextAttempt: number, atMillis: number): void;
}

/** The first completion counts. */
export class ResultHandler<IN, OUT> implements ResultFuture<OUT> {
  readonly #host: RequestHost<IN, OUT>;
  #timeoutTimer: ScheduledCallback | null = null;
  #isCompleted = false;

  constructor(
    host: RequestHost<IN, OUT>,
    readonly entry: RecordEntry<IN, OUT>,
  ) {
    this.#host = host;
  }

  get isCompleted(): boolean {
    return this.#isCompleted;
  }

  /** One timer covers the request with all its attempts; `future` is what `timeout` may complete. */
  armTimeout(future: ResultFuture<OUT> = this, beforeTimeout: () => void = () => undefined): void {
    const { processingTime, timeoutMillis } = this.#host;
    this.#timeoutTimer = processingTime.registerTimer(processingTime.currentProcessingTime() + timeoutMillis, () => {
      if (this.#isCompleted) return;
      beforeTimeout();
      this.#host.timeout(this.entry, future);
    });
  }

  complete(results: readonly OUT[] | CollectionSupplier<OUT>): void {
    checkCompletion(results);
    if (this.#isCompleted) return;
    this.#isCompleted = true;
    this.#host.mailbox.execute(() => this.#process(typeof results === "function" ? this.#supplied(results) : results));
  }

  /** The job fails; the mail keeps the operator going until the task notices. */
  completeExceptionally(error: unknown): void {
    if (this.#isCompleted) return;
    this.#isCompleted = true;
    this.#host.fail(this.entry, error);
    this.#host.mailbox.execute(() => this.#process([]));
  }

  #supplied(supplier: CollectionSupplier<OUT>): readonly OUT[] {
    return guardCall(this.#host.site, () => supply(supplier))();
  }

  #process(results: readonly OUT[]): void {
    this.#timeoutTimer?.cancel();
    this.#host.store(this.entry, results);
  }
}

/** The retries of one operator: its strategy, and which requests the end of input asks again. */
export class RetryState<IN, OUT> {
  /** In the order of their first retry; Flink's set has no order. */
  readonly inFlightDelayRetryHandlers = new Set<RetryableResultHandler<IN, OUT>>();
  isDisabledOnFinish = false;

  readonly #isResultUnwanted: ((results: readonly OUT[]) => boolean) | null;
  readonly #isFailureTransient: ((error: unknown) => boolean) | null;

  constructor(
    site: UserCallSite,
    readonly strategy: AsyncRetryStrategy<OUT>,
  ) {
    const predicate = strategy.getRetryPredicate();
    const resultPredicate = predicate.resultPredicate();
    const exceptionPredicate = predicate.exceptionPredicate();
    this.#isResultUnwanted = resultPredicate === null ? null : guardUnary(site, resultPredicate);
    this.#isFailureTransient = exceptionPredicate === null ? null : guardUnary(site, exceptionPredicate);
  }

  /** Without any predicate a strategy is none. */
  get isEnabled(): boolean {
    return this.#isResultUnwanted !== null || this.#isFailureTransient !== null;
  }

  /** End of input: what waits for a retry, or once did, is asked again at once, and from then on every result is final. */
  finishInFlightDelayedRetry(): void {
    this.isDisabledOnFinish = true;
    for (const handler of this.inFlightDelayRetryHandlers) {
      handler.cancelRetryTimer();
      handler.tryOnce();
    }
    this.inFlightDelayRetryHandlers.clear();
  }

  isWorthRetrying(results: readonly OUT[] | null, error: unknown): boolean {
    if (results === null) return this.#isFailureTransient?.(error) === true;
    return this.#isResultUnwanted?.(results) === true;
  }
}

/** All attempts of a request share one future; a completion during a back-off is ignored. */
export class RetryableResultHandler<IN, OUT> implements ResultFuture<OUT> {
  readonly #host: RequestHost<IN, OUT>;
  readonly #retries: RetryState<IN, OUT>;
  readonly #resultHandler: ResultHandler<IN, OUT>;
  readonly #startMillis: number;
  #retryTimer: ScheduledCallback | null = null;
  /** From 1: the first attempt is made when the record enters the queue. */
  #currentAttempts = 1;
  #isRetryAwaiting = false;

  constructor(host: RequestHost<IN, OUT>, retries: RetryState<IN, OUT>, entry: RecordEntry<IN, OUT>) {
    this.#host = host;
    this.#retries = retries;
    this.#resultHandler = new ResultHandler(host, entry);
    this.#startMillis = host.processingTime.currentProcessingTime();
  }

  armTimeout(): void {
    this.#resultHandler.armTimeout(this, () => {
      this.cancelRetryTimer();
      this.#isRetryAwaiting = false;
    });
  }

  complete(results: readonly OUT[] | CollectionSupplier<OUT>): void {
    checkCompletion(results);
    if (this.#retries.isDisabledOnFinish) {
      this.cancelRetryTimer();
      this.#resultHandler.complete(results);
    } else if (typeof results === "function") {
      this.#host.mailbox.execute(() => this.#decideSupplied(results));
    } else {
      this.#host.mailbox.execute(() => this.#decide(results, null));
    }
  }

  completeExceptionally(error: unknown): void {
    if (this.#retries.isDisabledOnFinish) {
      this.cancelRetryTimer();
      this.#resultHandler.completeExceptionally(error);
    } else {
      this.#host.mailbox.execute(() => this.#decide(null, error));
    }
  }

  cancelRetryTimer(): void {
    this.#retryTimer?.cancel();
  }

  /** The next attempt. */
  tryOnce(): void {
    this.#currentAttempts += 1;
    this.#host.invoke(this.#resultHandler.entry, this, this.#currentAttempts);
  }

  /** Whatever fails on the way, the predicate too, counts as a failure of the request. */
  #decideSupplied(supplier: CollectionSupplier<OUT>): void {
    try {
      this.#decide(supply(supplier), null);
    } catch (error) {
      if (error instanceof BudgetError || error instanceof InvariantError) throw error;
      this.#decide(null, error);
    }
  }

  /** Another attempt after the back-off, or the end of the request. A decision that is made already stands. */
  #decide(results: readonly OUT[] | null, error: unknown): void {
    if (this.#isRetryAwaiting) return;
    this.#isRetryAwaiting = true;
    const { strategy, isDisabledOnFinish, inFlightDelayRetryHandlers } = this.#retries;
    const isWorthRetrying = this.#retries.isWorthRetrying(results, error);
    if (!this.#isTimeout() && isWorthRetrying && strategy.canRetry(this.#currentAttempts) && !isDisabledOnFinish) {
      this.#scheduleRetry(strategy.getBackoffTimeMillis(this.#currentAttempts));
      if (this.#currentAttempts === 1) inFlightDelayRetryHandlers.add(this);
      return;
    }
    if (this.#currentAttempts > 1) inFlightDelayRetryHandlers.delete(this);
    if (results === null) this.#resultHandler.completeExceptionally(error);
    else this.#resultHandler.complete(results);
  }

  #scheduleRetry(backoffMillis: number): void {
    const { processingTime } = this.#host;
    const atMillis = processingTime.currentProcessingTime() + backoffMillis;
    this.#host.retryScheduled(this.#resultHandler.entry, this.#currentAttempts + 1, atMillis);
    this.#retryTimer = processingTime.registerTimer(atMillis, () => {
      if (!this.#isRetryAwaiting) return;
      this.#isRetryAwaiting = false;
      this.tryOnce();
    });
  }

  #isTimeout(): boolean {
    const { processingTime, timeoutMillis } = this.#host;
    return processingTime.currentProcessingTime() - this.#startMillis > timeoutMillis;
  }
}

function supply<OUT>(supplier: CollectionSupplier<OUT>): readonly OUT[] {
  const results = supplier();
  checkCompletion(results);
  return results;
}

/** Refuses what is no collection: nothing at all with Java's NullPointerException. */
function checkCompletion(results: unknown): void {
  if (Array.isArray(results) || typeof results === "function") return;
  if (results === null || results === undefined) {
    throw nullPointer("Results must not be null, use empty collection to emit nothing", {
      hint: "Call complete([]) when there is no result.",
    });
  }
  throw illegalArgument(`A request completes with an array of results, not with ${preview(results)}.`, {
    hint: "Put a single result into an array: complete([result]).",
  });
}
