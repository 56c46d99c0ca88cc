/**
 * Checkpoints: `/jobs/:jobid/checkpoints` with `/config`, `/details/:checkpointid` and `/details/:checkpointid/subtasks/
 * :vertexid`. Answers to Flink's `CheckpointingStatisticsHandler`, `CheckpointConfigHandler` and their like.
 */
import { DescriptiveStatisticsHistogram } from "../../metrics/index";
import {
  checkpointedBytes,
  type CheckpointStatistics,
  type CheckpointSummary,
  endToEndMillis,
  latestAcknowledgedAt,
  stateBytes,
  type SubtaskCheckpoint,
} from "../../runtime/index";
import { type Json, type JsonObject, RestError, type RestFacts, type Vertex, vertexOf } from "./rest-facts";

export function checkpoints({ checkpoints: tracker, checkpointing }: RestFacts): JsonObject {
  if (checkpointing === null && tracker.counts.total === 0) {
    throw new RestError(404, "Checkpointing has not been enabled.");
  }
  const { latestRestored } = tracker;
  const summary = (read: (checkpoint: CheckpointSummary) => number) => summaryOf(tracker.summaries.map(read));
  return {
    counts: tracker.counts,
    summary: {
      checkpointed_size: summary((checkpoint) => checkpoint.checkpointedBytes),
      state_size: summary((checkpoint) => checkpoint.stateBytes),
      end_to_end_duration: summary((checkpoint) => checkpoint.endToEndMillis),
      alignment_buffered: summaryOf([]),
      processed_data: summary(() => 0),
      persisted_data: summary((checkpoint) => checkpoint.persistedBytes),
    },
    latest: {
      completed: optional(tracker.latestCompleted),
      savepoint: optional(tracker.latestSavepoint),
      failed: optional(tracker.latestFailed),
      restored:
        latestRestored === null
          ? null
          : {
              id: latestRestored.checkpointId,
              restore_timestamp: latestRestored.restoredAt,
              is_savepoint: latestRestored.isSavepoint,
              external_path: null,
            },
    },
    history: tracker.history.map((checkpoint) => statistics(checkpoint, {})),
  };
}

export function checkpointConfig({ jobId, checkpointing }: RestFacts): JsonObject {
  if (checkpointing === null) throw new RestError(404, `Checkpointing is not enabled for this job (${jobId}).`);
  const { retention } = checkpointing;
  return {
    mode: checkpointing.mode === "EXACTLY_ONCE" ? "exactly_once" : "at_least_once",
    interval: checkpointing.intervalMillis,
    timeout: checkpointing.timeoutMillis,
    min_pause: checkpointing.minPauseMillis,
    max_concurrent: checkpointing.maxConcurrent,
    externalization: {
      enabled: retention !== "NO_EXTERNALIZED_CHECKPOINTS",
      delete_on_cancellation: retention !== "RETAIN_ON_CANCELLATION",
    },
    unaligned_checkpoints: checkpointing.unaligned,
    tolerable_failed_checkpoints: checkpointing.tolerableFailures,
  };
}

export function checkpointDetails(facts: RestFacts, checkpointId: string): JsonObject {
  const checkpoint = find(facts, checkpointId);
  const tasks = facts.plan.vertices
    .filter(({ index }) => checkpoint.subtasksOf.has(index))
    .map((vertex) => [vertex.id, taskStatistics(checkpoint, vertex)]);
  return statistics(checkpoint, Object.fromEntries(tasks) as JsonObject);
}

export function checkpointSubtasks(facts: RestFacts, checkpointId: string, vertexId: string): JsonObject {
  const checkpoint = find(facts, checkpointId);
  const vertex = vertexOf(facts, vertexId);
  const acknowledged = acknowledgedBy(checkpoint, vertex);
  const summary = (read: (subtask: SubtaskCheckpoint) => number) => summaryOf(acknowledged.map(read));
  const count = checkpoint.subtasksOf.get(vertex.index) ?? 0;
  return {
    ...taskStatistics(checkpoint, vertex),
    summary: {
      checkpointed_size: summary(({ uploadedBytes }) => uploadedBytes),
      state_size: summary((subtask) => subtask.stateBytes),
      end_to_end_duration: summary(({ acknowledgedAt }) => acknowledgedAt - checkpoint.triggeredAt),
      checkpoint_duration: {
        sync: summary(({ syncMillis }) => syncMillis),
        async: summary(({ asyncMillis }) => asyncMillis),
      },
      alignment: {
        buffered: summaryOf([]),
        processed: summary(() => 0),
        persisted: summary(({ inFlightBytes }) => inFlightBytes),
        duration: summary(({ alignmentMillis }) => alignmentMillis),
      },
      start_delay: summary(({ startDelayMillis }) => startDelayMillis),
    },
    subtasks: Array.from({ length: count }, (_, index) => subtaskStatistics(checkpoint, acknowledged, index)),
  };
}

function find({ checkpoints: tracker }: RestFacts, checkpointId: string): CheckpointStatistics {
  const all = [...tracker.history, tracker.latestCompleted, tracker.latestSavepoint, tracker.latestFailed];
  const found = all.find((checkpoint) => checkpoint !== null && String(checkpoint.checkpointId) === checkpointId);
  if (found === undefined || found === null) {
    throw new RestError(404, `Could not find checkpointing statistics for checkpoint ${checkpointId}.`);
  }
  return found;
}

function optional(checkpoint: CheckpointStatistics | null): Json {
  return checkpoint === null ? null : statistics(checkpoint, {});
}

function statistics(checkpoint: CheckpointStatistics, tasks: JsonObject): JsonObject {
  const { status, kind, unaligned, endedAt, acknowledged, subtasksOf } = checkpoint;
  return {
    className: status.toLowerCase(),
    id: checkpoint.checkpointId,
    status,
    is_savepoint: kind !== "checkpoint",
    savepointFormat: checkpoint.savepointFormat,
    trigger_timestamp: checkpoint.triggeredAt,
    latest_ack_timestamp: latestAcknowledgedAt(acknowledged),
    checkpointed_size: checkpointedBytes(checkpoint),
    state_size: stateBytes(checkpoint),
    end_to_end_duration: endToEndMillis(checkpoint),
    alignment_buffered: 0,
    processed_data: 0,
    persisted_data: acknowledged.reduce((sum, { inFlightBytes }) => sum + inFlightBytes, 0),
    num_subtasks: [...subtasksOf.values()].reduce((sum, count) => sum + count, 0),
    num_acknowledged_subtasks: acknowledged.length,
    checkpoint_type: typeOf(kind, unaligned),
    tasks,
    ...(status === "FAILED" ? { failure_timestamp: endedAt, failure_message: checkpoint.failureMessage } : {}),
    ...(status === "COMPLETED" ? { external_path: null, discarded: false } : {}),
  };
}

function typeOf(kind: string, unaligned: boolean): string {
  if (kind === "savepoint") return "SAVEPOINT";
  if (kind === "stop-with-savepoint") return "SYNC_SAVEPOINT";
  return unaligned ? "UNALIGNED_CHECKPOINT" : "CHECKPOINT";
}

function acknowledgedBy({ acknowledged }: CheckpointStatistics, vertex: Vertex): readonly SubtaskCheckpoint[] {
  return acknowledged.filter((subtask) => subtask.vertex === vertex.index);
}

function taskStatistics(checkpoint: CheckpointStatistics, vertex: Vertex): JsonObject {
  const acknowledged = acknowledgedBy(checkpoint, vertex);
  const sum = (read: (subtask: SubtaskCheckpoint) => number) =>
    acknowledged.reduce((total, subtask) => total + read(subtask), 0);
  const latest = latestAcknowledgedAt(acknowledged);
  return {
    id: checkpoint.checkpointId,
    status: checkpoint.status,
    latest_ack_timestamp: latest,
    checkpointed_size: sum(({ uploadedBytes }) => uploadedBytes),
    state_size: sum((subtask) => subtask.stateBytes),
    end_to_end_duration: latest === -1 ? -1 : Math.max(0, latest - checkpoint.triggeredAt),
    alignment_buffered: 0,
    processed_data: 0,
    persisted_data: sum(({ inFlightBytes }) => inFlightBytes),
    num_subtasks: checkpoint.subtasksOf.get(vertex.index) ?? 0,
    num_acknowledged_subtasks: acknowledged.length,
  };
}

function subtaskStatistics(
  checkpoint: CheckpointStatistics,
  acknowledged: readonly SubtaskCheckpoint[],
  index: number,
): JsonObject {
  const subtask = acknowledged.find((candidate) => candidate.subtask === index);
  if (subtask === undefined) return { className: "pending", index, status: "pending_or_failed" };
  return {
    className: "completed",
    index,
    status: "completed",
    ack_timestamp: subtask.acknowledgedAt,
    end_to_end_duration: Math.max(0, subtask.acknowledgedAt - checkpoint.triggeredAt),
    checkpointed_size: subtask.uploadedBytes,
    state_size: subtask.stateBytes,
    checkpoint: { sync: subtask.syncMillis, async: subtask.asyncMillis },
    alignment: { buffered: 0, processed: 0, persisted: subtask.inFlightBytes, duration: subtask.alignmentMillis },
    start_delay: subtask.startDelayMillis,
    unaligned_checkpoint: checkpoint.unaligned,
    aborted: false,
  };
}

/** All 0 where there is no value. */
function summaryOf(values: readonly number[]): JsonObject {
  const histogram = new DescriptiveStatisticsHistogram(Math.max(values.length, 1));
  for (const value of values) histogram.update(value);
  const spread = histogram.getStatistics();
  const quantile = (share: number) => (values.length === 0 ? 0 : spread.getQuantile(share));
  return {
    min: spread.getMin(),
    max: spread.getMax(),
    avg: values.length === 0 ? 0 : Math.trunc(spread.getMean()),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    p999: quantile(0.999),
  };
}
