/**
 * The broker's side of transactions. Answers to Kafka's `TransactionCoordinator`: initializing fences and aborts what is
 * open under the id, ending writes a marker into each partition, a timeout aborts and raises the epoch.
 */
import type { ExpiredTransactions, OutsidePort } from "../../operators/index";
import { kafkaError } from "./kafka-errors";
import type { KafkaTrace } from "./kafka-trace";
import type { PartitionLog } from "./partition-log";
import { Transaction } from "./transaction";

export class TransactionCoordinator {
  readonly #maxTimeoutMillis: number;
  readonly #trace: KafkaTrace;
  readonly #transactions = new Map<string, Transaction>();
  readonly #ongoing = new Set<Transaction>();

  constructor(maxTimeoutMillis: number, trace: KafkaTrace) {
    this.#maxTimeoutMillis = maxTimeoutMillis;
    this.#trace = trace;
  }

  /** Every transactional id that was ever initialized, with its state. */
  get transactions(): readonly Transaction[] {
    return [...this.#transactions.values()];
  }

  /**
   * A producer begins to use the id: the epoch rises, what an older producer has open is aborted. Epoch 0: the id is new.
   * Errors: `KafkaException` for a timeout that the broker does not allow.
   */
  initialize(transactionalId: string, timeoutMillis: number, port: OutsidePort | null, nowMillis: number): Transaction {
    if (timeoutMillis > this.#maxTimeoutMillis || timeoutMillis <= 0)
      throw invalidTimeout(timeoutMillis, this.#maxTimeoutMillis);
    let transaction = this.#transactions.get(transactionalId);
    if (transaction === undefined) {
      transaction = new Transaction(transactionalId, this.#transactions.size);
      this.#transactions.set(transactionalId, transaction);
    }
    if (transaction.state === "ongoing") {
      transaction.epoch += 1;
      this.#trace.fenced(transaction, port);
      this.#finish(transaction, "aborted", { nowMillis, port });
    }
    transaction.epoch += 1;
    transaction.timeoutMillis = timeoutMillis;
    transaction.state = "empty";
    transaction.port = port;
    return transaction;
  }

  /** A record is about to be written: the transaction is open from its first one on. */
  beforeWrite(transaction: Transaction, nowMillis: number, port: OutsidePort | null): void {
    transaction.port = port;
    if (transaction.state === "ongoing") return;
    transaction.begin(nowMillis);
    this.#ongoing.add(transaction);
  }

  /**
   * Commits or aborts; the same again changes nothing.
   * Errors: `ProducerFencedException` for an older epoch, `InvalidTxnStateException` for the opposite of what it came to.
   */
  end(
    transactionalId: string,
    { producerId, epoch }: { readonly producerId: number; readonly epoch: number },
    result: "committed" | "aborted",
    by: { readonly nowMillis: number; readonly port: OutsidePort | null },
  ): void {
    const transaction = this.#transactions.get(transactionalId);
    if (transaction === undefined) throw invalidState(transactionalId, "is not known");
    transaction.checkProducer(producerId, epoch);
    if (transaction.state === result) return;
    if (transaction.state !== "ongoing") throw invalidState(transactionalId, `is ${transaction.state}`);
    this.#finish(transaction, result, by);
  }

  /** Aborts what has been open for longer than its timeout; whether there was any. */
  expireDue(nowMillis: number): boolean {
    const due = [...this.#ongoing].filter((transaction) => transaction.expiresAtMillis <= nowMillis);
    for (const transaction of due) this.#expire(transaction, nowMillis);
    return due.length > 0;
  }

  expire(which: ExpiredTransactions, nowMillis: number): number {
    const hit = [...this.#ongoing].filter((transaction) => isMeant(transaction, which));
    for (const transaction of hit) this.#expire(transaction, nowMillis);
    return hit.length;
  }

  /** When the next transaction times out, infinite for none. */
  nextExpiryAt(): number {
    return [...this.#ongoing].reduce(
      (min, { expiresAtMillis }) => Math.min(min, expiresAtMillis),
      Number.POSITIVE_INFINITY,
    );
  }

  #expire(transaction: Transaction, nowMillis: number): void {
    transaction.epoch += 1;
    this.#finish(transaction, "aborted", { nowMillis, port: transaction.port, hasExpired: true });
  }

  #finish(
    transaction: Transaction,
    result: "committed" | "aborted",
    by: { readonly nowMillis: number; readonly port: OutsidePort | null; readonly hasExpired?: boolean },
  ): void {
    transaction.state = result;
    this.#ongoing.delete(transaction);
    const logs = new Set<PartitionLog>();
    for (const { log, entry } of transaction.writes) {
      entry.state = by.hasExpired === true ? "expired" : result;
      logs.add(log);
    }
    for (const log of logs) {
      log.append({
        timestamp: by.nowMillis,
        key: null,
        value: null,
        transaction: transaction.transactionalId,
        record: 0,
        port: by.port,
        state: result === "committed" ? "commit" : "abort",
      });
    }
    this.#trace.ended(transaction, [...logs], by.port);
  }
}

function isMeant({ transactionalId, port }: Transaction, which: ExpiredTransactions): boolean {
  if ("transactionalId" in which) return transactionalId === which.transactionalId;
  return port?.operatorIndex === which.operatorIndex && port.subtaskIndex === which.subtaskIndex;
}

function invalidTimeout(timeoutMillis: number, maxMillis: number): Error {
  return kafkaError(
    "KafkaException",
    "Unexpected error in InitProducerIdResponse; The transaction timeout is larger than the maximum value allowed by the " +
      `broker (as configured by transaction.max.timeout.ms): ${timeoutMillis} ms, at most ${maxMillis} ms.`,
    'A KafkaSink asks for one hour unless told otherwise, brokers allow 15 minutes: setProperty("transaction.timeout.ms", "900000"), or raise the broker\'s maximum.',
  );
}

function invalidState(transactionalId: string, what: string): Error {
  return kafkaError(
    "InvalidTxnStateException",
    `The producer attempted a transactional operation in an invalid state: the transaction ${transactionalId} ${what}.`,
    "Most likely the transaction has been aborted in the meantime.",
  );
}
