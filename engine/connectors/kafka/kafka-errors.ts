/**
 * What brokers and clients of the simulated Kafka throw: Kafka's exceptions by their class.
 */
import { EngineError } from "../../core/index";

export type KafkaExceptionName =
  | "InvalidTxnStateException"
  | "KafkaException"
  | "NoOffsetForPartitionException"
  | "OffsetOutOfRangeException"
  | "ProducerFencedException"
  | "UnknownTopicOrPartitionException";

export function kafkaError(name: KafkaExceptionName, message: string, hint: string): EngineError {
  const code = `KAFKA_${name
    .replace(/Exception$/, "")
    .replace(/(?!^)([A-Z])/g, "_$1")
    .toUpperCase()}`;
  return new EngineError({ code, message, hint, flinkClass: name });
}

/** Whether the error is Kafka's of that class. */
export function isKafkaError(error: unknown, name: KafkaExceptionName): boolean {
  return error instanceof EngineError && error.flinkClass === name;
}
