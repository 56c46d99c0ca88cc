/**
 * Commits the transactions of the sink. Answers to flink-connector-kafka's `KafkaCommitter`. A commit may come again after
 * a restore; a transaction that is fenced or was aborted in the meantime is lost, which is logged and nothing more.
 */
import { EngineError } from "../../core/index";
import type { OutsidePort } from "../../operators/index";
import type { Committer, CommitRequest } from "../sink";
import { isKafkaError } from "./kafka-errors";
import { reportTransaction } from "./kafka-trace";
import type { KafkaCommittable } from "./kafka-writer";
import type { KafkaBroker } from "./kafka-broker";

export class KafkaCommitter implements Committer<KafkaCommittable> {
  readonly #kafka: KafkaBroker;
  readonly #transactionTimeoutMillis: number;
  readonly #outside: OutsidePort;

  constructor(kafka: KafkaBroker, transactionTimeoutMillis: number, outside: OutsidePort) {
    this.#kafka = kafka;
    this.#transactionTimeoutMillis = transactionTimeoutMillis;
    this.#outside = outside;
    kafka.connect(outside);
  }

  commit(requests: readonly CommitRequest<KafkaCommittable>[]): void {
    for (const request of requests) {
      const { transactionalId, producerId, epoch } = request.getCommittable();
      try {
        this.#kafka.endTransaction(transactionalId, { producerId, epoch }, "committed", this.#outside);
      } catch (error) {
        this.#onFailure(request, error);
      }
    }
  }

  #onFailure(request: CommitRequest<KafkaCommittable>, error: unknown): void {
    const { transactionalId } = request.getCommittable();
    if (isKafkaError(error, "ProducerFencedException")) {
      this.#kafka.warn(
        `Unable to commit transaction (${transactionalId}) because its producer is already fenced: another producer uses the ` +
          `same transactional.id, or recovery took longer than transaction.timeout.ms (${this.#transactionTimeoutMillis} ms). ` +
          "In both cases this most likely signals data loss.",
      );
    } else if (isKafkaError(error, "InvalidTxnStateException")) {
      this.#kafka.warn(
        `Unable to commit transaction (${transactionalId}) because it's in an invalid state. Most likely the transaction has ` +
          "been aborted for some reason: its records are lost.",
      );
    } else {
      request.signalFailedWithUnknownReason(error instanceof EngineError ? error : new Error(String(error)));
      return;
    }
    reportTransaction(this.#outside, transactionalId, "fenced");
    request.signalFailedWithKnownReason(error);
  }
}
