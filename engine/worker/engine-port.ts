/**
 * The shape of what lies between a client and a host, and what the host needs from the platform it runs on.
 * In the page the port is a worker; in tests and content checks it is a pair of functions.
 */
import type { LearnerEntry } from "./learner-code";
import type { EngineCommand, EngineEvent } from "./protocol";

/** The client's end. A port that was terminated says nothing any more. */
export interface EnginePort {
  post(command: EngineCommand): void;
  /** Ends the other side at once, whatever it does. */
  terminate(): void;
}

/** What a port tells its client; messages are unread. */
export type PortListener = {
  readonly onMessage: (message: unknown) => void;
  /** The other side broke off, with a reason for the log. */
  readonly onBroken: (reason: string) => void;
};

/** The host's platform. */
export interface HostPlatform {
  /** Evaluates a module's text and gives its default export. Rejects when the text is no module. */
  load(moduleText: string): Promise<LearnerEntry>;
  /** A monotonous real clock in milliseconds, for wall-clock budgets only. */
  now(): number;
  /** Comes back after waiting messages were delivered. */
  pause(): Promise<void>;
  /** Sends to the client; the buffers in `transfer` are handed over. */
  post(event: EngineEvent, transfer: readonly ArrayBuffer[]): void;
}
