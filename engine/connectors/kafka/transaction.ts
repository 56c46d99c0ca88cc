/**
 * One transactional id as the broker's coordinator knows it. Answers to Kafka's `TransactionMetadata`.
 *
 *   empty -> ongoing -> committed | aborted -> ongoing -> ...
 *
 * A producer is known by its id and epoch. Whoever initializes the id anew raises the epoch: older producers are fenced.
 */
import type { OutsidePort } from "../../operators/index";
import { kafkaError } from "./kafka-errors";
import type { LogEntry, PartitionLog } from "./partition-log";

export type TransactionState = "empty" | "ongoing" | "committed" | "aborted";

export class Transaction {
  /** -1: nobody has initialized the id yet. */
  epoch = -1;
  timeoutMillis = 0;
  state: TransactionState = "empty";
  /** When its first record came: the timeout counts from here. */
  startedAtMillis = 0;
  /** Who wrote last. */
  port: OutsidePort | null = null;
  #writes: { readonly log: PartitionLog; readonly entry: LogEntry }[] = [];

  constructor(
    readonly transactionalId: string,
    readonly producerId: number,
  ) {}

  get writes(): readonly { readonly log: PartitionLog; readonly entry: LogEntry }[] {
    return this.#writes;
  }

  get expiresAtMillis(): number {
    return this.startedAtMillis + this.timeoutMillis;
  }

  /** Errors: `ProducerFencedException` for a producer of an older epoch. */
  checkProducer(producerId: number, epoch: number): void {
    if (producerId === this.producerId && epoch === this.epoch) return;
    throw kafkaError(
      "ProducerFencedException",
      `There is a newer producer with the same transactionalId which fences the current one: ${this.transactionalId}, ` +
        `epoch ${epoch} of producer ${producerId}, the broker knows epoch ${this.epoch} of producer ${this.producerId}.`,
      "Another producer initialized this transactional id, or the transaction timed out: give each sink a prefix of its own, and a transaction.timeout.ms longer than checkpoints and restarts take.",
    );
  }

  add(log: PartitionLog, entry: LogEntry): void {
    this.#writes.push({ log, entry });
  }

  begin(nowMillis: number): void {
    this.state = "ongoing";
    this.startedAtMillis = nowMillis;
    this.#writes = [];
  }
}
