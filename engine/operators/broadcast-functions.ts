/**
 * The contracts of functions over a stream and a broadcast one, with Flink's names. The broadcast side may write the
 * broadcast states that were named at `broadcast(...)`; the other side reads them.
 */
import type {
  AnyStateDescriptor,
  BroadcastState,
  MapStateDescriptor,
  ReadOnlyBroadcastState,
  StateOf,
} from "../state/index";
import type { TimeDomain, TimerService } from "./functions";
import { AbstractRichFunction } from "./rich-function";
import type { Collector, OutputTag } from "./output";

/** What both sides may do. Flink's `BaseBroadcastProcessFunction.BaseContext`. */
export interface BaseBroadcastContext {
  /**
   * The record's timestamp in milliseconds. A record without one: null, or `MIN_TIMESTAMP` on the broadcast side,
   * as in Flink.
   */
  timestamp(): number | null;
  currentProcessingTime(): number;
  currentWatermark(): number;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** Of a record of the stream that is not broadcast. Flink's `ReadOnlyContext`. */
export interface ReadOnlyBroadcastContext extends BaseBroadcastContext {
  /** A state that was not named at `broadcast(...)` is refused with `IllegalArgumentException`. */
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): ReadOnlyBroadcastState<K, V>;
}

/** Of a broadcast record. Flink's `Context`. */
export interface BroadcastContext extends BaseBroadcastContext {
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
}

/** Of a record of a keyed stream: the key and its timers. */
export interface KeyedReadOnlyBroadcastContext<K> extends ReadOnlyBroadcastContext {
  getCurrentKey(): K;
  timerService(): TimerService;
}

/** Of a timer. */
export interface BroadcastOnTimerContext<K> extends KeyedReadOnlyBroadcastContext<K> {
  timeDomain(): TimeDomain;
}

/** Called with each key that holds the state, and the state of that key. Flink's `KeyedStateFunction`. */
export type KeyedStateFunction<K, S> = (key: K, state: S) => void;

/** Of a broadcast record beside a keyed stream: it has no key, but may visit the state of every key of its subtask. */
export interface KeyedBroadcastContext<K> extends BroadcastContext {
  /**
   * Visits every key of this subtask that holds the state, in the order of Flink's state table. The keys are those
   * before the first visit, so the function may clear and add; the key visited last stays the current one.
   */
  applyToKeyedState<D extends AnyStateDescriptor>(descriptor: D, visit: KeyedStateFunction<K, StateOf<D>>): void;
}

/** Flink's `BroadcastProcessFunction`: for a stream without key. */
export abstract class BroadcastProcessFunction<IN1, IN2, OUT> extends AbstractRichFunction {
  abstract processElement(value: IN1, context: ReadOnlyBroadcastContext, out: Collector<OUT>): void;
  abstract processBroadcastElement(value: IN2, context: BroadcastContext, out: Collector<OUT>): void;
}

/** Flink's `KeyedBroadcastProcessFunction`: for a keyed stream, with state and timers per key. */
export abstract class KeyedBroadcastProcessFunction<K, IN1, IN2, OUT> extends AbstractRichFunction {
  abstract processElement(value: IN1, context: KeyedReadOnlyBroadcastContext<K>, out: Collector<OUT>): void;
  abstract processBroadcastElement(value: IN2, context: KeyedBroadcastContext<K>, out: Collector<OUT>): void;
  onTimer(_timestamp: number, _context: BroadcastOnTimerContext<K>, _out: Collector<OUT>): void {}
}
