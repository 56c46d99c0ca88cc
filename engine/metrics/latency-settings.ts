/**
 * How latency is tracked, as a job configures it. Answers to Flink's options `metrics.latency.*`.
 */

/** What histograms tell apart: nothing, the source's operator, or its subtask as well. */
export type LatencyGranularity = "single" | "operator" | "subtask";

export type LatencySettings = {
  /** How often sources send out a marker, in milliseconds; 0: never. */
  readonly intervalMillis: number;
  readonly granularity: LatencyGranularity;
  /** How many latencies a histogram is over. */
  readonly historySize: number;
};

export const LATENCY_DEFAULTS: LatencySettings = { intervalMillis: 0, granularity: "operator", historySize: 128 };
