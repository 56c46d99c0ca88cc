/**
 * What is counted of each operator subtask in its current attempt, and the totals over all subtasks and attempts.
 * A restarted subtask counts from 0 again, as Flink's metrics do; the totals keep what earlier attempts counted.
 */
import { MIN_TIMESTAMP } from "../core/index";

/** Counters of one attempt of an operator's subtask, written where records and watermarks pass. */
export type OperatorCounts = {
  recordsIn: number;
  recordsOut: number;
  lateRecordsDropped: number;
  /** The last watermark of each input, the only one's first. */
  inputWatermark: number;
  inputWatermark2: number;
  outputWatermark: number;
};

/** Totals of one operator. */
export type OperatorTotals = {
  readonly recordsIn: number;
  readonly recordsOut: number;
  readonly lateRecordsDropped: number;
};

const NOTHING: OperatorTotals = { recordsIn: 0, recordsOut: 0, lateRecordsDropped: 0 };

type Subtasks = { former: OperatorTotals; readonly current: Map<number, OperatorCounts> };

export class OperatorCountsTable {
  readonly #operators = new Map<number, Subtasks>();

  /** Counts for a new attempt of a subtask. */
  open(operator: number, subtask: number): OperatorCounts {
    let subtasks = this.#operators.get(operator);
    if (subtasks === undefined) {
      subtasks = { former: NOTHING, current: new Map() };
      this.#operators.set(operator, subtasks);
    }
    const earlier = subtasks.current.get(subtask);
    if (earlier !== undefined) subtasks.former = add(subtasks.former, earlier);
    const counts: OperatorCounts = {
      recordsIn: 0,
      recordsOut: 0,
      lateRecordsDropped: 0,
      inputWatermark: MIN_TIMESTAMP,
      inputWatermark2: MIN_TIMESTAMP,
      outputWatermark: MIN_TIMESTAMP,
    };
    subtasks.current.set(subtask, counts);
    return counts;
  }

  /** Over all subtasks and attempts of an operator. */
  total(operator: number): OperatorTotals {
    const subtasks = this.#operators.get(operator);
    return subtasks === undefined ? NOTHING : [...subtasks.current.values()].reduce(add, subtasks.former);
  }
}

function add(a: OperatorTotals, b: OperatorTotals): OperatorTotals {
  return {
    recordsIn: a.recordsIn + b.recordsIn,
    recordsOut: a.recordsOut + b.recordsOut,
    lateRecordsDropped: a.lateRecordsDropped + b.lateRecordsDropped,
  };
}
