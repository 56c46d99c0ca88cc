/**
 * The contracts of user functions, with Flink's names. A function may be given as a plain function where
 * Flink takes a lambda, or as an object; objects may be rich: `open(context)` and `close()`.
 */
import type { OperatorStateStore } from "../state/index";
import type { Collector, OutputTag } from "./output";
import { AbstractRichFunction, type RichFunction } from "./rich-function";

export type { RichFunction, RuntimeContext, TaskInfo } from "./rich-function";

/**
 * What a process function may have besides: state of the subtask itself, without key. Answers to Flink's
 * `CheckpointedFunction`; `initializeState` is called before `open`, also at the first start.
 */
export interface CheckpointedFunction {
  initializeState?(operatorState: OperatorStateStore): void;
  /** Called before the operator state is written into a checkpoint. */
  snapshotState?(checkpointId: number): void;
}

/**
 * What a process function may have besides: it hears what became of checkpoints. Answers to Flink's `CheckpointListener`.
 * A notification may be left out, and is then covered by a later one.
 */
export interface CheckpointListener {
  /** The checkpoint is complete: every task has written its part. */
  notifyCheckpointComplete?(checkpointId: number): void;
  /** The checkpoint was given up, and is never restored. */
  notifyCheckpointAborted?(checkpointId: number): void;
}

export interface MapFunction<IN, OUT> extends RichFunction {
  map(value: IN): OUT;
}
export interface FlatMapFunction<IN, OUT> extends RichFunction {
  flatMap(value: IN, out: Collector<OUT>): void;
}
export interface FilterFunction<T> extends RichFunction {
  filter(value: T): boolean;
}
export interface ReduceFunction<T> extends RichFunction {
  reduce(a: T, b: T): T;
}
export type KeySelector<T, K> = (value: T) => K;

/** A function object, or the plain function that Flink would take as a lambda. */
export type MapLike<IN, OUT> = MapFunction<IN, OUT> | ((value: IN) => OUT);
export type FlatMapLike<IN, OUT> = FlatMapFunction<IN, OUT> | ((value: IN, out: Collector<OUT>) => void);
export type FilterLike<T> = FilterFunction<T> | ((value: T) => boolean);
export type ReduceLike<T> = ReduceFunction<T> | ((a: T, b: T) => T);

export interface TimerService {
  currentProcessingTime(): number;
  currentWatermark(): number;
  registerEventTimeTimer(timestamp: number): void;
  registerProcessingTimeTimer(timestamp: number): void;
  deleteEventTimeTimer(timestamp: number): void;
  deleteProcessingTimeTimer(timestamp: number): void;
}

export interface ProcessContext {
  /** The record's timestamp in milliseconds; null where it has none. */
  timestamp(): number | null;
  timerService(): TimerService;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** Flink's `ProcessFunction`: a function without key; its timer service refuses to register. */
export abstract class ProcessFunction<IN, OUT> extends AbstractRichFunction {
  abstract processElement(value: IN, context: ProcessContext, out: Collector<OUT>): void;
}

export interface KeyedProcessContext<K> extends ProcessContext {
  getCurrentKey(): K;
}

export type TimeDomain = "EVENT_TIME" | "PROCESSING_TIME";

export interface OnTimerContext<K> extends KeyedProcessContext<K> {
  timeDomain(): TimeDomain;
}

/** Flink's `KeyedProcessFunction`: state and timers per key. */
export abstract class KeyedProcessFunction<K, IN, OUT> extends AbstractRichFunction {
  abstract processElement(value: IN, context: KeyedProcessContext<K>, out: Collector<OUT>): void;
  onTimer(_timestamp: number, _context: OnTimerContext<K>, _out: Collector<OUT>): void {}
}
