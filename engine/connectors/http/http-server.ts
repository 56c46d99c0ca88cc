/**
 * The simulated server as the sink sees it. What programs may use of it is the interface `SimulatedHttpServer`.
 */
import { preview } from "../../core/index";
import type { OutsidePort, OutsideView } from "../../operators/index";
import type {
  HttpRequest,
  HttpResponse,
  ReceivedEntry,
  SimulatedHttpServer,
  SimulatedHttpServerOptions,
} from "./simulated-http-server";

const SYSTEM = "http";

export class HttpServer implements SimulatedHttpServer {
  readonly responseMillis: number;
  readonly #respond: (request: HttpRequest) => HttpResponse;
  readonly #keyOf: ((entry: never) => unknown) | null;
  readonly #received: ReceivedEntry[] = [];
  readonly #keys = new Set<string>();
  readonly #messages: string[] = [];
  #requests = 0;

  constructor(options: SimulatedHttpServerOptions = {}) {
    this.responseMillis = options.responseMillis ?? 0;
    this.#respond = options.respond ?? (() => 200);
    this.#keyOf = options.idempotencyKey ?? null;
  }

  /** What is stored, in the order in which it came. */
  get received(): readonly ReceivedEntry[] {
    return this.#received;
  }

  /** The values that are stored. */
  get values(): readonly unknown[] {
    return this.#received.map(({ value }) => value);
  }

  outsideView(): OutsideView {
    const entries = this.#received.map(({ url, value, request }, position) => ({
      place: url,
      position,
      key: `request ${request}`,
      value: preview(value),
      state: "sent",
      transaction: "",
      visible: true,
      readable: true,
    }));
    return { system: SYSTEM, entries, messages: [...this.#messages] };
  }

  /** Takes a request and decides about it, at once; the answer is on its way for `responseMillis`. */
  post(url: string, entries: readonly SentEntry[], port: OutsidePort): number {
    this.#requests += 1;
    const number = this.#requests;
    const request = { number, url, entries: entries.map(({ value }) => value), atMillis: port.now() };
    const response = this.#respond(request);
    const { status, stores } = typeof response === "number" ? { status: response, stores: response === 200 } : response;
    for (const entry of entries) if (stores) this.#store(url, entry, number, port);
    if (status !== 200) this.#messages.push(`Request ${number} to ${url} was answered with ${status}.`);
    return status;
  }

  #store(url: string, { value, record }: SentEntry, request: number, port: OutsidePort): void {
    if (this.#keyOf !== null) {
      const key = preview(this.#keyOf(value as never));
      if (this.#keys.has(key)) return;
      this.#keys.add(key);
    }
    this.#received.push({ url, value, request });
    if (!port.isWatched) return;
    const position = this.#received.length - 1;
    const what = { system: SYSTEM, place: url, effect: "sent", transaction: "", visible: true };
    port.report({ ...what, record, position, value: preview(value) });
  }
}

/** An entry of a request, with its record in the trace. */
export type SentEntry = { readonly value: unknown; readonly record: number };
