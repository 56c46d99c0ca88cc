/**
 * Checks what a windowed stream was told and makes window operators of it. Answers to Flink's
 * `WindowOperatorBuilder`. Each of `reduce`, `aggregate`, `process` and `apply` gives a factory, which makes
 * one operator for each subtask and attempt.
 */
import { type Duration, illegalArgument, nullPointer, unsupportedOperation } from "../core/index";
import type { Collector, OutputTag, ReduceFunction, ReduceLike } from "../operators/index";
import type { AggregateFunction } from "../state/index";
import { copyValue } from "../types/index";
import { triggerCannotMerge } from "./errors";
import { evictingPane, type Recompute, recomputeAggregate, recomputeNothing, recomputeReduce } from "./evicting-pane";
import type { Evictor } from "./evictor";
import { ownInstance } from "./own-instance";
import type { Trigger } from "./trigger";
import type { Window } from "./window";
import { isMergingAssigner, type WindowAssigner } from "./window-assigner";
import {
  type AllWindowFunctionLike,
  fromAllWindowFunction,
  fromProcessFunction,
  fromWindowFunction,
  type InternalWindowFunction,
  ProcessAllWindowFunction,
  ProcessWindowFunction,
  refuseRichFunction,
  type WindowFunctionLike,
} from "./window-functions";
import { WindowOperator } from "./window-operator";
import { describeWindows } from "./window-names";
import { aggregatePane, listPane, reducePane, type WindowPaneFactory } from "./window-pane";

export type WindowOperatorFactory<IN, OUT, W extends Window> = () => WindowOperator<IN, OUT, W>;

/** A function over the whole stream's windows. */
export type AnyAllWindowFunction<IN, OUT, W extends Window> =
  | ProcessAllWindowFunction<IN, OUT, W>
  | AllWindowFunctionLike<IN, OUT, W>;

/** A process function, or a window function with key (`apply`). */
export type AnyWindowFunction<IN, OUT, KEY, W extends Window> =
  | ProcessWindowFunction<IN, OUT, KEY, W>
  | ProcessAllWindowFunction<IN, OUT, W>
  | WindowFunctionLike<IN, OUT, KEY, W>;

export class WindowOperatorBuilder<IN, KEY, W extends Window> {
  readonly #assigner: WindowAssigner<IN, W>;
  #trigger: Trigger<IN, W>;
  #evictor: Evictor<IN, W> | null = null;
  #allowedLatenessMillis = 0;
  #lateDataOutputTag: OutputTag<IN> | null = null;

  constructor(assigner: WindowAssigner<IN, W>) {
    checkNotNull(assigner, "Window assigner cannot be null");
    this.#assigner = assigner;
    this.#trigger = assigner.getDefaultTrigger();
  }

  /** Replaces the assigner's own trigger. Windows that merge need a trigger that can. */
  trigger(trigger: Trigger<IN, W>): this {
    checkNotNull(trigger, "Window triggers cannot be null");
    if (isMergingAssigner(this.#assigner) && !trigger.canMerge()) throw triggerCannotMerge();
    this.#trigger = trigger;
    return this;
  }

  evictor(evictor: Evictor<IN, W>): this {
    checkNotNull(evictor, "Evictor cannot be null");
    this.#evictor = evictor;
    return this;
  }

  /** How long after its end a window still takes records; without effect on processing-time windows. */
  allowedLateness(lateness: Duration): this {
    checkNotNull(lateness, "Allowed lateness cannot be null");
    if (lateness.isNegative()) throw illegalArgument("The allowed lateness cannot be negative.");
    this.#allowedLatenessMillis = lateness.toMillis();
    return this;
  }

  sideOutputLateData(tag: OutputTag<IN>): this {
    checkNotNull(tag, "Side output tag must not be null.");
    this.#lateDataOutputTag = tag;
    return this;
  }

  /** Keeps one value per window; with a function, that gets it as its only element. */
  reduce<OUT = IN>(
    reducer: ReduceLike<IN>,
    windowFunction: AnyWindowFunction<IN, OUT, KEY, W> | null = null,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#reduce(reducer, windowFunction, toInternalFunction);
  }

  /**
   * Keeps one value per window, with a reducer that changes its first argument: Flink's `min` and `max`. Overlapping
   * windows of a record share it, as on Flink's heap backend, so that what changes it in one window shows in the others.
   * The record is the operator's own: whoever else has it has a copy.
   */
  reduceInPlace(reducer: ReduceLike<IN>): WindowOperatorFactory<IN, IN, W> {
    return this.#reduce<WindowFunctionLike<IN, IN, KEY, W>, IN>(reducer, emitCopies, toInternalFunction);
  }

  /** The same over the whole stream. */
  reduceAll<OUT = IN>(
    reducer: ReduceLike<IN>,
    windowFunction: AnyAllWindowFunction<IN, OUT, W> | null = null,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#reduce(reducer, windowFunction, toInternalAllFunction);
  }

  /** Keeps one accumulator per window; with a function, that gets the result as its only element. */
  aggregate<ACC, RES, OUT = RES>(
    aggregate: AggregateFunction<IN, ACC, RES>,
    windowFunction: AnyWindowFunction<RES, OUT, KEY, W> | null = null,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#aggregate(aggregate, windowFunction, toInternalFunction);
  }

  /** The same over the whole stream. */
  aggregateAll<ACC, RES, OUT = RES>(
    aggregate: AggregateFunction<IN, ACC, RES>,
    windowFunction: AnyAllWindowFunction<RES, OUT, W> | null = null,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#aggregate(aggregate, windowFunction, toInternalAllFunction);
  }

  /** Keeps all records of a window. */
  process<OUT>(
    windowFunction: ProcessWindowFunction<IN, OUT, KEY, W> | ProcessAllWindowFunction<IN, OUT, W>,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#build(listPane(), recomputeNothing(), windowFunction, toInternalFunction);
  }

  /** Keeps all records of a window. */
  apply<OUT>(windowFunction: WindowFunctionLike<IN, OUT, KEY, W>): WindowOperatorFactory<IN, OUT, W> {
    return this.#build(listPane(), recomputeNothing(), windowFunction, toInternalFunction);
  }

  /** Keeps all records of a window over the whole stream. */
  applyAll<OUT>(windowFunction: AllWindowFunctionLike<IN, OUT, W>): WindowOperatorFactory<IN, OUT, W> {
    return this.#build(listPane(), recomputeNothing(), windowFunction, fromAllWindowFunction);
  }

  /** What plans say about the operator with these functions. */
  describe(functions: readonly (object | string)[]): string {
    return describeWindows({ assigner: this.#assigner, trigger: this.#trigger, evictor: this.#evictor, functions });
  }

  #reduce<F, OUT>(
    reducer: ReduceLike<IN>,
    windowFunction: F | null,
    toWindowFunction: (userFunction: F) => InternalWindowFunction<IN, OUT, W>,
  ): WindowOperatorFactory<IN, OUT, W> {
    refuseRichFunction(reducer, "ReduceFunction of reduce can not be a RichFunction.");
    const reduce: ReduceFunction<IN> = typeof reducer === "function" ? { reduce: reducer } : reducer;
    return this.#build(reducePane(reduce), recomputeReduce(reduce), windowFunction, toWindowFunction);
  }

  #aggregate<F, ACC, RES, OUT>(
    aggregate: AggregateFunction<IN, ACC, RES>,
    windowFunction: F | null,
    toWindowFunction: (userFunction: F) => InternalWindowFunction<RES, OUT, W>,
  ): WindowOperatorFactory<IN, OUT, W> {
    refuseRichFunction(aggregate, "This aggregation function cannot be a RichFunction.");
    if (isMergingAssigner(this.#assigner) && aggregate.merge === undefined) {
      throw unsupportedOperation("Windows that merge need an aggregate function with merge.", {
        hint: "Add merge(a, b), which makes one accumulator of two.",
      });
    }
    return this.#build(aggregatePane(aggregate), recomputeAggregate(aggregate), windowFunction, toWindowFunction);
  }

  #build<F, ELEMENT, OUT>(
    pane: WindowPaneFactory<IN, OUT, W>,
    recompute: Recompute<IN>,
    userFunction: F | null,
    toWindowFunction: (userFunction: F) => InternalWindowFunction<ELEMENT, OUT, W>,
  ): WindowOperatorFactory<IN, OUT, W> {
    const trigger = this.#trigger;
    const options = {
      assigner: this.#assigner,
      pane: this.#evictor === null ? pane : evictingPane<IN, OUT, W>(this.#evictor, recompute),
      userFunction,
      toWindowFunction:
        userFunction === null
          ? null
          : (toWindowFunction as unknown as (userFunction: never) => InternalWindowFunction<never, OUT, W>),
      allowedLatenessMillis: this.#allowedLatenessMillis,
      lateDataOutputTag: this.#lateDataOutputTag,
    };
    return () => new WindowOperator({ ...options, trigger: ownInstance(trigger) });
  }
}

/** A program in JavaScript may forget an argument: Flink's `NullPointerException`, in Flink's words. */
function checkNotNull(argument: unknown, message: string): void {
  if (argument !== null && argument !== undefined) return;
  throw nullPointer(message, { hint: "Give the argument, or leave the call out." });
}

/** What is emitted stays as it was when the contents change later. */
function emitCopies<T>(_key: unknown, _window: Window, elements: Iterable<T>, out: Collector<T>): void {
  for (const element of elements) out.collect(copyValue(element));
}

function toInternalFunction<IN, OUT, KEY, W extends Window>(
  windowFunction: AnyWindowFunction<IN, OUT, KEY, W>,
): InternalWindowFunction<IN, OUT, W> {
  if (windowFunction instanceof ProcessWindowFunction || windowFunction instanceof ProcessAllWindowFunction) {
    return fromProcessFunction<IN, OUT, KEY, W>(windowFunction);
  }
  return fromWindowFunction(windowFunction);
}

function toInternalAllFunction<IN, OUT, W extends Window>(
  windowFunction: AnyAllWindowFunction<IN, OUT, W>,
): InternalWindowFunction<IN, OUT, W> {
  return windowFunction instanceof ProcessAllWindowFunction
    ? fromProcessFunction<IN, OUT, never, W>(windowFunction)
    : fromAllWindowFunction(windowFunction);
}
