/**
 * Functions with a life, for operators with one input. Answers to Flink's `RichMapFunction`, `RichFlatMapFunction`, ...
 */
import type { AggregateFunction } from "../state/index";
import type { FilterFunction, FlatMapFunction, MapFunction, ReduceFunction } from "./functions";
import type { Collector } from "./output";
import { AbstractRichFunction } from "./rich-function";

export abstract class RichMapFunction<IN, OUT> extends AbstractRichFunction implements MapFunction<IN, OUT> {
  abstract map(value: IN): OUT;
}

export abstract class RichFlatMapFunction<IN, OUT> extends AbstractRichFunction implements FlatMapFunction<IN, OUT> {
  abstract flatMap(value: IN, out: Collector<OUT>): void;
}

export abstract class RichFilterFunction<T> extends AbstractRichFunction implements FilterFunction<T> {
  abstract filter(value: T): boolean;
}

export abstract class RichReduceFunction<T> extends AbstractRichFunction implements ReduceFunction<T> {
  abstract reduce(a: T, b: T): T;
}

export abstract class RichAggregateFunction<IN, ACC, OUT>
  extends AbstractRichFunction
  implements AggregateFunction<IN, ACC, OUT>
{
  abstract createAccumulator(): ACC;
  abstract add(value: IN, accumulator: ACC): ACC;
  abstract getResult(accumulator: ACC): OUT;
  abstract merge(a: ACC, b: ACC): ACC;
}
