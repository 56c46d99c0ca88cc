/**
 * A sink that writes topics. Answers to flink-connector-kafka's `KafkaSink` and `KafkaSinkBuilder`.
 */
import { EngineError, illegalState } from "../../core/index";
import { DeliveryGuarantee } from "../delivery-guarantee";
import type {
  Committer,
  CommitterInitContext,
  Sink,
  SupportsCommitter,
  SupportsWriterState,
  WriterInitContext,
} from "../sink";
import { KafkaCommitter } from "./kafka-committer";
import { KafkaProperties, millisProperty } from "./kafka-properties";
import type { KafkaRecordSerializer } from "./kafka-record-serialization";
import {
  ExactlyOnceKafkaWriter,
  type KafkaCommittable,
  type KafkaSinkWriter,
  KafkaWriter,
  type KafkaWriterSettings,
  type KafkaWriterState,
} from "./kafka-writer";
import type { KafkaBroker } from "./kafka-broker";
import { brokerOf, type SimulatedKafka } from "./simulated-kafka";

/** Flink's default of the producer's `transaction.timeout.ms`: one hour. */
const TRANSACTION_TIMEOUT_MILLIS_DEFAULT = 3_600_000;
const PREFIX_CHARACTERS_MAX = 64_000;

type KafkaSinkSettings<T> = KafkaWriterSettings<T> & { readonly transactionalIdPrefix: string | null };

export class KafkaSink<T>
  implements Sink<T>, SupportsWriterState<T, KafkaWriterState>, SupportsCommitter<KafkaCommittable>
{
  readonly #settings: KafkaSinkSettings<T>;

  constructor(settings: KafkaSinkSettings<T>) {
    this.#settings = settings;
  }

  static builder<T>(): KafkaSinkBuilder<T> {
    return new KafkaSinkBuilder<T>();
  }

  createWriter(context: WriterInitContext): KafkaSinkWriter<T> {
    return this.restoreWriter(context, []);
  }

  restoreWriter(context: WriterInitContext, recovered: readonly KafkaWriterState[]): KafkaSinkWriter<T> {
    const { transactionalIdPrefix, ...settings } = this.#settings;
    if (settings.guarantee !== DeliveryGuarantee.EXACTLY_ONCE || transactionalIdPrefix === null) {
      return new KafkaWriter<T>(settings, context);
    }
    return new ExactlyOnceKafkaWriter<T>(settings, transactionalIdPrefix, context, recovered);
  }

  createCommitter({ outside }: CommitterInitContext): Committer<KafkaCommittable> {
    const { guarantee, kafka, transactionTimeoutMillis } = this.#settings;
    if (guarantee === DeliveryGuarantee.EXACTLY_ONCE) {
      return new KafkaCommitter(kafka, transactionTimeoutMillis, outside);
    }
    return { commit: () => undefined };
  }
}

/** Flink's `KafkaSinkBuilder`. */
export class KafkaSinkBuilder<T> {
  #kafka: KafkaBroker | null = null;
  #guarantee: DeliveryGuarantee = DeliveryGuarantee.NONE;
  #transactionalIdPrefix: string | null = null;
  #serializer: KafkaRecordSerializer<T> | null = null;
  readonly #properties = new KafkaProperties();

  /** The broker to write to: an object here, where Flink has host names. */
  setBootstrapServers(kafka: SimulatedKafka): this {
    this.#kafka = brokerOf(kafka);
    return this;
  }

  /** Default: none, as in Flink. */
  setDeliveryGuarantee(guarantee: DeliveryGuarantee): this {
    this.#guarantee = guarantee;
    return this;
  }

  /** Needed for exactly-once; another one for each sink that writes to the broker, and the same after each restart. */
  setTransactionalIdPrefix(prefix: string): this {
    if (prefix.length > PREFIX_CHARACTERS_MAX) {
      throw illegalState(
        "The configured prefix is too long and the resulting transactionalIdPrefix might exceed Kafka's transactionalIdPrefix size.",
      );
    }
    this.#transactionalIdPrefix = prefix;
    return this;
  }

  /** What `KafkaRecordSerializationSchema.builder()` makes, or a function. */
  setRecordSerializer(serializer: KafkaRecordSerializer<T>): this {
    this.#serializer = serializer;
    return this;
  }

  /** Of the producer. Known: `transaction.timeout.ms` (default one hour), `linger.ms` (default 0). */
  setProperty(key: string, value: string): this {
    this.#properties.set(key, value);
    return this;
  }

  setKafkaProducerConfig(properties: Readonly<Record<string, string>>): this {
    for (const [key, value] of Object.entries(properties)) this.setProperty(key, value);
    return this;
  }

  /** Errors: `NullPointerException` for what is missing, `IllegalStateException` for exactly-once without prefix. */
  build(): KafkaSink<T> {
    const kafka = required(this.#kafka, "bootstrapServers", "setBootstrapServers(kafka)");
    const serialize = required(this.#serializer, "recordSerializer", "setRecordSerializer(...)");
    if (this.#guarantee === DeliveryGuarantee.EXACTLY_ONCE && this.#transactionalIdPrefix === null) {
      throw illegalState(
        "EXACTLY_ONCE delivery guarantee requires a transactionalIdPrefix to be set to provide unique transaction names across multiple KafkaSinks writing to the same Kafka cluster.",
        { hint: 'Call setTransactionalIdPrefix("...") with a name that no other sink uses.' },
      );
    }
    return new KafkaSink<T>({
      kafka,
      serialize,
      guarantee: this.#guarantee,
      transactionalIdPrefix: this.#transactionalIdPrefix,
      transactionTimeoutMillis: millisProperty(
        this.#properties,
        "transaction.timeout.ms",
        TRANSACTION_TIMEOUT_MILLIS_DEFAULT,
      ),
      lingerMillis: millisProperty(this.#properties, "linger.ms", 0),
    });
  }
}

function required<V>(value: V | null, message: string, call: string): V {
  if (value !== null) return value;
  throw new EngineError({
    code: "NULL_POINTER",
    message,
    flinkClass: "NullPointerException",
    hint: `Call ${call} before build().`,
  });
}
