/**
 * How operators, and what they build, reach the world outside of the job: brokers, databases, file systems. Such a
 * system is made by the program and lives longer than any task, so what it schedules is the run's, not the task's.
 */
import type { ScheduledCallback } from "../time/index";
import type { TraceEventBody } from "../trace/index";

type OutsideChanged = Extract<TraceEventBody, { readonly kind: "outside-changed" }>;

/** What happened in an outside system; see `outside-changed` in the trace. `record` is the one at hand unless given. */
export type OutsideChange = Omit<OutsideChanged, "kind" | "operator" | "subtask" | "record"> & {
  readonly record?: number;
};

/** One line of what an outside system holds at this moment. */
export type OutsideEntry = {
  /** The partition, table, file or URL. */
  readonly place: string;
  /** Offset, row or line in that place. */
  readonly position: number;
  readonly key: string;
  readonly value: string;
  /** In what state the entry is, in the words of the trace's `effect`. */
  readonly state: string;
  /** The transaction that it belongs to, empty for none. */
  readonly transaction: string;
  /** Whether a reader who trusts only what is committed sees it now. */
  readonly visible: boolean;
  /** Whether a reader who takes everything sees it now. */
  readonly readable: boolean;
};

/** Everything that an outside system holds, as plain data, and what it complained about. */
export type OutsideView = {
  readonly system: string;
  readonly entries: readonly OutsideEntry[];
  readonly messages: readonly string[];
};

/** A system outside of the job. */
export interface OutsideSystem {
  outsideView(): OutsideView;
  /** The fault "expire-transaction": ends an open transaction as its timeout would; how many were ended. */
  expireTransactions?(which: ExpiredTransactions): number;
}

/** One transaction by its id, or those that a subtask of an operator has opened. */
export type ExpiredTransactions =
  | { readonly transactionalId: string }
  | { readonly operatorIndex: number; readonly subtaskIndex: number };

/** The line of one operator's subtask to the world outside. */
export interface OutsidePort {
  readonly operatorIndex: number;
  readonly subtaskIndex: number;
  /** Whether anybody looks: `report` does nothing otherwise. */
  readonly isWatched: boolean;
  /** The identity of the record being processed, 0 for none. */
  readonly currentRecord: number;
  /** The run's clock, in milliseconds. */
  now(): number;
  /** Runs when the clock reads `atMillis`, whatever has become of the task by then. */
  schedule(atMillis: number, callback: () => void): ScheduledCallback;
  /** Makes the system known to the run: it is listed, and faults can reach it. Again and again is once. */
  connect(system: OutsideSystem): void;
  /** Writes the change into the trace. */
  report(change: OutsideChange): void;
}
