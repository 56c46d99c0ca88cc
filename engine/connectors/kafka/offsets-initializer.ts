/**
 * Where a source begins, and where it ends. Answers to flink-connector-kafka's `OffsetsInitializer` and its
 * implementations. The earliest and the committed offsets are looked up when a partition is read for the first time, the
 * others when it is found.
 */
import { illegalState } from "../../core/index";
import { OffsetResetStrategy } from "./offset-reset";
import type { KafkaBroker } from "./kafka-broker";
import type { TopicPartition } from "./topic-partition";

/** Stands for the earliest offset, to be looked up by the reader. */
export const EARLIEST_OFFSET = -2;
/** Stands for the group's committed offset, to be looked up by the reader. */
export const COMMITTED_OFFSET = -3;

export interface OffsetsInitializer {
  /** The offset of a partition, or one of the two markers; `groupId` null where the source has none. */
  offsetOf(partition: TopicPartition, kafka: KafkaBroker, groupId: string | null): number;
  /** Kafka's `auto.offset.reset` of a source that begins so. */
  readonly autoOffsetReset: OffsetResetStrategy;
  /** Whether it needs a consumer group. */
  readonly needsGroup: boolean;
}

function committedOffsets(strategy: OffsetResetStrategy = OffsetResetStrategy.NONE): OffsetsInitializer {
  return { offsetOf: () => COMMITTED_OFFSET, autoOffsetReset: strategy, needsGroup: true };
}

function timestamp(timestampMillis: number): OffsetsInitializer {
  return {
    offsetOf: (partition, kafka) => {
      const log = kafka.log(partition);
      return log.offsetForTime(timestampMillis) ?? log.endOffset;
    },
    autoOffsetReset: OffsetResetStrategy.LATEST,
    needsGroup: false,
  };
}

function earliest(): OffsetsInitializer {
  return { offsetOf: () => EARLIEST_OFFSET, autoOffsetReset: OffsetResetStrategy.EARLIEST, needsGroup: false };
}

function latest(): OffsetsInitializer {
  return {
    offsetOf: (partition, kafka) => kafka.log(partition).endOffset,
    autoOffsetReset: OffsetResetStrategy.LATEST,
    needsGroup: false,
  };
}

/** Partitions that are not named begin at the group's committed offset, or as `strategy` says. */
function offsets(
  named: ReadonlyMap<TopicPartition, number>,
  strategy: OffsetResetStrategy = OffsetResetStrategy.EARLIEST,
): OffsetsInitializer {
  const byName = new Map([...named].map(([partition, offset]) => [partition.toString(), offset]));
  return {
    offsetOf: (partition, kafka, groupId) => {
      const offset = byName.get(partition.toString());
      if (offset !== undefined) return offset;
      const committed = groupId === null ? null : kafka.groups.committed(groupId, partition);
      if (committed !== null) return committed;
      const log = kafka.log(partition);
      if (strategy === "earliest") return log.startOffset;
      if (strategy === "latest") return log.endOffset;
      throw illegalState(`Cannot find initial offsets for partitions: [${partition.toString()}]`, {
        hint: "Name an offset for each partition, or a reset strategy.",
      });
    },
    autoOffsetReset: strategy,
    needsGroup: [...byName.values()].includes(COMMITTED_OFFSET),
  };
}

/** Flink's `OffsetsInitializer`. */
export const OffsetsInitializer = { committedOffsets, timestamp, earliest, latest, offsets };
