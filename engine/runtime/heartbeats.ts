/**
 * When the job manager notices that a TaskManager is silent: pure, on the instants of the virtual clock. Answers to Flink
 * 2.3's `HeartbeatManagerSenderImpl` and `DefaultHeartbeatMonitor`.
 *
 *   request   every interval, from the start of the job manager on; the answer comes at once
 *   timeout   no answer for as long as the timeout: a partition of the network, or a process that hangs
 *   failed    so many requests in a row that cannot be delivered: the process is gone
 *
 * Since answers come at once, no beat has to be simulated: the instant of the last one follows from the interval.
 */
import { illegalArgument } from "../core/index";

export type HeartbeatSettings = {
  /** `heartbeat.interval`, in milliseconds, default 10 s. */
  readonly intervalMillis: number;
  /** `heartbeat.timeout`, in milliseconds, default 50 s. */
  readonly timeoutMillis: number;
  /** `heartbeat.rpc-failure-threshold`: requests in a row that fail, default 2; -1: they are not counted. */
  readonly rpcFailureThreshold: number;
};

export const HEARTBEAT_DEFAULTS: HeartbeatSettings = {
  intervalMillis: 10_000,
  timeoutMillis: 50_000,
  rpcFailureThreshold: 2,
};

/**
 * The settings, when Flink takes them.
 * Errors: `IllegalArgumentException` for lengths of time that are not positive, a timeout below the interval, or a
 * threshold that is neither positive nor -1.
 */
export function checkHeartbeats(settings: HeartbeatSettings): HeartbeatSettings {
  const { intervalMillis, timeoutMillis, rpcFailureThreshold } = settings;
  if (!(intervalMillis > 0)) throw illegalArgument("The heartbeat interval must be larger than 0.");
  if (!(timeoutMillis >= intervalMillis)) {
    throw illegalArgument("The heartbeat timeout should be larger or equal than the heartbeat interval.", {
      hint: "A TaskManager is asked once per interval: with a shorter timeout it would be lost before it can answer.",
      context: { intervalMillis, timeoutMillis },
    });
  }
  if (!(rpcFailureThreshold > 0 || rpcFailureThreshold === -1)) {
    throw illegalArgument("The number of failed heartbeat RPC requests has to be larger than 0 or -1 (deactivated).");
  }
  return settings;
}

/** A TaskManager that is silent, on the clock. */
export type Silence = {
  /** When the job manager began to send requests. */
  readonly requestsSince: number;
  /** When the TaskManager registered: until its first answer that counts as one. */
  readonly registeredAt: number;
  /** Since when it gives no answer; a request at this very instant was still answered. */
  readonly silentSince: number;
};

/** When the silence is longer than the timeout. */
export function timedOutAt(settings: HeartbeatSettings, silence: Silence): number {
  return Math.max(silence.registeredAt, lastRequestAt(settings, silence)) + settings.timeoutMillis;
}

/** When so many requests have failed that the TaskManager counts as unreachable; infinite where they are not counted. */
export function unreachableAt(settings: HeartbeatSettings, silence: Silence): number {
  const { rpcFailureThreshold, intervalMillis } = settings;
  if (rpcFailureThreshold === -1) return Number.POSITIVE_INFINITY;
  return lastRequestAt(settings, silence) + rpcFailureThreshold * intervalMillis;
}

/** The last request that was answered. */
function lastRequestAt({ intervalMillis }: HeartbeatSettings, { requestsSince, silentSince }: Silence): number {
  return requestsSince + Math.floor((silentSince - requestsSince) / intervalMillis) * intervalMillis;
}
