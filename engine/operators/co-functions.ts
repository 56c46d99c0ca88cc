/**
 * The contracts of functions over two connected streams, with Flink's names. Methods end in 1 for records of the
 * first input and in 2 for those of the second; both share the function's fields and its state.
 */
import type { KeyedProcessContext, OnTimerContext, ProcessContext, TimeDomain } from "./functions";
import { AbstractRichFunction, type RichFunction } from "./rich-function";
import type { Collector, OutputTag } from "./output";

/** Flink's `CoMapFunction`: one record out for each record in, whichever input it came by. */
export interface CoMapFunction<IN1, IN2, OUT> extends RichFunction {
  map1(value: IN1): OUT;
  map2(value: IN2): OUT;
}

/** Flink's `CoFlatMapFunction`: any number of records out for each record in. */
export interface CoFlatMapFunction<IN1, IN2, OUT> extends RichFunction {
  flatMap1(value: IN1, out: Collector<OUT>): void;
  flatMap2(value: IN2, out: Collector<OUT>): void;
}

/** The context of a timer of a `CoProcessFunction`: it does not tell the key. */
export interface CoOnTimerContext extends ProcessContext {
  timeDomain(): TimeDomain;
}

/**
 * Flink's `CoProcessFunction`. On two keyed streams it has keyed state and timers, though its contexts do not tell
 * the key; else its timer service refuses to register.
 */
export abstract class CoProcessFunction<IN1, IN2, OUT> extends AbstractRichFunction {
  abstract processElement1(value: IN1, context: ProcessContext, out: Collector<OUT>): void;
  abstract processElement2(value: IN2, context: ProcessContext, out: Collector<OUT>): void;
  onTimer(_timestamp: number, _context: CoOnTimerContext, _out: Collector<OUT>): void {}
}

/** Flink's `KeyedCoProcessFunction`: state and timers per key, shared by both inputs. Needs two keyed streams. */
export abstract class KeyedCoProcessFunction<K, IN1, IN2, OUT> extends AbstractRichFunction {
  abstract processElement1(value: IN1, context: KeyedProcessContext<K>, out: Collector<OUT>): void;
  abstract processElement2(value: IN2, context: KeyedProcessContext<K>, out: Collector<OUT>): void;
  onTimer(_timestamp: number, _context: OnTimerContext<K>, _out: Collector<OUT>): void {}
}

/** What a `ProcessJoinFunction` is told about a pair. Timestamps are milliseconds. */
export interface ProcessJoinContext {
  getLeftTimestamp(): number;
  getRightTimestamp(): number;
  /** The greater of the two, which is also the timestamp of what is emitted. */
  getTimestamp(): number;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** Flink's `ProcessJoinFunction`: called for each pair of an interval join. */
export abstract class ProcessJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction {
  abstract processElement(left: IN1, right: IN2, context: ProcessJoinContext, out: Collector<OUT>): void;
}
