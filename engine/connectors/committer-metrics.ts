/**
 * What a committer counts. Answers to Flink's `SinkCommitterMetricGroup`, with its names.
 */
import type { MetricGroup } from "../metrics/index";

type Counter = ReturnType<MetricGroup["counter"]>;

export class CommitterMetrics {
  readonly total: Counter;
  readonly success: Counter;
  /** Given up by the committer: for Kafka transactions, records that are lost. */
  readonly failure: Counter;
  readonly retry: Counter;
  readonly alreadyCommitted: Counter;

  /** `pending`: how many committables wait now. */
  constructor(group: MetricGroup, pending: () => number) {
    this.total = group.counter("numCommittablesTotal");
    this.success = group.counter("numCommittablesSuccess");
    this.failure = group.counter("numCommittablesFailure");
    this.retry = group.counter("numCommittablesRetry");
    this.alreadyCommitted = group.counter("numCommittablesAlreadyCommitted");
    group.gauge("pendingCommittables", pending);
  }
}
