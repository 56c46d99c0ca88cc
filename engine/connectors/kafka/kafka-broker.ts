/**
 * The simulated Kafka as the engine's own source and sink see it. Its clock is that of the run it takes part in; failures
 * of jobs do not touch it. What programs may use of it is the interface `SimulatedKafka`.
 */
import { type Duration, illegalArgument } from "../../core/index";
import type { ExpiredTransactions, OutsidePort, OutsideView } from "../../operators/index";
import type { ScheduledCallback } from "../../time/index";
import { copyValue } from "../../types/index";
import { ConsumerGroups } from "./consumer-groups";
import { KafkaConsumer, type KafkaConsumerOptions } from "./kafka-consumer";
import type { SimulatedKafka, SimulatedKafkaOptions, TopicOptions } from "./simulated-kafka";
import { kafkaError } from "./kafka-errors";
import { KafkaTrace } from "./kafka-trace";
import { type EntryState, type LogEntry, PartitionLog, type RetentionSettings } from "./partition-log";
import {
  type ConsumerRecord,
  type IsolationLevel,
  partitionForKey,
  type ProducerRecord,
  TopicPartition,
} from "./topic-partition";
import type { Transaction } from "./transaction";
import { TransactionCoordinator } from "./transaction-coordinator";

/** Kafka's default of `retention.ms`: seven days. */
const RETENTION_MILLIS_DEFAULT = 604_800_000;
/** Kafka's default of `transaction.max.timeout.ms`: fifteen minutes. */
const TRANSACTION_MAX_TIMEOUT_MILLIS_DEFAULT = 900_000;

type Topic = { readonly logs: PartitionLog[]; readonly retention: RetentionSettings; nextWithoutKey: number };

type Scheduled = { readonly atMillis: number; readonly action: (kafka: SimulatedKafka) => void };

/** Who writes, where a transaction or a job does. */
export type Append = {
  readonly transaction: Transaction | null;
  readonly port: OutsidePort | null;
  readonly record: number;
};

const FROM_OUTSIDE: Append = { transaction: null, port: null, record: 0 };

export class KafkaBroker implements SimulatedKafka {
  readonly #topics = new Map<string, Topic>();
  readonly #script: Scheduled[] = [];
  /** One for each subtask that reads, of the attempt that came last. */
  readonly #listeners = new Map<string, () => void>();
  readonly #trace = new KafkaTrace();
  readonly coordinator: TransactionCoordinator;
  readonly groups = new ConsumerGroups();
  #port: OutsidePort | null = null;
  #timer: ScheduledCallback | null = null;
  /** For when the timer is set, infinite for none. */
  #armedAt = Number.POSITIVE_INFINITY;
  /** The latest time that the broker has seen, over all runs. */
  #nowMillis = 0;

  constructor(options: SimulatedKafkaOptions = {}) {
    const maxTimeoutMillis = options.transactionMaxTimeoutMillis ?? TRANSACTION_MAX_TIMEOUT_MILLIS_DEFAULT;
    this.coordinator = new TransactionCoordinator(maxTimeoutMillis, this.#trace);
  }

  /** Errors: `IllegalArgumentException` for a topic that is there, and for fewer than one partition. */
  createTopic(topic: string, options: TopicOptions = {}): this {
    if (this.#topics.has(topic)) throw illegalArgument(`The topic ${topic} is there already.`);
    const { partitions = 1, retentionMillis = RETENTION_MILLIS_DEFAULT, retentionBytes = -1 } = options;
    this.#topics.set(topic, { logs: [], retention: { retentionMillis, retentionBytes }, nextWithoutKey: 0 });
    return this.addPartitions(topic, partitions);
  }

  /** More partitions for a topic; what stands in the old ones stays there, whatever its keys. */
  addPartitions(topic: string, count: number): this {
    const { logs, retention } = this.#topic(topic);
    if (!Number.isInteger(count) || count < 1) throw illegalArgument(`A topic gets 1 partition or more, not ${count}.`);
    for (let added = 0; added < count; added += 1) {
      logs.push(new PartitionLog(new TopicPartition(topic, logs.length), retention));
    }
    return this;
  }

  /** Appends a record now, as a producer outside of jobs does; where it landed. */
  send(topic: string, record: ProducerRecord): ConsumerRecord {
    const { offset, timestamp, key, value, topicPartition } = this.append(topic, record, FROM_OUTSIDE);
    return { topic, partition: topicPartition.partition, offset, timestamp, key, value };
  }

  /** Does something to the broker when the run's clock reads `atMillis`, in the order in which it was asked for. */
  at(atMillis: number | Duration, action: (kafka: SimulatedKafka) => void): this {
    const millis = typeof atMillis === "number" ? atMillis : atMillis.toMillis();
    const later = this.#script.findIndex((scheduled) => scheduled.atMillis > millis);
    this.#script.splice(later < 0 ? this.#script.length : later, 0, { atMillis: millis, action });
    this.#arm();
    return this;
  }

  /** A consumer outside of jobs. */
  consumer(options: KafkaConsumerOptions): KafkaConsumer {
    return new KafkaConsumer(this, options);
  }

  /** All records of a topic that a consumer reads now from the earliest offsets, partition by partition. */
  read(topic: string, isolation: IsolationLevel = "read_uncommitted"): ConsumerRecord[] {
    this.advance();
    return this.#topic(topic).logs.flatMap((log) => log.read(isolation));
  }

  /** What stands in all partitions, with the markers, and what the broker and its clients complained about. */
  outsideView(): OutsideView {
    this.advance();
    const logs = [...this.#topics.values()].flatMap((topic) => topic.logs);
    return this.#trace.view(logs);
  }

  /** The fault "expire-transaction". */
  expireTransactions(which: ExpiredTransactions): number {
    const expired = this.coordinator.expire(which, this.now());
    this.#changed();
    return expired;
  }

  /** The broker's clock in milliseconds: that of the run, which a later run does not turn back. */
  now(): number {
    this.#nowMillis = Math.max(this.#nowMillis, this.#port?.now() ?? 0);
    return this.#nowMillis;
  }

  /** A task of a job has come: the run's clock moves the broker from now on. */
  connect(port: OutsidePort): void {
    this.#port = port;
    this.#armedAt = Number.POSITIVE_INFINITY;
    this.#timer?.cancel();
    this.#timer = null;
    this.#trace.connect(port);
    port.connect(this);
    this.advance();
  }

  /** Calls back whenever there may be more to read. */
  onChange({ operatorIndex, subtaskIndex }: OutsidePort, listener: () => void): void {
    this.#listeners.set(`${operatorIndex}/${subtaskIndex}`, listener);
  }

  /** Does what is due by now: the script, timeouts of transactions, retention. */
  advance(): void {
    const now = this.now();
    for (let next = this.#script[0]; next !== undefined && next.atMillis <= now; next = this.#script[0]) {
      this.#script.shift();
      next.action(this);
    }
    if (this.coordinator.expireDue(now)) this.#changed();
    for (const { logs } of this.#topics.values()) {
      for (const log of logs) for (const entry of log.applyRetention(now)) this.#trace.deleted(log, entry);
    }
    this.#arm();
  }

  /** Appends a record, of a job or from outside. */
  append(topic: string, record: ProducerRecord, by: Append): LogEntry & { readonly topicPartition: TopicPartition } {
    const log = this.#logFor(topic, record);
    const state: EntryState = by.transaction === null ? "appended" : "open";
    const entry = log.append({
      key: copyValue(record.key ?? null),
      value: copyValue(record.value),
      timestamp: record.timestamp ?? this.now(),
      transaction: by.transaction?.transactionalId ?? "",
      record: by.record,
      port: by.port,
      state,
    });
    by.transaction?.add(log, entry);
    this.#trace.written(log, entry);
    this.#changed();
    return { ...entry, topicPartition: log.topicPartition };
  }

  /** Errors: `UnknownTopicOrPartitionException`. */
  log({ topic, partition }: TopicPartition): PartitionLog {
    const log = this.#topic(topic).logs[partition];
    if (log === undefined) throw unknownTopicOrPartition(`The topic ${topic} has no partition ${partition}.`);
    return log;
  }

  /** The partitions of a topic. Errors: `UnknownTopicOrPartitionException`. */
  partitionsOf(topic: string): readonly TopicPartition[] {
    return this.#topic(topic).logs.map((log) => log.topicPartition);
  }

  get topics(): readonly string[] {
    return [...this.#topics.keys()];
  }

  /**
   * Appends a record of a transaction. Errors: `ProducerFencedException` where the producer is not the latest any more.
   *
   */
  appendToTransaction(
    transaction: Transaction,
    producer: { readonly producerId: number; readonly epoch: number },
    topic: string,
    record: ProducerRecord,
    by: { readonly port: OutsidePort; readonly record: number },
  ): void {
    this.advance();
    transaction.checkProducer(producer.producerId, producer.epoch);
    this.coordinator.beforeWrite(transaction, this.now(), by.port);
    this.append(topic, record, { ...by, transaction });
  }

  /** Ends a transaction. Errors: `ProducerFencedException`, `InvalidTxnStateException`. */
  endTransaction(
    transactionalId: string,
    producer: { readonly producerId: number; readonly epoch: number },
    result: "committed" | "aborted",
    port: OutsidePort | null,
  ): void {
    this.advance();
    this.coordinator.end(transactionalId, producer, result, { nowMillis: this.now(), port });
    this.#changed();
  }

  /** A warning or an error that a client logs. */
  warn(message: string): void {
    this.#trace.messages.push(message);
  }

  #logFor(topic: string, { key, partition }: ProducerRecord): PartitionLog {
    const known = this.#topic(topic);
    const { logs } = known;
    if (partition !== undefined && partition !== null) return this.log(new TopicPartition(topic, partition));
    if (key !== undefined && key !== null) return logs[partitionForKey(key, logs.length)] as PartitionLog;
    known.nextWithoutKey += 1;
    return logs[(known.nextWithoutKey - 1) % logs.length] as PartitionLog;
  }

  #topic(name: string): Topic {
    const topic = this.#topics.get(name);
    if (topic === undefined) throw unknownTopicOrPartition(`This server does not host the topic ${name}.`);
    return topic;
  }

  #changed(): void {
    this.#arm();
    for (const listener of this.#listeners.values()) listener();
  }

  /** Wakes the broker when something is due next. */
  #arm(): void {
    const dueAt = Math.min(this.#script[0]?.atMillis ?? Number.POSITIVE_INFINITY, this.coordinator.nextExpiryAt());
    if (dueAt === this.#armedAt) return;
    this.#armedAt = dueAt;
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#port === null || dueAt === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#port.schedule(dueAt, () => {
      this.#armedAt = Number.POSITIVE_INFINITY;
      this.advance();
    });
  }
}

function unknownTopicOrPartition(message: string): Error {
  return kafkaError(
    "UnknownTopicOrPartitionException",
    message,
    'Create the topic first: kafka.createTopic("orders", { partitions: 2 }).',
  );
}
