/**
 * A sink that posts to a server, built as Flink builds asynchronous sinks (`AsyncSinkBase`). It promises at-least-once and
 * cannot promise more: what was sent since the last checkpoint is sent again after a failure.
 */
import { EngineError } from "../../core/index";
import type { Sink, SupportsWriterState, WriterInitContext } from "../sink";
import {
  AsyncSinkWriter,
  type AsyncSinkResult,
  type AsyncSinkSettings,
  type BufferedRequestState,
  checkAsyncSinkSettings,
} from "./async-sink-writer";
import type { HttpServer, SentEntry } from "./http-server";
import { serverOf, type SimulatedHttpServer } from "./simulated-http-server";

type HttpSinkSettings<T> = AsyncSinkSettings & {
  readonly server: HttpServer;
  readonly url: string;
  readonly convert: (element: T) => unknown;
};

export class HttpSink<T> implements Sink<T>, SupportsWriterState<T, BufferedRequestState<SentEntry>> {
  readonly #settings: HttpSinkSettings<T>;

  constructor(settings: HttpSinkSettings<T>) {
    this.#settings = settings;
  }

  static builder<T>(): HttpSinkBuilder<T> {
    return new HttpSinkBuilder<T>();
  }

  createWriter(context: WriterInitContext): HttpSinkWriter<T> {
    return this.restoreWriter(context, []);
  }

  restoreWriter(context: WriterInitContext, recovered: readonly BufferedRequestState<SentEntry>[]): HttpSinkWriter<T> {
    return new HttpSinkWriter<T>(this.#settings, context, recovered);
  }
}

class HttpSinkWriter<T> extends AsyncSinkWriter<T, SentEntry> {
  readonly #http: HttpSinkSettings<T>;

  constructor(
    settings: HttpSinkSettings<T>,
    context: WriterInitContext,
    recovered: readonly BufferedRequestState<SentEntry>[],
  ) {
    const { maxBatchSize, maxInFlightRequests, maxBufferedRequests, maxTimeInBufferMillis } = settings;
    super({ maxBatchSize, maxInFlightRequests, maxBufferedRequests, maxTimeInBufferMillis }, context, recovered);
    this.#http = settings;
    context.outside.connect(settings.server);
  }

  protected override convert(element: T): SentEntry {
    return { value: this.#http.convert(element), record: this.context.outside.currentRecord };
  }

  protected override submit(batch: readonly SentEntry[]) {
    const { server, url } = this.#http;
    const status = server.post(url, batch, this.context.outside);
    return { millis: server.responseMillis, result: resultOf(status, url, batch) };
  }
}

/** Overload and errors of the server are tried again, other refusals fail the job. */
function resultOf(status: number, url: string, batch: readonly SentEntry[]): AsyncSinkResult<SentEntry> {
  if (status >= 200 && status < 300) return { retry: [] };
  if (status === 408 || status === 429 || status >= 500) return { retry: batch };
  return {
    fatal: new EngineError({
      code: "HTTP_REQUEST_REFUSED",
      message: `The server refused a request to ${url} with status ${status}.`,
      flinkClass: "RuntimeException",
      hint: "Statuses 408, 429 and from 500 on are tried again; with others sending again does not help.",
    }),
  };
}

/** Names as in Flink's `AsyncSinkBaseBuilder`. */
export class HttpSinkBuilder<T> {
  #server: HttpServer | null = null;
  #url = "/";
  #convert: (element: T) => unknown = (element) => element;
  #maxBatchSize = 10;
  #maxInFlightRequests = 1;
  #maxBufferedRequests = 100;
  #maxTimeInBufferMillis = 1000;

  /** The server to send to, and the path there. */
  setEndpoint(server: SimulatedHttpServer, url: string): this {
    this.#server = serverOf(server);
    this.#url = url;
    return this;
  }

  /** What is sent for an element; default: itself. */
  setElementConverter(convert: (element: T) => unknown): this {
    this.#convert = convert;
    return this;
  }

  /** Default 10. */
  setMaxBatchSize(maxBatchSize: number): this {
    this.#maxBatchSize = maxBatchSize;
    return this;
  }

  /** Default 1: the order of the elements stays. */
  setMaxInFlightRequests(maxInFlightRequests: number): this {
    this.#maxInFlightRequests = maxInFlightRequests;
    return this;
  }

  /** Default 100. */
  setMaxBufferedRequests(maxBufferedRequests: number): this {
    this.#maxBufferedRequests = maxBufferedRequests;
    return this;
  }

  /** In milliseconds, default 1000. */
  setMaxTimeInBufferMS(maxTimeInBufferMillis: number): this {
    this.#maxTimeInBufferMillis = maxTimeInBufferMillis;
    return this;
  }

  /** Errors: `NullPointerException` without endpoint, `IllegalArgumentException` for settings that Flink refuses. */
  build(): HttpSink<T> {
    if (this.#server === null) {
      throw new EngineError({
        code: "NULL_POINTER",
        message: "The endpoint must not be null.",
        flinkClass: "NullPointerException",
        hint: 'Call setEndpoint(server, "/path").',
      });
    }
    const settings = {
      maxBatchSize: this.#maxBatchSize,
      maxInFlightRequests: this.#maxInFlightRequests,
      maxBufferedRequests: this.#maxBufferedRequests,
      maxTimeInBufferMillis: this.#maxTimeInBufferMillis,
    };
    checkAsyncSinkSettings(settings);
    return new HttpSink<T>({ ...settings, server: this.#server, url: this.#url, convert: this.#convert });
  }
}
