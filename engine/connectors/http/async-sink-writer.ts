/**
 * A writer that sends batches and does not wait for the answers. Answers to Flink's `AsyncSinkWriter`: elements wait in a
 * buffer, a full or old batch becomes a request, only so many requests are under way; what failed goes back to the front
 * of the buffer. The buffer is the writer's state; before a checkpoint all requests under way are answered.
 *
 * Where Flink waits for the answers to requests under way before a barrier, they come at once here: the checkpoint takes
 * none of the virtual time.
 */
import { illegalArgument } from "../../core/index";
import type { StatefulSinkWriter, WriterInitContext } from "../sink";

export type AsyncSinkSettings = {
  /** Entries of a request at most. */
  readonly maxBatchSize: number;
  readonly maxInFlightRequests: number;
  /** More make the writer wait. */
  readonly maxBufferedRequests: number;
  /** An entry waits that long at most, in milliseconds. */
  readonly maxTimeInBufferMillis: number;
};

/** Errors: `IllegalArgumentException` for settings that Flink refuses. */
export function checkAsyncSinkSettings(settings: AsyncSinkSettings): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!(value > 0))
      throw illegalArgument(`${name} of an asynchronous sink has to be greater than zero, not ${value}.`);
  }
  if (settings.maxBufferedRequests > settings.maxBatchSize) return;
  throw illegalArgument(
    "The maximum number of requests that may be buffered should be strictly greater than the maximum number of requests per batch.",
  );
}

/** What a request came to: entries to send again, or an error that fails the job. */
export type AsyncSinkResult<R> = { readonly retry: readonly R[] } | { readonly fatal: Error };

/** A request under way: `answer` brings the answer now. */
type InFlight<R> = { readonly batch: readonly R[]; answer(): AsyncSinkResult<R>; cancel(): void };

/** The state: what waited in the buffer. */
export type BufferedRequestState<R> = { readonly entries: readonly R[] };

export abstract class AsyncSinkWriter<T, R> implements StatefulSinkWriter<T, BufferedRequestState<R>> {
  protected readonly context: WriterInitContext;
  readonly #settings: AsyncSinkSettings;
  #buffer: R[] = [];
  readonly #inFlight = new Set<InFlight<R>>();
  #hasTimer = false;
  /** An entry has waited long enough: everything is sent, also what fills no batch. */
  #isDraining = false;

  constructor(settings: AsyncSinkSettings, context: WriterInitContext, recovered: readonly BufferedRequestState<R>[]) {
    this.context = context;
    this.#settings = settings;
    for (const { entries } of recovered) for (const entry of entries) this.#add(entry);
  }

  /** The entry that is sent for an element. */
  protected abstract convert(element: T): R;

  /** Sends a batch: how long the answer takes in milliseconds, and what it is. */
  protected abstract submit(batch: readonly R[]): { readonly millis: number; readonly result: AsyncSinkResult<R> };

  write(element: T): void {
    const entry = this.convert(element);
    this.context.mailboxExecutor.yieldUntil(() => {
      this.#sendOn();
      if (this.#buffer.length >= this.#settings.maxBufferedRequests && !this.#send()) return false;
      this.#add(entry);
      this.#sendOn();
      return true;
    });
  }

  flush(endOfInput: boolean): void {
    if (!endOfInput) {
      this.#answerAll();
      return;
    }
    this.context.mailboxExecutor.yieldUntil(() => {
      while (this.#buffer.length > 0 && this.#send());
      return this.#buffer.length === 0 && this.#inFlight.size === 0;
    });
  }

  snapshotState(_checkpointId: number): readonly BufferedRequestState<R>[] {
    return [{ entries: [...this.#buffer] }];
  }

  close(): void {
    for (const request of this.#inFlight) request.cancel();
    this.#inFlight.clear();
  }

  #add(entry: R): void {
    if (this.#buffer.length === 0) this.#startTimer();
    this.#buffer.push(entry);
  }

  #startTimer(): void {
    if (this.#hasTimer) return;
    this.#hasTimer = true;
    const { processingTimeService } = this.context;
    const at = processingTimeService.currentProcessingTime() + this.#settings.maxTimeInBufferMillis;
    processingTimeService.registerTimer(at - 1, () => {
      this.#hasTimer = false;
      this.#isDraining = true;
      this.#sendOn();
    });
  }

  #sendOn(): void {
    const least = this.#isDraining ? 1 : this.#settings.maxBatchSize;
    while (this.#buffer.length >= least && this.#send());
    if (this.#buffer.length === 0) this.#isDraining = false;
  }

  /** Sends the next batch; false where too many requests are under way. */
  #send(): boolean {
    const { maxInFlightRequests, maxBatchSize } = this.#settings;
    if (this.#inFlight.size >= maxInFlightRequests) return false;
    const batch = this.#buffer.splice(0, maxBatchSize);
    const { millis, result } = this.submit(batch);
    const { processingTimeService } = this.context;
    const at = processingTimeService.currentProcessingTime() + millis;
    const timer = processingTimeService.registerTimer(at - 1, () => this.#complete(request));
    const request: InFlight<R> = { batch, answer: () => result, cancel: () => timer.cancel() };
    this.#inFlight.add(request);
    return true;
  }

  #complete(request: InFlight<R>): void {
    if (!this.#inFlight.delete(request)) return;
    const result = request.answer();
    if ("fatal" in result) throw result.fatal;
    if (result.retry.length > 0) {
      if (this.#buffer.length === 0) this.#startTimer();
      this.#buffer.unshift(...result.retry);
    }
    this.#sendOn();
  }

  /** The answers that are on their way come now; full batches that they give back are sent and answered as well. */
  #answerAll(): void {
    for (let request = first(this.#inFlight); request !== null; request = first(this.#inFlight)) {
      request.cancel();
      this.#complete(request);
    }
  }
}

function first<E>(set: ReadonlySet<E>): E | null {
  for (const element of set) return element;
  return null;
}
