/**
 * Checks what a windowed stream was told and makes window operators of it. Answers to Flink's
 * `WindowOperatorBuilder`. Each of `reduce`, `aggregate`, `process` and `apply` gives a factory, which makes
 * one operator for each subtask and attempt.
 */
import { type Duration, illegalArgument, unsupportedOperation } from "../core/index";
import type { OutputTag, ReduceFunction, ReduceLike } from "../operators/index";
import type { AggregateFunction } from "../state/index";
import { triggerCannotMerge } from "./errors";
import { evictingPane, type Recompute, recomputeAggregate, recomputeNothing, recomputeReduce } from "./evicting-pane";
import type { Evictor } from "./evictor";
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
import { aggregatePane, listPane, reducePane, type WindowPaneFactory } from "./window-pane";

export type WindowOperatorFactory<IN, OUT, W extends Window> = () => WindowOperator<IN, OUT, W>;

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
    this.#assigner = assigner;
    this.#trigger = assigner.getDefaultTrigger();
  }

  /** Replaces the assigner's own trigger. Windows that merge need a trigger that can. */
  trigger(trigger: Trigger<IN, W>): this {
    if (isMergingAssigner(this.#assigner) && !trigger.canMerge()) throw triggerCannotMerge();
    this.#trigger = trigger;
    return this;
  }

  evictor(evictor: Evictor<IN, W>): this {
    this.#evictor = evictor;
    return this;
  }

  /** How long after its end a window still takes records; without effect on processing-time windows. */
  allowedLateness(lateness: Duration): this {
    if (lateness.isNegative()) throw illegalArgument("The allowed lateness cannot be negative.");
    this.#allowedLatenessMillis = lateness.toMillis();
    return this;
  }

  sideOutputLateData(tag: OutputTag<IN>): this {
    this.#lateDataOutputTag = tag;
    return this;
  }

  /** Keeps one value per window; with a function, that gets it as its only element. */
  reduce<OUT = IN>(
    reducer: ReduceLike<IN>,
    windowFunction: AnyWindowFunction<IN, OUT, KEY, W> | null = null,
  ): WindowOperatorFactory<IN, OUT, W> {
    refuseRichFunction(reducer, "The ReduceFunction");
    const reduce: ReduceFunction<IN> = typeof reducer === "function" ? { reduce: reducer } : reducer;
    return this.#build(reducePane(reduce), recomputeReduce(reduce), windowFunction);
  }

  /** Keeps one accumulator per window; with a function, that gets the result as its only element. */
  aggregate<ACC, RES, OUT = RES>(
    aggregate: AggregateFunction<IN, ACC, RES>,
    windowFunction: AnyWindowFunction<RES, OUT, KEY, W> | null = null,
  ): WindowOperatorFactory<IN, OUT, W> {
    refuseRichFunction(aggregate, "The AggregateFunction");
    if (isMergingAssigner(this.#assigner) && aggregate.merge === undefined) {
      throw unsupportedOperation("Windows that merge need an aggregate function with merge.", {
        hint: "Add merge(a, b), which makes one accumulator of two.",
      });
    }
    return this.#build(aggregatePane(aggregate), recomputeAggregate(aggregate), windowFunction);
  }

  /** Keeps all records of a window. */
  process<OUT>(
    windowFunction: ProcessWindowFunction<IN, OUT, KEY, W> | ProcessAllWindowFunction<IN, OUT, W>,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#build(listPane(), recomputeNothing(), windowFunction);
  }

  /** Keeps all records of a window. */
  apply<OUT>(windowFunction: WindowFunctionLike<IN, OUT, KEY, W>): WindowOperatorFactory<IN, OUT, W> {
    return this.#build(listPane(), recomputeNothing(), windowFunction);
  }

  /** Keeps all records of a window over the whole stream. */
  applyAll<OUT>(windowFunction: AllWindowFunctionLike<IN, OUT, W>): WindowOperatorFactory<IN, OUT, W> {
    return this.#buildWith(listPane(), recomputeNothing(), windowFunction, fromAllWindowFunction);
  }

  #build<ELEMENT, OUT>(
    pane: WindowPaneFactory<IN, OUT, W>,
    recompute: Recompute<IN>,
    windowFunction: AnyWindowFunction<ELEMENT, OUT, KEY, W> | null,
  ): WindowOperatorFactory<IN, OUT, W> {
    return this.#buildWith(pane, recompute, windowFunction, toInternalFunction);
  }

  #buildWith<F, ELEMENT, OUT>(
    pane: WindowPaneFactory<IN, OUT, W>,
    recompute: Recompute<IN>,
    userFunction: F | null,
    toWindowFunction: (userFunction: F) => InternalWindowFunction<ELEMENT, OUT, W>,
  ): WindowOperatorFactory<IN, OUT, W> {
    const options = {
      assigner: this.#assigner,
      trigger: this.#trigger,
      pane: this.#evictor === null ? pane : evictingPane<IN, OUT, W>(this.#evictor, recompute),
      userFunction,
      toWindowFunction:
        userFunction === null
          ? null
          : (toWindowFunction as unknown as (userFunction: never) => InternalWindowFunction<never, OUT, W>),
      allowedLatenessMillis: this.#allowedLatenessMillis,
      lateDataOutputTag: this.#lateDataOutputTag,
    };
    return () => new WindowOperator(options);
  }
}

function toInternalFunction<IN, OUT, KEY, W extends Window>(
  windowFunction: AnyWindowFunction<IN, OUT, KEY, W>,
): InternalWindowFunction<IN, OUT, W> {
  if (windowFunction instanceof ProcessWindowFunction || windowFunction instanceof ProcessAllWindowFunction) {
    return fromProcessFunction<IN, OUT, KEY, W>(windowFunction);
  }
  return fromWindowFunction(windowFunction);
}
