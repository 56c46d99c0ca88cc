/**
 * Where a consumer goes on that has no offset, or one that the log no longer has. Kafka's `auto.offset.reset`.
 */
import { kafkaError } from "./kafka-errors";
import type { PartitionLog } from "./partition-log";

/** Kafka's `OffsetResetStrategy`. */
export const OffsetResetStrategy = { LATEST: "latest", EARLIEST: "earliest", NONE: "none" } as const;
export type OffsetResetStrategy = (typeof OffsetResetStrategy)[keyof typeof OffsetResetStrategy];

/**
 * The offset to go on from; `position` is the one that is out of range, null for none at all.
 * Errors: `NoOffsetForPartitionException` and `OffsetOutOfRangeException` where nothing may be reset.
 */
export function resetOffset(log: PartitionLog, position: number | null, strategy: OffsetResetStrategy): number {
  if (strategy === "earliest") return log.startOffset;
  if (strategy === "latest") return log.endOffset;
  const { topicPartition, startOffset, endOffset } = log;
  if (position === null) {
    throw kafkaError(
      "NoOffsetForPartitionException",
      `Undefined offset with no reset policy for partitions: [${topicPartition.toString()}]`,
      "The group has committed no offset of this partition: name a reset, OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST).",
    );
  }
  throw kafkaError(
    "OffsetOutOfRangeException",
    `Fetch position ${position} is out of range for partition ${topicPartition.toString()}, which has ${startOffset} to ${endOffset}, and no reset policy is set.`,
    "Retention deleted what was to be read next: those records are lost. Keep them for longer than the job may stand still.",
  );
}
