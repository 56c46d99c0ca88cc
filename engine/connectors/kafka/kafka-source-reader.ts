/**
 * Reads partitions. Answers to flink-connector-kafka's `KafkaSourceReader`, `KafkaPartitionSplitReader` and
 * `KafkaRecordEmitter`. The state of a split is the next offset; group offsets are committed when the checkpoint that
 * holds them is complete, for others to see, and are not read again.
 *
 * Partitions are read in turn, up to `max.poll.records` of one after the other, as a consumer's fetches come.
 */
import { EngineError, MAX_TIMESTAMP } from "../../core/index";
import { asUserCodeError, type Collector } from "../../operators/index";
import type { ReaderOutput, ReaderStatus, SourceReader, SourceReaderContext, SourceSplit } from "../source";
import { KAFKA_SYSTEM } from "./kafka-trace";
import { COMMITTED_OFFSET, EARLIEST_OFFSET } from "./offsets-initializer";
import { type OffsetResetStrategy, resetOffset } from "./offset-reset";
import type { PartitionLog } from "./partition-log";
import type { KafkaBroker } from "./kafka-broker";
import { type ConsumerRecord, type IsolationLevel, TopicPartition } from "./topic-partition";

/** Kafka's `max.poll.records`. */
const MAX_POLL_RECORDS = 500;

/** A partition with the next offset, or a marker; `stoppingOffset` null where it has no end. */
export type KafkaPartitionSplit = SourceSplit & {
  readonly topic: string;
  readonly partition: number;
  readonly startingOffset: number;
  readonly stoppingOffset: number | null;
};

/** Makes elements of a record: none, one or several. Flink's `KafkaRecordDeserializationSchema`. */
export type KafkaDeserializer<T> = (record: ConsumerRecord, out: Collector<T>) => void;

export type KafkaReaderSettings<T> = {
  readonly kafka: KafkaBroker;
  readonly deserializer: KafkaDeserializer<T>;
  readonly isolation: IsolationLevel;
  readonly autoOffsetReset: OffsetResetStrategy;
  readonly groupId: string | null;
  readonly commitsOffsets: boolean;
  readonly isBounded: boolean;
};

type Cursor = {
  readonly split: KafkaPartitionSplit;
  readonly topicPartition: TopicPartition;
  readonly log: PartitionLog;
  readonly stoppingOffset: number;
  /** What the state holds: the marker of the start until a record was read. */
  stateOffset: number;
  /** Where the consumer is; it also passes markers and aborted records. */
  position: number;
  polled: number;
};

type GroupOffsets = ReadonlyMap<TopicPartition, number>;

export class KafkaSourceReader<T> implements SourceReader<T, KafkaPartitionSplit> {
  readonly #settings: KafkaReaderSettings<T>;
  readonly #context: SourceReaderContext;
  readonly #cursors: Cursor[] = [];
  /** The one that is read now. */
  #turn = 0;
  readonly #paused = new Set<string>();
  readonly #finishedOffsets = new Map<TopicPartition, number>();
  readonly #offsetsToCommit = new Map<number, GroupOffsets>();

  constructor(settings: KafkaReaderSettings<T>, context: SourceReaderContext, wake: () => void) {
    this.#settings = settings;
    this.#context = context;
    settings.kafka.connect(context.outside);
    settings.kafka.onChange(context.outside, () => {
      if (this.#hasMore()) wake();
    });
    context.metricGroup.gauge("pendingRecords", () => this.#pendingRecords());
  }

  addSplits(splits: readonly KafkaPartitionSplit[]): void {
    for (const split of splits) {
      const cursor = this.#cursorOf(split);
      this.#cursors.push(cursor);
      this.#context.metricGroup
        .addGroup("KafkaSourceReader")
        .addGroup("topic", split.topic)
        .addGroup("partition", String(split.partition))
        .gauge("currentOffset", () => Math.max(cursor.stateOffset, 0) - 1);
    }
  }

  /** How far the consumer is behind what may be read, over its partitions (the lag of the consumer group). */
  #pendingRecords(): number {
    const { isolation } = this.#settings;
    return this.#cursors.reduce(
      (sum, { log, position }) => sum + Math.max(0, log.readableEnd(isolation) - position),
      0,
    );
  }

  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    for (const splitId of toPause) this.#paused.add(splitId);
    for (const splitId of toResume) this.#paused.delete(splitId);
  }

  pollNext(output: ReaderOutput<T>): ReaderStatus {
    this.#settings.kafka.advance();
    const found = this.#nextCursor();
    this.#releaseFinished(output);
    if (found === null) {
      return this.#settings.isBounded && this.#cursors.length === 0 ? "end-of-input" : "nothing-available";
    }
    this.#emit(found.cursor, found.record, output);
    return "more";
  }

  /** The broker calls when there is more. */
  nextAvailableAt(): number {
    return MAX_TIMESTAMP;
  }

  snapshotState(checkpointId: number): KafkaPartitionSplit[] {
    const splits = this.#cursors.map(({ split, stateOffset }) => ({ ...split, startingOffset: stateOffset }));
    if (!this.#settings.commitsOffsets) return splits;
    const offsets = new Map<TopicPartition, number>();
    for (const { topicPartition, stateOffset } of this.#cursors) {
      if (stateOffset >= 0) offsets.set(topicPartition, stateOffset);
    }
    for (const [partition, offset] of this.#finishedOffsets) offsets.set(partition, offset);
    this.#offsetsToCommit.set(checkpointId, offsets);
    return splits;
  }

  notifyCheckpointComplete(_nowMillis: number, checkpointId: number): void {
    const offsets = this.#offsetsToCommit.get(checkpointId);
    if (offsets === undefined) return;
    for (const [partition, offset] of offsets) this.#commit(partition, offset);
    for (const partition of offsets.keys()) this.#finishedOffsets.delete(partition);
    for (const id of this.#offsetsToCommit.keys()) if (id <= checkpointId) this.#offsetsToCommit.delete(id);
  }

  #commit(partition: TopicPartition, offset: number): void {
    const { kafka, groupId } = this.#settings;
    if (groupId === null) return;
    kafka.groups.commit(groupId, partition, offset);
    this.#report(`__consumer_offsets ${groupId}/${partition.toString()}`, "upserted", 0, String(offset), true);
  }

  #cursorOf(split: KafkaPartitionSplit): Cursor {
    const topicPartition = new TopicPartition(split.topic, split.partition);
    const log = this.#settings.kafka.log(topicPartition);
    return {
      split,
      topicPartition,
      log,
      stoppingOffset: this.#stoppingOffsetOf(split, topicPartition),
      stateOffset: split.startingOffset,
      position: this.#seek(split.startingOffset, topicPartition, log),
      polled: 0,
    };
  }

  /** Where the consumer begins. */
  #seek(startingOffset: number, partition: TopicPartition, log: PartitionLog): number {
    const { kafka, groupId, autoOffsetReset } = this.#settings;
    if (startingOffset === EARLIEST_OFFSET) return log.startOffset;
    if (startingOffset !== COMMITTED_OFFSET) return startingOffset;
    const committed = groupId === null ? null : kafka.groups.committed(groupId, partition);
    return committed ?? resetOffset(log, null, autoOffsetReset);
  }

  #stoppingOffsetOf({ stoppingOffset }: KafkaPartitionSplit, partition: TopicPartition): number {
    if (stoppingOffset === null) return Number.POSITIVE_INFINITY;
    if (stoppingOffset !== COMMITTED_OFFSET) return stoppingOffset;
    const { kafka, groupId } = this.#settings;
    const committed = groupId === null ? null : kafka.groups.committed(groupId, partition);
    if (committed !== null) return committed;
    throw new EngineError({
      code: "KAFKA_NO_COMMITTED_OFFSET",
      message: `Partition ${partition.toString()} should stop at committed offset. But there is no committed offset of this partition for group ${groupId ?? "null"}`,
      hint: "Stop at OffsetsInitializer.latest() or at named offsets.",
      flinkClass: "NullPointerException",
    });
  }

  /** The next partition in turn that has a record, with that record; a full fetch ends a partition's turn. */
  #nextCursor(): { readonly cursor: Cursor; readonly record: ConsumerRecord } | null {
    const { isolation } = this.#settings;
    const cursors = this.#cursors;
    for (let asked = 0; asked <= cursors.length; asked += 1) {
      const turn = (this.#turn + asked) % cursors.length;
      const cursor = cursors[turn];
      if (cursor === undefined) return null;
      this.#resetIfOutOfRange(cursor);
      const record = cursor.log.next(cursor.position, isolation);
      cursor.position = record?.offset ?? Math.max(cursor.position, cursor.log.readableEnd(isolation));
      const hasEnded = cursor.position >= cursor.stoppingOffset;
      if (record !== null && !this.#isPaused(cursor) && !hasEnded && cursor.polled < MAX_POLL_RECORDS) {
        this.#turn = turn;
        return { cursor, record };
      }
      cursor.polled = 0;
    }
    return null;
  }

  /** Whether a step would find something. */
  #hasMore(): boolean {
    return this.#cursors.some((cursor) => {
      const { log, position } = cursor;
      if (this.#isPaused(cursor)) return false;
      return log.readableEnd(this.#settings.isolation) > position || position < log.startOffset;
    });
  }

  #isPaused({ split }: Cursor): boolean {
    return this.#paused.size > 0 && this.#paused.has(split.splitId);
  }

  #resetIfOutOfRange(cursor: Cursor): void {
    const { log, position } = cursor;
    if (position >= log.startOffset && position <= log.endOffset) return;
    cursor.position = resetOffset(log, position, this.#settings.autoOffsetReset);
    const place = cursor.topicPartition.toString();
    const message =
      `Fetch position ${position} is out of range for partition ${place}, which has ${log.startOffset} to ${log.endOffset}: ` +
      `resetting offset to ${cursor.position} (auto.offset.reset is ${this.#settings.autoOffsetReset}).`;
    this.#settings.kafka.warn(message);
    this.#report(place, "dropped", position, message, false);
  }

  #emit(cursor: Cursor, record: ConsumerRecord, output: ReaderOutput<T>): void {
    const { splitId } = cursor.split;
    cursor.polled += 1;
    cursor.position = record.offset + 1;
    try {
      this.#settings.deserializer(record, {
        collect: (element) => output.collect(splitId, element, record.timestamp),
      });
    } catch (error) {
      throw asUserCodeError(this.#context, record.value, error);
    }
    cursor.stateOffset = record.offset + 1;
  }

  #releaseFinished(output: ReaderOutput<T>): void {
    for (let index = this.#cursors.length - 1; index >= 0; index -= 1) {
      const cursor = this.#cursors[index] as Cursor;
      if (cursor.position < cursor.stoppingOffset) continue;
      this.#cursors.splice(index, 1);
      if (index < this.#turn) this.#turn -= 1;
      if (cursor.stateOffset >= 0) this.#finishedOffsets.set(cursor.topicPartition, cursor.stateOffset);
      output.releaseOutputForSplit(cursor.split.splitId);
    }
  }

  #report(place: string, effect: string, position: number, value: string, visible: boolean): void {
    this.#context.outside.report({
      system: KAFKA_SYSTEM,
      place,
      effect,
      transaction: "",
      record: 0,
      position,
      value,
      visible,
    });
  }
}
