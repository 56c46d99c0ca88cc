/**
 * A Kafka-like log outside of the job. A program makes it, jobs and readers share it, failures of jobs do not touch it;
 * its clock is that of the run it takes part in.
 *
 *   const kafka = new SimulatedKafka();
 *   kafka.createTopic("orders", { partitions: 2 });
 *   kafka.send("orders", { key: "ada", value: 3, timestamp: 1000 });
 *   kafka.at(5000, (broker) => broker.send("orders", { value: 4 }));
 *   kafka.read("results", "read_committed");
 */
import { type Duration, illegalArgument } from "../../core/index";
import type { ExpiredTransactions, OutsideSystem } from "../../operators/index";
import type { ConsumerGroups } from "./consumer-groups";
import { KafkaBroker } from "./kafka-broker";
import type { KafkaConsumer, KafkaConsumerOptions } from "./kafka-consumer";
import type { ConsumerRecord, IsolationLevel, ProducerRecord, TopicPartition } from "./topic-partition";

export type SimulatedKafkaOptions = {
  /** `transaction.max.timeout.ms`, default 15 minutes: longer timeouts are refused. */
  readonly transactionMaxTimeoutMillis?: number;
};

export type TopicOptions = {
  /** Default 1. */
  readonly partitions?: number;
  /** `retention.ms`, default 7 days; -1: for ever. */
  readonly retentionMillis?: number;
  /** `retention.bytes` of each partition, default -1: without bound. */
  readonly retentionBytes?: number;
};

export interface SimulatedKafka extends OutsideSystem {
  /** Errors: `IllegalArgumentException` for a topic that is there, and for fewer than one partition. */
  createTopic(topic: string, options?: TopicOptions): this;
  /** More partitions for a topic; what stands in the old ones stays there, whatever its keys. */
  addPartitions(topic: string, count: number): this;
  /** Appends a record now, as a producer outside of jobs does; where it landed. */
  send(topic: string, record: ProducerRecord): ConsumerRecord;
  /** Does something to the broker when the run's clock reads `atMillis`, in the order in which it was asked for. */
  at(atMillis: number | Duration, action: (kafka: SimulatedKafka) => void): this;
  /** A consumer outside of jobs. */
  consumer(options: KafkaConsumerOptions): KafkaConsumer;
  /** All records of a topic that a consumer reads now from the earliest offsets, partition by partition. */
  read(topic: string, isolation?: IsolationLevel): ConsumerRecord[];
  /** Ends open transactions as their timeout would; how many there were. */
  expireTransactions(which: ExpiredTransactions): number;
  /** The partitions of a topic. Errors: `UnknownTopicOrPartitionException`. */
  partitionsOf(topic: string): readonly TopicPartition[];
  readonly topics: readonly string[];
  /** The offsets that consumer groups have committed. */
  readonly groups: ConsumerGroups;
}

export const SimulatedKafka: new (options?: SimulatedKafkaOptions) => SimulatedKafka = KafkaBroker;

/** Errors: `IllegalArgumentException` for anything that no program made with `new SimulatedKafka()`. */
export function brokerOf(kafka: SimulatedKafka): KafkaBroker {
  if (kafka instanceof KafkaBroker) return kafka;
  throw illegalArgument("The bootstrap servers are a SimulatedKafka: there is no network here.", {
    hint: "const kafka = new SimulatedKafka(); ... setBootstrapServers(kafka)",
  });
}
