/**
 * When a failed or unwanted result is asked for again. Answers to Flink's `AsyncRetryStrategy`, `AsyncRetryPredicate`,
 * `AsyncRetryStrategies` and `RetryPredicates`.
 *
 * A strategy without predicates is no strategy: the operator then works as without. Each subtask and attempt gets its
 * own copy of the strategy; inside one all requests share it, and so they share the back-off that a strategy remembers.
 */
import { illegalArgument } from "../core/index";

export type ResultPredicate<OUT> = (results: readonly OUT[]) => boolean;
export type ExceptionPredicate = (error: unknown) => boolean;

/** Which results and which failures are worth another attempt; null: none of that kind. */
export interface AsyncRetryPredicate<OUT> {
  resultPredicate(): ResultPredicate<OUT> | null;
  exceptionPredicate(): ExceptionPredicate | null;
}

export interface AsyncRetryStrategy<OUT> {
  /** Whether a further attempt may follow the `currentAttempts` (1 or more) that were made. */
  canRetry(currentAttempts: number): boolean;
  /** How long to wait before it, in milliseconds. */
  getBackoffTimeMillis(currentAttempts: number): number;
  getRetryPredicate(): AsyncRetryPredicate<OUT>;
}

type Predicates<OUT> = {
  readonly result: ResultPredicate<OUT> | null;
  readonly exception: ExceptionPredicate | null;
};

function toRetryPredicate<OUT>({ result, exception }: Predicates<OUT>): AsyncRetryPredicate<OUT> {
  return { resultPredicate: () => result, exceptionPredicate: () => exception };
}

/** Waits the same time before each of at most `maxAttempts` further attempts. */
class FixedDelayRetryStrategy<OUT> implements AsyncRetryStrategy<OUT> {
  constructor(
    readonly maxAttempts: number,
    readonly backoffTimeMillis: number,
    readonly predicates: Predicates<OUT>,
  ) {}

  canRetry(currentAttempts: number): boolean {
    return currentAttempts <= this.maxAttempts;
  }
  getBackoffTimeMillis(_currentAttempts: number): number {
    return this.backoffTimeMillis;
  }
  getRetryPredicate(): AsyncRetryPredicate<OUT> {
    return toRetryPredicate(this.predicates);
  }
}

type ExponentialSettings = {
  readonly maxAttempts: number;
  readonly initialDelayMillis: number;
  readonly maxRetryDelayMillis: number;
  readonly multiplier: number;
};

/**
 * The first back-off is the initial delay, never capped; each later one the last back-off of ANY request times the
 * multiplier, in whole milliseconds, capped.
 */
class ExponentialBackoffDelayRetryStrategy<OUT> implements AsyncRetryStrategy<OUT> {
  lastRetryDelayMillis: number;

  constructor(
    readonly settings: ExponentialSettings,
    readonly predicates: Predicates<OUT>,
  ) {
    this.lastRetryDelayMillis = settings.initialDelayMillis;
  }

  canRetry(currentAttempts: number): boolean {
    return currentAttempts <= this.settings.maxAttempts;
  }
  getBackoffTimeMillis(currentAttempts: number): number {
    const { initialDelayMillis, maxRetryDelayMillis, multiplier } = this.settings;
    this.lastRetryDelayMillis =
      currentAttempts <= 1
        ? initialDelayMillis
        : Math.min(Math.trunc(this.lastRetryDelayMillis * multiplier), maxRetryDelayMillis);
    return this.lastRetryDelayMillis;
  }
  getRetryPredicate(): AsyncRetryPredicate<OUT> {
    return toRetryPredicate(this.predicates);
  }
}

/** What both builders take besides their numbers. */
abstract class RetryStrategyBuilder<OUT> {
  #predicates: Predicates<OUT> = { result: null, exception: null };

  /** Results for which this says true are asked for again. */
  ifResult(predicate: ResultPredicate<OUT>): this {
    this.#predicates = { ...this.#predicates, result: predicate };
    return this;
  }
  /** Failures for which this says true are tried again. */
  ifException(predicate: ExceptionPredicate): this {
    this.#predicates = { ...this.#predicates, exception: predicate };
    return this;
  }
  build(): AsyncRetryStrategy<OUT> {
    return this.create(this.#predicates);
  }
  protected abstract create(predicates: Predicates<OUT>): AsyncRetryStrategy<OUT>;
}

/** `maxAttempts` further attempts at most, `backoffTimeMillis` apart; both must be positive. */
class FixedDelayRetryStrategyBuilder<OUT> extends RetryStrategyBuilder<OUT> {
  readonly #maxAttempts: number;
  readonly #backoffTimeMillis: number;

  constructor(maxAttempts: number, backoffTimeMillis: number) {
    super();
    checkPositive("maxAttempts", maxAttempts);
    checkPositive("backoffTimeMillis", backoffTimeMillis);
    this.#maxAttempts = maxAttempts;
    this.#backoffTimeMillis = backoffTimeMillis;
  }

  protected create(predicates: Predicates<OUT>): AsyncRetryStrategy<OUT> {
    return new FixedDelayRetryStrategy(this.#maxAttempts, this.#backoffTimeMillis, predicates);
  }
}

/** Back-offs that grow by `multiplier` from `initialDelayMillis` to `maxRetryDelayMillis`; nothing is checked, as in Flink. */
class ExponentialBackoffDelayRetryStrategyBuilder<OUT> extends RetryStrategyBuilder<OUT> {
  readonly #settings: ExponentialSettings;

  constructor(maxAttempts: number, initialDelayMillis: number, maxRetryDelayMillis: number, multiplier: number) {
    super();
    this.#settings = { maxAttempts, initialDelayMillis, maxRetryDelayMillis, multiplier };
  }

  protected create(predicates: Predicates<OUT>): AsyncRetryStrategy<OUT> {
    return new ExponentialBackoffDelayRetryStrategy(this.#settings, predicates);
  }
}

/** The strategies that come with Flink. */
export const AsyncRetryStrategies = { FixedDelayRetryStrategyBuilder, ExponentialBackoffDelayRetryStrategyBuilder };

/** The usual predicates, for `ifResult` and `ifException`. */
export const RetryPredicates = {
  EMPTY_RESULT_PREDICATE: (results: readonly unknown[]): boolean => results.length === 0,
  HAS_EXCEPTION_PREDICATE: (_error: unknown): boolean => true,
};

function checkPositive(name: string, value: number): void {
  if (value > 0) return;
  throw illegalArgument(`${name} should be greater than zero.`, { context: { [name]: value } });
}
