/**
 * A server outside of jobs that takes requests and cannot take them back: no transactions, so a sink can only promise
 * at-least-once. A program makes it, failures of jobs do not touch it.
 *
 *   const server = new SimulatedHttpServer({ responseMillis: 20, respond: ({ number }) => (number === 2 ? 503 : 200) });
 *   server.received;
 */
import { illegalArgument } from "../../core/index";
import type { OutsideSystem } from "../../operators/index";
import { HttpServer } from "./http-server";

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

export interface SimulatedHttpServer extends OutsideSystem {
  /** What is stored, in the order in which it came. */
  readonly received: readonly ReceivedEntry[];
  /** The values that are stored. */
  readonly values: readonly unknown[];
}

export const SimulatedHttpServer: new (options?: SimulatedHttpServerOptions) => SimulatedHttpServer = HttpServer;

/** Errors: `IllegalArgumentException` for anything that no program made with `new SimulatedHttpServer()`. */
export function serverOf(server: SimulatedHttpServer): HttpServer {
  if (server instanceof HttpServer) return server;
  throw illegalArgument("An HTTP sink posts to a SimulatedHttpServer: there is no network here.", {
    hint: 'const server = new SimulatedHttpServer(); ... setEndpoint(server, "/path")',
  });
}
