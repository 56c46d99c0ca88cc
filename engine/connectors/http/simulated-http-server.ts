/**
 * A server outside of jobs that takes requests and cannot take them back: no transactions, so a sink can only promise
 * at-least-once. A program makes it, failures of jobs do not touch it.
 *
 *   const server = new SimulatedHttpServer({ responseMillis: 20, respond: ({ number }) => (number === 2 ? 503 : 200) });
 *   server.received;
 */
import { preview } from "../../core/index";
import type { OutsidePort, OutsideSystem, OutsideView } from "../../operators/index";

const SYSTEM = "http";

export type HttpRequest = {
  /** Counted from 1, over all senders. */
  readonly number: number;
  readonly url: string;
  readonly entries: readonly unknown[];
  /** The clock in milliseconds. */
  readonly atMillis: number;
};

/** A status; with `stores` false or true where it is not what the status says (200 stores, others do not). */
export type HttpResponse = number | { readonly status: number; readonly stores: boolean };

export type SimulatedHttpServerOptions = {
  /** How long an answer takes on the clock, in milliseconds; default 0. */
  readonly responseMillis?: number;
  /** Decides about a request; default: always 200. */
  readonly respond?: (request: HttpRequest) => HttpResponse;
  /** Names an entry: the server takes one of a name only once, and answers 200 to the others. */
  readonly idempotencyKey?: (entry: never) => unknown;
};

/** An entry that the server has stored. */
export type ReceivedEntry = { readonly url: string; readonly value: unknown; readonly request: number };

export class SimulatedHttpServer implements OutsideSystem {
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

  /** Takes a request and decides about it, at once; the answer is on its way for `responseMillis`. Not for programs. */
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
