/**
 * What is done with the contents of a window that fires. Answers to Flink's `ProcessWindowFunction`,
 * `WindowFunction`, their forms for windows over all records, and the adapters between them.
 */
import { unsupportedOperation } from "../core/index";
import { AbstractRichFunction, type Collector, type OutputTag, type RichFunction } from "../operators/index";
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
import type { Window } from "./window";

/** State of window functions: of this window, or of the key over all its windows. */
export interface KeyedStateStore {
  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getAggregatingState<IN, ACC, OUT>(descriptor: AggregatingStateDescriptor<IN, ACC, OUT>): AggregatingState<IN, OUT>;
}

/** What a process function may ask about the window that fires. */
export interface WindowContext<W extends Window> {
  window(): W;
  currentProcessingTime(): number;
  currentWatermark(): number;
  /** Of this key and window; refused for windows that merge. Must be cleared in `clear`. */
  windowState(): KeyedStateStore;
  /** Of this key, over all its windows. */
  globalState(): KeyedStateStore;
  /** Emits to a side output with the window's last timestamp. */
  output<X>(tag: OutputTag<X>, value: X): void;
}

export abstract class ProcessWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction {
  abstract process(key: KEY, context: WindowContext<W>, elements: Iterable<IN>, out: Collector<OUT>): void;
  /** Called when the window is cleaned up. */
  clear(_context: WindowContext<W>): void {}
}

export abstract class ProcessAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction {
  abstract process(context: WindowContext<W>, elements: Iterable<IN>, out: Collector<OUT>): void;
  clear(_context: WindowContext<W>): void {}
}

export interface WindowFunction<IN, OUT, KEY, W extends Window> extends RichFunction {
  apply(key: KEY, window: W, input: Iterable<IN>, out: Collector<OUT>): void;
}

export interface AllWindowFunction<IN, OUT, W extends Window> extends RichFunction {
  apply(window: W, values: Iterable<IN>, out: Collector<OUT>): void;
}

export type WindowFunctionLike<IN, OUT, KEY, W extends Window> =
  | WindowFunction<IN, OUT, KEY, W>
  | ((key: KEY, window: W, input: Iterable<IN>, out: Collector<OUT>) => void);

export type AllWindowFunctionLike<IN, OUT, W extends Window> =
  | AllWindowFunction<IN, OUT, W>
  | ((window: W, values: Iterable<IN>, out: Collector<OUT>) => void);

/** What a window operator calls, whichever form the user's function has. */
export interface InternalWindowFunction<IN, OUT, W extends Window> {
  /** The user's object, which may be rich; null where there is none. */
  readonly userFunction: unknown;
  process(key: unknown, context: WindowContext<W>, elements: Iterable<IN>, out: Collector<OUT>): void;
  clear(context: WindowContext<W>): void;
}

/** A process function, of keyed windows or of windows over all records. */
export function fromProcessFunction<IN, OUT, KEY, W extends Window>(
  userFunction: ProcessWindowFunction<IN, OUT, KEY, W> | ProcessAllWindowFunction<IN, OUT, W>,
): InternalWindowFunction<IN, OUT, W> {
  return {
    userFunction,
    process:
      userFunction instanceof ProcessAllWindowFunction
        ? (_key, context, elements, out) => userFunction.process(context, elements, out)
        : (key, context, elements, out) => userFunction.process(key as KEY, context, elements, out),
    clear: (context) => userFunction.clear(context),
  };
}

/** A window function, which sees the window but no context. */
export function fromWindowFunction<IN, OUT, KEY, W extends Window>(
  userFunction: WindowFunctionLike<IN, OUT, KEY, W>,
): InternalWindowFunction<IN, OUT, W> {
  const apply =
    typeof userFunction === "function"
      ? userFunction
      : (key: KEY, window: W, input: Iterable<IN>, out: Collector<OUT>) => userFunction.apply(key, window, input, out);
  return {
    userFunction,
    process: (key, context, elements, out) => apply(key as KEY, context.window(), elements, out),
    clear: () => undefined,
  };
}

/** A window function over all records. */
export function fromAllWindowFunction<IN, OUT, W extends Window>(
  userFunction: AllWindowFunctionLike<IN, OUT, W>,
): InternalWindowFunction<IN, OUT, W> {
  const apply =
    typeof userFunction === "function"
      ? userFunction
      : (window: W, values: Iterable<IN>, out: Collector<OUT>) => userFunction.apply(window, values, out);
  return {
    userFunction,
    process: (_key, context, elements, out) => apply(context.window(), elements, out),
    clear: () => undefined,
  };
}

/** Refuses reduce and aggregate functions that want a runtime context, as Flink does and in its words. */
export function refuseRichFunction(userFunction: unknown, message: string): void {
  if (typeof userFunction !== "object" || userFunction === null) return;
  if (!("open" in userFunction) && !("close" in userFunction)) return;
  throw unsupportedOperation(message, {
    hint: "A function with open or close is a rich one: give it beside as a ProcessWindowFunction, which may have state.",
  });
}
