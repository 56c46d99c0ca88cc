/**
 * The contents of windows with an evictor: always the list of all records with their timestamps. At each firing
 * the evictor takes out what has to go, the function sees what is left (reductions and aggregations are computed
 * anew over it), the evictor may take out more, and what remains is written back. Answers to Flink's
 * `EvictingWindowOperator`.
 */
import { type Collector, guardBinary, type OperatorContext, type ReduceFunction } from "../operators/index";
import { type AggregateFunction, ListStateDescriptor, type WindowContents } from "../state/index";
import { EvictableElements, type Evictor, type EvictorContext, type TimestampedValue } from "./evictor";
import { ownInstance } from "./own-instance";
import type { Window } from "./window";
import type { InternalWindowFunction, WindowContext } from "./window-functions";
import { traceEvicted } from "./window-trace";
import { guardAggregate, WINDOW_CONTENTS, type WindowPane, type WindowPaneFactory } from "./window-pane";

/** An element as it is kept: with its identity in the trace, 0 while nothing is traced. */
type KeptElement<IN> = TimestampedValue<IN> & { readonly record: number };

/** What the elements that are left are turned into before the function sees them. */
export type Recompute<IN> = (context: OperatorContext<never>) => (values: readonly IN[]) => readonly unknown[];

/** The values as they are. */
export function recomputeNothing<IN>(): Recompute<IN> {
  return () => (values) => values;
}

/** One value: the reduction; of nothing it is null, which is emitted, as in Flink. */
export function recomputeReduce<IN>(reduce: ReduceFunction<IN>): Recompute<IN> {
  return (context) => {
    const guarded = guardBinary(context, (a: IN, b: IN) => reduce.reduce(a, b), "second");
    return (values) => {
      let result: IN | null = null;
      for (const value of values) result = result === null ? value : guarded(result, value);
      return [result];
    };
  };
}

/** One value: the result of the aggregation; of nothing it is that of the empty accumulator. */
export function recomputeAggregate<IN, ACC, RES>(aggregate: AggregateFunction<IN, ACC, RES>): Recompute<IN> {
  return (context) => {
    const guarded = guardAggregate(context, aggregate);
    return (values) => {
      let accumulator = guarded.createAccumulator();
      for (const value of values) accumulator = guarded.add(value, accumulator);
      return [guarded.getResult(accumulator)];
    };
  };
}

/** A pane with an evictor in front of and behind the function. */
export function evictingPane<IN, OUT, W extends Window>(
  evictor: Evictor<IN, W>,
  recompute: Recompute<IN>,
): WindowPaneFactory<IN, OUT, W> {
  return (context, windowFunction) =>
    new EvictingPane(context, windowFunction, ownInstance(evictor), recompute(context));
}

class EvictingPane<IN, OUT, W extends Window> implements WindowPane<IN, OUT, W>, EvictorContext {
  readonly #context: OperatorContext<OUT>;
  readonly #contents: WindowContents<KeptElement<IN>, KeptElement<IN>[]> & {
    update(values: KeptElement<IN>[]): void;
  };
  readonly #windowFunction: InternalWindowFunction<never, OUT, W> | null;
  readonly #recompute: (values: readonly IN[]) => readonly unknown[];
  readonly #evictBefore: (elements: EvictableElements<IN>, window: W) => void;
  readonly #evictAfter: (elements: EvictableElements<IN>, window: W) => void;
  #windowContext: WindowContext<W> | null = null;

  constructor(
    context: OperatorContext<OUT>,
    windowFunction: InternalWindowFunction<never, OUT, W> | null,
    evictor: Evictor<IN, W>,
    recompute: (values: readonly IN[]) => readonly unknown[],
  ) {
    this.#context = context;
    this.#contents = context.keyedState.getListContents(new ListStateDescriptor<KeptElement<IN>>(WINDOW_CONTENTS));
    this.#windowFunction = windowFunction;
    this.#recompute = recompute;
    this.#evictBefore = guardBinary(
      context,
      (elements: EvictableElements<IN>, window: W) => evictor.evictBefore(elements, elements.size, window, this),
      "none",
    );
    this.#evictAfter = guardBinary(
      context,
      (elements: EvictableElements<IN>, window: W) => evictor.evictAfter(elements, elements.size, window, this),
      "none",
    );
  }

  setCurrentNamespace(stateWindow: W): void {
    this.#contents.setCurrentNamespace(stateWindow);
  }
  add(value: IN, timestamp: number): boolean {
    const { tracer } = this.#context;
    this.#contents.add({ value, timestamp, record: tracer.enabled ? tracer.currentRecord : 0 });
    return false;
  }
  load(): boolean {
    return this.#contents.getOrNull() !== null;
  }
  clear(): void {
    this.#contents.clear();
  }
  mergeNamespaces(target: W, sources: readonly W[]): void {
    this.#contents.mergeNamespaces(target, sources);
  }

  emit(key: unknown, context: WindowContext<W>, out: Collector<OUT>): void {
    const contents = this.#contents.getOrNull();
    if (contents === null) return;
    this.#windowContext = context;
    const window = context.window();
    const elements = new EvictableElements(contents.slice());
    this.#evictBefore(elements, window);
    const left = elements.elements as readonly KeptElement<IN>[];
    if (this.#context.tracer.enabled) traceEvicted(this.#context, window, contents, left, "before");
    const results = this.#recompute(elements.elements.map((element) => element.value));
    this.#callFunction(key, context, results, out);
    this.#evictAfter(elements, window);
    const remaining = elements.elements as readonly KeptElement<IN>[];
    if (this.#context.tracer.enabled) traceEvicted(this.#context, window, left, remaining, "after");
    this.#contents.update([...remaining]);
  }

  #callFunction(key: unknown, context: WindowContext<W>, results: readonly unknown[], out: Collector<OUT>): void {
    if (this.#windowFunction !== null) {
      this.#windowFunction.process(key, context, results as never[], out);
      return;
    }
    for (const result of results) out.collect(result as OUT);
  }

  getCurrentProcessingTime(): number {
    return (this.#windowContext as WindowContext<W>).currentProcessingTime();
  }
  getCurrentWatermark(): number {
    return (this.#windowContext as WindowContext<W>).currentWatermark();
  }
}
