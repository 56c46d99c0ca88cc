/**
 * A source that reads topics. Answers to flink-connector-kafka's `KafkaSource`, `KafkaSourceBuilder` and
 * `KafkaSourceEnumerator`: a split is a partition; which subtask reads it follows from its name; new partitions are looked
 * for every five minutes, and read from their earliest offset, unless the source is bounded.
 */
import { EngineError, hashString, illegalState } from "../../core/index";
import type { SourceStreamOperator } from "../../operators/index";
import type { WatermarkStrategy } from "../../time/index";
import type { Source, SplitSource } from "../source";
import { SourceOperator } from "../source-operator";
import { booleanProperty, KafkaProperties, millisProperty } from "./kafka-properties";
import { type KafkaDeserializer, type KafkaPartitionSplit, KafkaSourceReader } from "./kafka-source-reader";
import { EARLIEST_OFFSET, OffsetsInitializer } from "./offsets-initializer";
import type { KafkaBroker } from "./kafka-broker";
import { brokerOf, type SimulatedKafka } from "./simulated-kafka";
import type { IsolationLevel, TopicPartition } from "./topic-partition";

/** `partition.discovery.interval.ms`, in milliseconds. */
const DISCOVERY_INTERVAL_MILLIS_DEFAULT = 300_000;

/** Which partitions a source reads: Flink's `KafkaSubscriber`. */
type Subscriber = {
  readonly name: string;
  readonly partitionsOf: (kafka: KafkaBroker) => readonly TopicPartition[];
};

type KafkaSourceSettings<T> = {
  readonly kafka: KafkaBroker;
  readonly subscriber: Subscriber;
  readonly starting: OffsetsInitializer;
  readonly stopping: OffsetsInitializer | null;
  readonly boundedness: "BOUNDED" | "CONTINUOUS_UNBOUNDED";
  readonly deserializer: KafkaDeserializer<T>;
  readonly properties: KafkaProperties;
};

/** The subtask that reads a partition: Flink's `KafkaSourceEnumerator.getSplitOwner`. */
function splitOwner(topic: string, partition: number, parallelism: number): number {
  const startIndex = (Math.imul(hashString(topic), 31) & 0x7fffffff) % parallelism;
  return (startIndex + partition) % parallelism;
}

export class KafkaSource<T> implements Source<T> {
  readonly boundedness: "BOUNDED" | "CONTINUOUS_UNBOUNDED";
  readonly #settings: KafkaSourceSettings<T>;

  constructor(settings: KafkaSourceSettings<T>) {
    this.#settings = settings;
    this.boundedness = settings.boundedness;
  }

  static builder<T>(): KafkaSourceBuilder<T> {
    return new KafkaSourceBuilder<T>();
  }

  createReaderOperator(strategy: WatermarkStrategy<T>): SourceStreamOperator<T> {
    const { kafka, starting, properties } = this.#settings;
    const isBounded = this.boundedness === "BOUNDED";
    const intervalMillis = isBounded
      ? -1
      : millisProperty(properties, "partition.discovery.interval.ms", DISCOVERY_INTERVAL_MILLIS_DEFAULT);
    const groupId = properties.get("group.id") ?? null;
    const settings = {
      kafka,
      deserializer: this.#settings.deserializer,
      isolation: (properties.get("isolation.level") ?? "read_uncommitted") as IsolationLevel,
      autoOffsetReset: starting.autoOffsetReset,
      groupId,
      commitsOffsets: groupId !== null && booleanProperty(properties, "commit.offsets.on.checkpoint", true),
      isBounded,
    };
    const source: SplitSource<T, KafkaPartitionSplit> = {
      createSplits: () => this.#splits(starting),
      createReader: (context, wake) => new KafkaSourceReader<T>(settings, context, wake),
      ownerOf: ({ topic, partition }, parallelism) => splitOwner(topic, partition, parallelism),
      discovery: {
        intervalMillis: intervalMillis > 0 ? intervalMillis : null,
        looksAtStart: true,
        splitsAt: () => this.#splits(OffsetsInitializer.earliest()),
      },
    };
    return new SourceOperator(source, strategy);
  }

  #splits(starting: OffsetsInitializer): KafkaPartitionSplit[] {
    const { kafka, subscriber, stopping, properties } = this.#settings;
    const groupId = properties.get("group.id") ?? null;
    return subscriber.partitionsOf(kafka).map((topicPartition) => ({
      splitId: topicPartition.toString(),
      topic: topicPartition.topic,
      partition: topicPartition.partition,
      startingOffset: starting.offsetOf(topicPartition, kafka, groupId),
      stoppingOffset: stoppingOffsetOf(stopping, topicPartition, kafka, groupId),
    }));
  }
}

function stoppingOffsetOf(
  stopping: OffsetsInitializer | null,
  partition: TopicPartition,
  kafka: KafkaBroker,
  groupId: string | null,
): number | null {
  if (stopping === null) return null;
  const offset = stopping.offsetOf(partition, kafka, groupId);
  if (offset !== EARLIEST_OFFSET) return offset;
  throw new EngineError({
    code: "KAFKA_STOPPING_OFFSET",
    message: `Invalid stopping offset ${offset} for partition ${partition.toString()}`,
    hint: "A source cannot end at its earliest offset: use latest(), timestamp(...), committedOffsets() or offsets(...).",
    flinkClass: "FlinkRuntimeException",
  });
}

/** Flink's `KafkaSourceBuilder`. */
export class KafkaSourceBuilder<T> {
  #kafka: KafkaBroker | null = null;
  #subscriber: Subscriber | null = null;
  #starting: OffsetsInitializer = OffsetsInitializer.earliest();
  #stopping: OffsetsInitializer | null = null;
  #boundedness: "BOUNDED" | "CONTINUOUS_UNBOUNDED" = "CONTINUOUS_UNBOUNDED";
  #deserializer: KafkaDeserializer<T> | null = null;
  readonly #properties = new KafkaProperties();

  /** The broker to read from: an object here, where Flink has host names. */
  setBootstrapServers(kafka: SimulatedKafka): this {
    this.#kafka = brokerOf(kafka);
    return this;
  }

  setGroupId(groupId: string): this {
    return this.setProperty("group.id", groupId);
  }

  /** The topics have to exist when the job starts. */
  setTopics(...topics: readonly string[] | readonly [readonly string[]]): this {
    const names = topics.flat();
    return this.#subscribe("topics", "TopicListSubscriber", (kafka) =>
      names.flatMap((name) => kafka.partitionsOf(name)),
    );
  }

  /** All topics whose whole name matches, also those that come later. */
  setTopicPattern(pattern: RegExp): this {
    const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, ""));
    return this.#subscribe("topic pattern", "TopicPatternSubscriber", (kafka) =>
      kafka.topics.filter((topic) => whole.test(topic)).flatMap((topic) => kafka.partitionsOf(topic)),
    );
  }

  setPartitions(partitions: Iterable<TopicPartition>): this {
    const chosen = [...partitions];
    return this.#subscribe("partitions", "PartitionSetSubscriber", () => chosen);
  }

  /** Default: earliest. Only a fresh start looks at it: a restored job goes on where its checkpoint says. */
  setStartingOffsets(initializer: OffsetsInitializer): this {
    this.#starting = initializer;
    return this;
  }

  /** Stops at these offsets, though Flink goes on taking the source for one without end: the job does not end. */
  setUnbounded(stopping: OffsetsInitializer): this {
    this.#boundedness = "CONTINUOUS_UNBOUNDED";
    this.#stopping = stopping;
    return this;
  }

  /** Ends at these offsets, as they are when the job starts. */
  setBounded(stopping: OffsetsInitializer): this {
    this.#boundedness = "BOUNDED";
    this.#stopping = stopping;
    return this;
  }

  setDeserializer(deserializer: KafkaDeserializer<T>): this {
    this.#deserializer = deserializer;
    return this;
  }

  setValueOnlyDeserializer(deserialize: (value: unknown) => T): this {
    return this.setDeserializer((record, out) => out.collect(deserialize(record.value)));
  }

  /**
   * Known: `group.id`, `isolation.level`, `partition.discovery.interval.ms`, `commit.offsets.on.checkpoint`,
   * `enable.auto.commit`. As in Flink `auto.offset.reset` is overridden by the starting offsets.
   */
  setProperty(key: string, value: string): this {
    this.#properties.set(key, value);
    return this;
  }

  setProperties(properties: Readonly<Record<string, string>>): this {
    for (const [key, value] of Object.entries(properties)) this.setProperty(key, value);
    return this;
  }

  /** Errors: `NullPointerException` for what is missing, `IllegalStateException` for what needs a group id. */
  build(): KafkaSource<T> {
    const kafka = required(this.#kafka, "Property bootstrap.servers is required but not provided");
    const subscriber = required(
      this.#subscriber,
      "No subscribe mode is specified, should be one of topics, topic pattern and partition set.",
    );
    const deserializer = required(this.#deserializer, "Deserialization schema is required but not provided.");
    this.#checkGroup();
    return new KafkaSource<T>({
      kafka,
      subscriber,
      starting: this.#starting,
      stopping: this.#stopping,
      boundedness: this.#boundedness,
      deserializer,
      properties: this.#properties,
    });
  }

  #checkGroup(): void {
    if (this.#properties.get("group.id") !== undefined) return;
    const commits =
      booleanProperty(this.#properties, "enable.auto.commit", false) ||
      booleanProperty(this.#properties, "commit.offsets.on.checkpoint", false);
    if (commits) throw groupMissing("Property group.id is required when offset commit is enabled");
    if (this.#starting.needsGroup || this.#stopping?.needsGroup === true) {
      throw groupMissing("Property group.id is required when using committed offset for offsets initializer");
    }
  }

  #subscribe(mode: string, name: string, partitionsOf: Subscriber["partitionsOf"]): this {
    if (this.#subscriber !== null) {
      throw illegalState(
        `Cannot use ${mode} for consumption because a ${this.#subscriber.name} is already set for consumption.`,
        { hint: "Call one of setTopics, setTopicPattern and setPartitions, once." },
      );
    }
    this.#subscriber = { name, partitionsOf };
    return this;
  }
}

function required<V>(value: V | null, message: string): V {
  if (value !== null) return value;
  throw new EngineError({ code: "NULL_POINTER", message, flinkClass: "NullPointerException" });
}

function groupMissing(message: string): Error {
  return illegalState(message, { hint: 'Call setGroupId("...").' });
}
