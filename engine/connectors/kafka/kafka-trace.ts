/**
 * What the simulated Kafka tells of itself: events in the trace of the run, the plain listing, and complaints.
 *
 * Of each record its last event holds: `written` in an open transaction or `appended`, then `committed` (again, with
 * `visible`, when an earlier transaction no longer hides it), `aborted`, `expired` or `deleted`.
 */
import { preview } from "../../core/index";
import type { OutsideEntry, OutsidePort, OutsideView } from "../../operators/index";
import { isMarker, type LogEntry, type PartitionLog } from "./partition-log";
import type { Transaction } from "./transaction";

export const KAFKA_SYSTEM = "kafka";

export class KafkaTrace {
  readonly messages: string[] = [];
  #port: OutsidePort | null = null;

  connect(port: OutsidePort): void {
    this.#port = port;
  }

  written(log: PartitionLog, entry: LogEntry): void {
    const isVisible = log.isVisible(entry);
    log.takeNewlyVisible();
    this.#report(entry.port, log, entry, entry.state === "open" ? "written" : "appended", isVisible);
  }

  deleted(log: PartitionLog, entry: LogEntry): void {
    if (!isMarker(entry)) this.#report(entry.port ?? this.#port, log, entry, "deleted", false);
  }

  /** The transaction is over: its records, and what it had hidden. */
  ended(transaction: Transaction, logs: readonly PartitionLog[], port: OutsidePort | null): void {
    const own = new Set<LogEntry>();
    for (const { log, entry } of transaction.writes) {
      own.add(entry);
      this.#report(port ?? this.#port, log, entry, entry.state, log.isVisible(entry));
    }
    for (const log of logs) {
      for (const entry of log.takeNewlyVisible()) {
        if (!own.has(entry)) this.#report(entry.port ?? this.#port, log, entry, entry.state, true);
      }
    }
  }

  /** A newer producer shuts the older one out. */
  fenced({ transactionalId }: Transaction, port: OutsidePort | null): void {
    reportTransaction(port ?? this.#port, transactionalId, "fenced");
  }

  view(logs: readonly PartitionLog[]): OutsideView {
    const entries = logs.flatMap((log) => log.entries.map((entry) => viewOf(log, entry)));
    return { system: KAFKA_SYSTEM, entries, messages: [...this.messages] };
  }

  #report(port: OutsidePort | null, log: PartitionLog, entry: LogEntry, effect: string, visible: boolean): void {
    if (port === null || !port.isWatched) return;
    port.report({
      system: KAFKA_SYSTEM,
      place: log.topicPartition.toString(),
      effect,
      transaction: entry.transaction,
      record: entry.record,
      position: entry.offset,
      value: preview(entry.value),
      visible,
    });
  }
}

/** What happens to a transaction as a whole. */
export function reportTransaction(port: OutsidePort | null, transaction: string, effect: string): void {
  if (port === null || !port.isWatched) return;
  port.report({
    system: KAFKA_SYSTEM,
    place: "",
    effect,
    transaction,
    record: 0,
    position: -1,
    value: "",
    visible: false,
  });
}

function viewOf(log: PartitionLog, entry: LogEntry): OutsideEntry {
  const { offset: position, key, value, transaction } = entry;
  const isRecord = !isMarker(entry);
  return {
    place: log.topicPartition.toString(),
    position,
    key: key === null ? "" : preview(key),
    value: isRecord ? preview(value) : "",
    state: entry.state === "open" ? "written" : isRecord ? entry.state : `${entry.state} marker`,
    transaction,
    visible: log.isVisible(entry),
    readable: isRecord,
  };
}
