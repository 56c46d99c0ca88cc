/**
 * A producer of the sink. Answers to Kafka's `KafkaProducer` and flink-connector-kafka's `FlinkKafkaInternalProducer`:
 * records wait in its buffer for `linger.ms`, which is 0 unless set; what waits when it is closed is lost.
 */
import { assert, EngineError } from "../../core/index";
import type { OutsidePort } from "../../operators/index";
import type { ProcessingTimeService, ScheduledCallback } from "../../time/index";
import type { KafkaBroker } from "./kafka-broker";
import type { ProducerRecord } from "./topic-partition";
import type { Transaction } from "./transaction";

export type KafkaProducerSettings = {
  readonly kafka: KafkaBroker;
  readonly transactionTimeoutMillis: number;
  readonly lingerMillis: number;
  readonly outside: OutsidePort;
  readonly processingTimeService: ProcessingTimeService;
};

/** A producer's part in a transaction: `data` once a record was sent. */
type Phase = "none" | "begun" | "data" | "precommitted";

type Buffered = { readonly topic: string; readonly record: ProducerRecord; readonly identity: number };

export class KafkaProducer {
  readonly #settings: KafkaProducerSettings;
  #transaction: Transaction | null = null;
  #epoch = -1;
  #phase: Phase = "none";
  #buffer: Buffered[] = [];
  #timer: ScheduledCallback | null = null;

  constructor(settings: KafkaProducerSettings) {
    this.#settings = settings;
    settings.kafka.connect(settings.outside);
  }

  get transactionalId(): string {
    return this.#required.transactionalId;
  }
  get producerId(): number {
    return this.#required.producerId;
  }
  get epoch(): number {
    return this.#epoch;
  }
  get hasRecordsInTransaction(): boolean {
    return this.#phase === "data";
  }

  /** Takes a transactional id: fences whoever had it, aborts what was open under it. */
  initTransactions(transactionalId: string): void {
    const { kafka, transactionTimeoutMillis, outside } = this.#settings;
    const { coordinator } = kafka;
    this.#transaction = coordinator.initialize(transactionalId, transactionTimeoutMillis, outside, kafka.now());
    this.#epoch = this.#transaction.epoch;
    this.#phase = "none";
  }

  beginTransaction(): void {
    this.#phase = "begun";
  }

  send(topic: string, record: ProducerRecord): void {
    if (this.#phase === "begun") this.#phase = "data";
    const { outside, lingerMillis, processingTimeService } = this.#settings;
    this.#buffer.push({
      topic,
      record: { ...record, timestamp: record.timestamp ?? outside.now() },
      identity: outside.currentRecord,
    });
    if (lingerMillis === 0) this.flush();
    else this.#timer ??= processingTimeService.registerTimer(outside.now() + lingerMillis - 1, () => this.flush());
  }

  /** Sends what waits. Errors: `IOException` where the broker refuses it. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = null;
    const buffered = this.#buffer;
    this.#buffer = [];
    try {
      for (const each of buffered) this.#append(each);
    } catch (cause) {
      throw sendFailed(cause);
    }
  }

  precommitTransaction(): void {
    assert(this.#phase === "data", "a transaction with records is pre-committed");
    this.#phase = "precommitted";
  }

  abortTransaction(): void {
    const { kafka, outside } = this.#settings;
    this.#buffer = [];
    this.#phase = "none";
    const { transactionalId, producerId, epoch } = this;
    if (this.#required.state === "empty") return;
    kafka.endTransaction(transactionalId, { producerId, epoch }, "aborted", outside);
  }

  /** At once: what waits in the buffer is lost. */
  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#buffer = [];
  }

  #append({ topic, record, identity }: Buffered): void {
    const { kafka, outside } = this.#settings;
    const by = { port: outside, record: identity };
    if (this.#transaction === null) {
      kafka.advance();
      kafka.append(topic, record, { ...by, transaction: null });
      return;
    }
    const { producerId } = this.#transaction;
    kafka.appendToTransaction(this.#transaction, { producerId, epoch: this.#epoch }, topic, record, by);
  }

  get #required(): Transaction {
    assert(this.#transaction !== null, "the producer is transactional");
    return this.#transaction;
  }
}

function sendFailed(cause: unknown): EngineError {
  const what = cause instanceof Error ? ` ${cause.message}` : "";
  return new EngineError({
    code: "KAFKA_SEND_FAILED",
    message: `One or more Kafka Producer send requests have encountered exception.${what}`,
    hint:
      cause instanceof EngineError && cause.hint !== null
        ? cause.hint
        : "Look at the cause; the job restarts from its latest checkpoint.",
    flinkClass: "IOException",
    cause,
  });
}
