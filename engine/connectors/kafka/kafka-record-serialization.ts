/**
 * How elements become records of topics. Answers to flink-connector-kafka's `KafkaRecordSerializationSchema` and its
 * builder.
 */
import { EngineError } from "../../core/index";
import type { ProducerRecord } from "./topic-partition";

/** A record with its topic; null writes nothing. */
export type SerializedRecord = ProducerRecord & { readonly topic: string };

export type KafkaSinkContext = {
  readonly parallelInstanceId: number;
  readonly numberOfParallelInstances: number;
  /** The numbers of the partitions of a topic. */
  getPartitionsForTopic(topic: string): readonly number[];
};

/** Makes the record of an element; `timestamp` is the element's in milliseconds, null for none. */
export type KafkaRecordSerializer<T> = (
  element: T,
  context: KafkaSinkContext,
  timestamp: number | null,
) => SerializedRecord | null;

/** Picks a partition. Flink's `KafkaPartitioner`. */
export type KafkaPartitioner<T> = (
  element: T,
  key: unknown,
  value: unknown,
  topic: string,
  partitions: readonly number[],
) => number;

export class KafkaRecordSerializationSchemaBuilder<T> {
  #topicOf: ((element: T) => string) | null = null;
  #keyOf: ((element: T) => unknown) | null = null;
  #valueOf: ((element: T) => unknown) | null = null;
  #partitionOf: KafkaPartitioner<T> | null = null;

  setTopic(topic: string): this {
    return this.setTopicSelector(() => topic);
  }

  setTopicSelector(topicSelector: (element: T) => string): this {
    this.#topicOf = topicSelector;
    return this;
  }

  /** Without it records have no key. */
  setKeySerializationSchema(keyOf: (element: T) => unknown): this {
    this.#keyOf = keyOf;
    return this;
  }

  setValueSerializationSchema(valueOf: (element: T) => unknown): this {
    this.#valueOf = valueOf;
    return this;
  }

  setPartitioner(partitioner: KafkaPartitioner<T>): this {
    this.#partitionOf = partitioner;
    return this;
  }

  /** Errors: `IllegalStateException` without topic or value. */
  build(): KafkaRecordSerializer<T> {
    const topicOf = required(this.#topicOf, "Topic selector must be configured.");
    const valueOf = required(this.#valueOf, "No value serializer is configured.");
    const keyOf = this.#keyOf;
    const partitionOf = this.#partitionOf;
    return (element, context, timestamp) => {
      const topic = topicOf(element);
      const key = keyOf === null ? null : keyOf(element);
      const value = valueOf(element);
      const partitions = partitionOf === null ? [] : context.getPartitionsForTopic(topic);
      return {
        topic,
        key,
        value,
        partition: partitionOf === null ? null : partitionOf(element, key, value, topic, partitions),
        timestamp: timestamp === null || timestamp < 0 ? null : timestamp,
      };
    };
  }
}

/** Flink's `KafkaRecordSerializationSchema`. */
export const KafkaRecordSerializationSchema = {
  builder: <T>(): KafkaRecordSerializationSchemaBuilder<T> => new KafkaRecordSerializationSchemaBuilder<T>(),
};

function required<V>(value: V | null, message: string): V {
  if (value !== null) return value;
  throw new EngineError({ code: "ILLEGAL_STATE", message, flinkClass: "IllegalStateException" });
}
