/**
 * A Kafka-like log outside of jobs, its source and its sink.
 */
export type { ConsumerGroups } from "./consumer-groups";
export { KafkaConsumer, type KafkaConsumerOptions } from "./kafka-consumer";
export {
  type KafkaPartitioner,
  KafkaRecordSerializationSchema,
  type KafkaRecordSerializationSchemaBuilder,
  type KafkaRecordSerializer,
  type KafkaSinkContext,
  type SerializedRecord,
} from "./kafka-record-serialization";
export { KafkaSink, KafkaSinkBuilder } from "./kafka-sink";
export { KafkaSource, KafkaSourceBuilder } from "./kafka-source";
export type { KafkaDeserializer } from "./kafka-source-reader";
export type { KafkaCommittable, KafkaWriterState } from "./kafka-writer";
export { OffsetResetStrategy } from "./offset-reset";
export { OffsetsInitializer } from "./offsets-initializer";
export { SimulatedKafka, type SimulatedKafkaOptions, type TopicOptions } from "./simulated-kafka";
export { type ConsumerRecord, type IsolationLevel, type ProducerRecord, TopicPartition } from "./topic-partition";
