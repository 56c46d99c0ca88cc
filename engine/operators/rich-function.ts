/**
 * The life of a user function: `open` before the first record, `close` after the last, and the runtime context in
 * between. Answers to Flink's `RichFunction`, `AbstractRichFunction`, `RuntimeContext` and `TaskInfo`.
 */
import { illegalState } from "../core/index";
import type { MetricGroup } from "../metrics/index";
import type {
  AggregatingState,
  AggregatingStateDescriptor,
  ListState,
  ListStateDescriptor,
  MapState,
  MapStateDescriptor,
  ReducingState,
  ReducingStateDescriptor,
  ValueState,
  ValueStateDescriptor,
} from "../state/index";
import type { Accumulator, DoubleCounter, Histogram, IntCounter, LongCounter } from "./accumulators";

/** Where a function runs. Subtasks count from 0. */
export interface TaskInfo {
  /** The name of the task: the operators that share it. */
  getTaskName(): string;
  /** With the number of the subtask from 1, the number of subtasks and the attempt: `Map (2/4)#0`. */
  getTaskNameWithSubtasks(): string;
  getIndexOfThisSubtask(): number;
  getNumberOfParallelSubtasks(): number;
  getMaxNumberOfParallelSubtasks(): number;
  /** 0 for the first attempt, one more after each failure. */
  getAttemptNumber(): number;
}

/** Where a rich function gets its state, its place in the job and its accumulators. */
export interface RuntimeContext {
  readonly taskName: string;
  readonly indexOfThisSubtask: number;
  readonly numberOfParallelSubtasks: number;
  readonly maxNumberOfParallelSubtasks: number;
  readonly attemptNumber: number;
  getTaskInfo(): TaskInfo;
  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getAggregatingState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): AggregatingState<IN, OUT>;
  /** Adds an accumulator under a name that is new to the task; the others of a chain share it. */
  addAccumulator<V, R>(name: string, accumulator: Accumulator<V, R>): void;
  /** The accumulator of this name, or null. */
  getAccumulator<V, R>(name: string): Accumulator<V, R> | null;
  /** The counter of this name, made where there is none. */
  getIntCounter(name: string): IntCounter;
  getLongCounter(name: string): LongCounter;
  getDoubleCounter(name: string): DoubleCounter;
  getHistogram(name: string): Histogram;
  /** Where the function registers metrics of its own: counters, gauges, meters, histograms. */
  getMetricGroup(): MetricGroup;
  /**
   * Ours, not Flink's: the current call takes that much longer, in milliseconds of the virtual clock (fractions are added
   * up). The clock stands still within the call; then the subtask is busy, as it is in Flink while a function computes.
   * Errors: `IllegalArgumentException` for a time below 0.
   */
  simulateWork(millis: number): void;
}

/** What every object function may have besides its own method. */
export interface RichFunction {
  open?(context: RuntimeContext): void;
  close?(): void;
}

export abstract class AbstractRichFunction implements RichFunction {
  /** Set before `open`; read it through `getRuntimeContext()`. */
  runtimeContext!: RuntimeContext;

  /** Errors: `IllegalStateException` before `open`, as in a constructor. */
  getRuntimeContext(): RuntimeContext {
    if ((this.runtimeContext as RuntimeContext | undefined) === undefined) {
      throw illegalState("The runtime context has not been initialized.", {
        hint: "Ask for it in open() or later: the function is made where the program is written, not where it runs.",
      });
    }
    return this.runtimeContext;
  }

  open(_context: RuntimeContext): void {}
  close(): void {}
}
