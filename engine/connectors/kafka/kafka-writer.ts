/**
 * The writers of the sink. Answers to flink-connector-kafka's `KafkaWriter` and `ExactlyOnceKafkaWriter` with incrementing
 * transaction names: the records of checkpoint n of a subtask are in the transaction `prefix-subtask-n`. A writer that
 * starts aborts what earlier attempts left open behind the restored checkpoint, by taking those names until one is new.
 */
import { preview } from "../../core/index";
import type { CommittingSinkWriter, SinkWriterContext, StatefulSinkWriter, WriterInitContext } from "../sink";
import type { DeliveryGuarantee } from "../delivery-guarantee";
import { KafkaProducer, type KafkaProducerSettings } from "./kafka-producer";
import type { KafkaRecordSerializer, KafkaSinkContext } from "./kafka-record-serialization";
import { reportTransaction } from "./kafka-trace";
import type { KafkaBroker } from "./kafka-broker";

/** A transaction to be committed, plain: whoever commits resumes it by producer id and epoch. */
export type KafkaCommittable = {
  readonly producerId: number;
  readonly epoch: number;
  readonly transactionalId: string;
};

export type KafkaWriterState = { readonly transactionalIdPrefix: string; readonly subtaskId: number };

export type KafkaWriterSettings<T> = {
  readonly kafka: KafkaBroker;
  readonly guarantee: DeliveryGuarantee;
  readonly serialize: KafkaRecordSerializer<T>;
  readonly transactionTimeoutMillis: number;
  readonly lingerMillis: number;
};

export type KafkaSinkWriter<T> = CommittingSinkWriter<T, KafkaCommittable> & StatefulSinkWriter<T, KafkaWriterState>;

/** Without transactions: `flush` at checkpoints, unless nothing is guaranteed. */
export class KafkaWriter<T> implements KafkaSinkWriter<T> {
  protected readonly settings: KafkaWriterSettings<T>;
  protected readonly context: WriterInitContext;
  protected producer: KafkaProducer;
  readonly #sinkContext: KafkaSinkContext;

  constructor(settings: KafkaWriterSettings<T>, context: WriterInitContext) {
    this.settings = settings;
    this.context = context;
    this.producer = this.createProducer();
    this.#sinkContext = {
      parallelInstanceId: context.indexOfThisSubtask,
      numberOfParallelInstances: context.numberOfParallelSubtasks,
      getPartitionsForTopic: (topic) => settings.kafka.partitionsOf(topic).map(({ partition }) => partition),
    };
  }

  write(element: T, context: SinkWriterContext): void {
    const record = this.settings.serialize(element, this.#sinkContext, context.timestamp());
    if (record !== null) this.producer.send(record.topic, record);
  }

  flush(endOfInput: boolean): void {
    if (this.settings.guarantee !== "none" || endOfInput) this.producer.flush();
  }

  prepareCommit(): readonly KafkaCommittable[] {
    return [];
  }

  snapshotState(_checkpointId: number): readonly KafkaWriterState[] {
    return [];
  }

  close(): void {
    this.producer.close();
  }

  protected createProducer(): KafkaProducer {
    const { kafka, transactionTimeoutMillis, lingerMillis } = this.settings;
    const { outside, processingTimeService } = this.context;
    const settings: KafkaProducerSettings = {
      kafka,
      transactionTimeoutMillis,
      lingerMillis,
      outside,
      processingTimeService,
    };
    return new KafkaProducer(settings);
  }
}

/** One transaction for each checkpoint. */
export class ExactlyOnceKafkaWriter<T> extends KafkaWriter<T> {
  readonly #prefix: string;
  /** Of the transaction that was named last. */
  #lastCheckpointId: number;

  constructor(
    settings: KafkaWriterSettings<T>,
    transactionalIdPrefix: string,
    context: WriterInitContext,
    recovered: readonly KafkaWriterState[],
  ) {
    super(settings, context);
    this.#prefix = transactionalIdPrefix;
    const restoredCheckpointId = context.restoredCheckpointId ?? 0;
    this.#lastCheckpointId = restoredCheckpointId;
    const formerPrefix = recovered[0]?.transactionalIdPrefix ?? transactionalIdPrefix;
    for (const prefix of new Set([transactionalIdPrefix, formerPrefix])) {
      this.#abortLingering(prefix, restoredCheckpointId + 1);
    }
    this.#startTransaction(restoredCheckpointId + 1);
  }

  override prepareCommit(): readonly KafkaCommittable[] {
    const { producer, context } = this;
    if (!producer.hasRecordsInTransaction) return [];
    const { producerId, epoch, transactionalId } = producer;
    producer.precommitTransaction();
    reportTransaction(context.outside, transactionalId, "pre-committed");
    return [{ producerId, epoch, transactionalId }];
  }

  override snapshotState(checkpointId: number): readonly KafkaWriterState[] {
    this.#startTransaction(checkpointId + 1);
    return [{ transactionalIdPrefix: this.#prefix, subtaskId: this.context.indexOfThisSubtask }];
  }

  /** Best effort: a transaction that the broker has ended already stays as it is. */
  override close(): void {
    try {
      if (this.producer.hasRecordsInTransaction) this.producer.abortTransaction();
    } catch (error) {
      this.settings.kafka.warn(`Could not abort ${this.producer.transactionalId}: ${preview(error)}`);
    }
    super.close();
  }

  /** Names of checkpoints that came to nothing are taken as well, so that the names have no gap. */
  #startTransaction(checkpointId: number): void {
    const producer = this.createProducer();
    for (let id = this.#lastCheckpointId + 1; id <= checkpointId; id += 1) {
      producer.initTransactions(transactionalIdOf(this.#prefix, this.context.indexOfThisSubtask, id));
    }
    this.#lastCheckpointId = checkpointId;
    producer.beginTransaction();
    this.producer = producer;
  }

  /** Of subtasks that are not there any more as well: subtask i cleans up for i, i + parallelism, and so on. */
  #abortLingering(prefix: string, firstCheckpointId: number): void {
    const { indexOfThisSubtask, numberOfParallelSubtasks } = this.context;
    for (let subtask = indexOfThisSubtask; ; subtask += numberOfParallelSubtasks) {
      if (this.#abortOfSubtask(prefix, subtask, firstCheckpointId) === 0) return;
    }
  }

  /** How many names had been used. */
  #abortOfSubtask(prefix: string, subtask: number, firstCheckpointId: number): number {
    const producer = this.createProducer();
    for (let used = 0; ; used += 1) {
      producer.initTransactions(transactionalIdOf(prefix, subtask, firstCheckpointId + used));
      if (producer.epoch === 0) return used;
    }
  }
}

/** Flink's `TransactionalIdFactory`. */
function transactionalIdOf(prefix: string, subtask: number, checkpointId: number): string {
  return `${prefix}-${subtask}-${checkpointId}`;
}
