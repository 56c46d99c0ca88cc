/**
 * A server outside of jobs, and the sink that posts to it.
 */
export type { BufferedRequestState } from "./async-sink-writer";
export { HttpSink, HttpSinkBuilder } from "./http-sink";
export {
  type HttpRequest,
  type HttpResponse,
  type ReceivedEntry,
  SimulatedHttpServer,
  type SimulatedHttpServerOptions,
} from "./simulated-http-server";
