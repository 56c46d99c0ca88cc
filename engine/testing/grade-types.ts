/**
 * What a graded run is compared with, and what the comparison says: plain data for views and reports.
 */
import type { PlainValue, SinkRowLike } from "./grade-row";

/**
 * `none`: rows are a multiset; `per-key`: rows of one key must come in the given order, keys may interleave;
 * `total`: the whole output must come in the given order.
 */
export type RowOrder = "none" | "per-key" | "total";

export type ExpectedRow = {
  readonly value: PlainValue;
  /** Event time in milliseconds; compared only where the sink says `compareTimestamps`. */
  readonly timestamp?: number;
  /** The sink's watermark must have reached this when the row comes, else it is too early. */
  readonly notBeforeWatermark?: number;
  /** The sink's watermark must not be beyond this when the row comes, else it is too late. */
  readonly notAfterWatermark?: number;
};

export type ExpectedSink = {
  readonly sink: string;
  readonly order: RowOrder;
  /** Columns that tell which row is meant, such as key and window; all columns when empty. */
  readonly identity: readonly string[];
  /** Columns of the key, for `per-key` order. */
  readonly key: readonly string[];
  /** Neighbouring expected rows that agree in these columns may change places; no ties when empty. */
  readonly ties: readonly string[];
  /** Columns that hold event times in milliseconds, for sentences and tables. */
  readonly timeFields: readonly string[];
  readonly compareTimestamps: boolean;
  /** With `at-least-once`, rows that a replay after a restore repeats are marked, but not wrong. */
  readonly delivery: "exactly-once" | "at-least-once";
  readonly rows: readonly ExpectedRow[];
};

export type RowClass =
  | "equal"
  | "missing"
  | "unexpected"
  | "different"
  | "misplaced"
  | "duplicate-after-restore"
  | "too-early"
  | "too-late";

export type VerdictRow = {
  readonly rowClass: RowClass;
  /** False for an equal row and for a duplicate that the delivery guarantee allows. */
  readonly wrong: boolean;
  readonly expected: ExpectedRow | null;
  readonly actual: SinkRowLike | null;
  /** Columns that differ, empty unless `different`; `TIMESTAMP_COLUMN` stands for the record's event time. */
  readonly differentFields: readonly string[];
  /** The step to look at in the trace: where the row was taken, or its record dropped; null where neither. */
  readonly step: number | null;
};

/** How a differing event time is named in `differentFields`. */
export const TIMESTAMP_COLUMN = "event time";

export type SinkVerdict = {
  readonly sink: string;
  readonly order: RowOrder;
  /** Columns of the table, in order. */
  readonly columns: readonly string[];
  readonly timeFields: readonly string[];
  readonly rows: readonly VerdictRow[];
  readonly counts: Readonly<Record<RowClass, number>>;
  readonly passed: boolean;
};

/** The first thing that is wrong, in one plain sentence, and where to look. */
export type FirstDifference = {
  readonly sentence: string;
  readonly sink: string;
  /** Index into the sink verdict's rows. */
  readonly rowIndex: number;
  readonly step: number | null;
};

export type Grade = {
  readonly passed: boolean;
  readonly sinks: readonly SinkVerdict[];
  readonly firstDifference: FirstDifference | null;
};

/** A record that some operator dropped as late, or sent to a side output. */
export type LateDrop = {
  readonly step: number;
  readonly timestamp: number;
  readonly watermark: number;
  readonly outcome: "dropped" | "side-output";
};

/** What the run's trace adds to the rows; empty lists where no trace was taken. */
export type GradeFacts = {
  /** Steps at which the job was restored, ascending. */
  readonly restoreSteps: readonly number[];
  readonly lateDrops: readonly LateDrop[];
};
