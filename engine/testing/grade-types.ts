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
  /** The row may not be emitted before the sink's watermark has reached this; for `compareTimes`. */
  readonly notBeforeWatermark?: number;
  /** The row must be emitted before the sink's watermark goes beyond this; for `compareTimes`. */
  readonly notAfterWatermark?: number;
};

export type ExpectedSink = {
  readonly sink: string;
  readonly order: RowOrder;
  /** Fields that tell which row is meant (key and window); all fields when empty. */
  readonly identity: readonly string[];
  /** Fields of the key, for `per-key` order. */
  readonly key: readonly string[];
  readonly compareTimestamps: boolean;
  readonly compareTimes: boolean;
  /** Whether rows repeated by a replay after a restore count as wrong (`exactly-once`) or are only marked. */
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
  /** Names of the columns that differ; empty unless `different`. `timestamp` stands for the record's event time. */
  readonly differentFields: readonly string[];
  /** The step to look at in the trace: where the row was emitted, null where nothing was. */
  readonly step: number | null;
};

export type SinkVerdict = {
  readonly sink: string;
  readonly order: RowOrder;
  /** Columns of the table: field names of the rows, or `value` for rows that are no objects. */
  readonly columns: readonly string[];
  readonly rows: readonly VerdictRow[];
  readonly counts: Readonly<Record<RowClass, number>>;
  readonly passed: boolean;
};

/** The first thing that is wrong, in one plain sentence, and where to look. */
export type FirstDifference = {
  readonly sentence: string;
  readonly sink: string;
  readonly rowIndex: number;
  readonly step: number | null;
};

export type Grade = {
  readonly passed: boolean;
  readonly sinks: readonly SinkVerdict[];
  readonly firstDifference: FirstDifference | null;
};
