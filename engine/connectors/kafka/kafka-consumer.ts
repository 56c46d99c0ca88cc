/**
 * A consumer outside of jobs, as a tool or another application is. Answers to Kafka's `KafkaConsumer` that has all
 * partitions of its topics to itself.
 */
import { illegalState } from "../../core/index";
import { resetOffset } from "./offset-reset";
import type { KafkaBroker } from "./kafka-broker";
import type { ConsumerRecord, IsolationLevel, TopicPartition } from "./topic-partition";

export type KafkaConsumerOptions = {
  readonly topics: readonly string[];
  /** Needed for committed offsets. */
  readonly groupId?: string;
  /** Kafka's `isolation.level`, default `read_uncommitted`. */
  readonly isolationLevel?: IsolationLevel;
  /** Kafka's `auto.offset.reset`, default `latest`: where a group without offsets begins. */
  readonly autoOffsetReset?: "earliest" | "latest" | "none";
};

export class KafkaConsumer {
  readonly #kafka: KafkaBroker;
  readonly #options: KafkaConsumerOptions;
  readonly #positions = new Map<TopicPartition, number>();

  constructor(kafka: KafkaBroker, options: KafkaConsumerOptions) {
    this.#kafka = kafka;
    this.#options = options;
    for (const partition of this.#partitions()) this.#positions.set(partition, this.#startOf(partition));
  }

  /** All records that can be read now behind what was read before, partition by partition. */
  poll(): ConsumerRecord[] {
    this.#kafka.advance();
    return this.#partitions().flatMap((partition) => this.#pollPartition(partition));
  }

  /** Makes the position of each partition the group's. Errors: `IllegalStateException` without `groupId`. */
  commitSync(): void {
    const { groupId } = this.#options;
    if (groupId === undefined) throw illegalState("A consumer without groupId has no offsets to commit.");
    for (const [partition, offset] of this.#positions) this.#kafka.groups.commit(groupId, partition, offset);
  }

  #pollPartition(partition: TopicPartition): ConsumerRecord[] {
    const isolation = this.#options.isolationLevel ?? "read_uncommitted";
    const log = this.#kafka.log(partition);
    let position = this.#positions.get(partition) ?? log.startOffset;
    if (position < log.startOffset) position = resetOffset(log, position, this.#options.autoOffsetReset ?? "latest");
    const records: ConsumerRecord[] = [];
    for (let next = log.next(position, isolation); next !== null; next = log.next(position, isolation)) {
      records.push(next);
      position = next.offset + 1;
    }
    this.#positions.set(partition, Math.max(position, log.readableEnd(isolation)));
    return records;
  }

  #partitions(): readonly TopicPartition[] {
    return this.#options.topics.flatMap((topic) => this.#kafka.partitionsOf(topic));
  }

  #startOf(partition: TopicPartition): number {
    const { groupId, autoOffsetReset = "latest" } = this.#options;
    const committed = groupId === undefined ? null : this.#kafka.groups.committed(groupId, partition);
    return committed ?? resetOffset(this.#kafka.log(partition), null, autoOffsetReset);
  }
}
