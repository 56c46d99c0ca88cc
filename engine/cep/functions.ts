/**
 * What user code does with matches. Answers to Flink's `PatternProcessFunction`, `TimedOutPartialMatchHandler`,
 * `PatternSelectFunction`, `PatternFlatSelectFunction` and the time-out functions that go with them.
 */
import type { Collector, OutputTag, RichFunction, RuntimeContext } from "../operators/index";
import type { Match } from "./shared-buffer";

/** What a function may ask about the match at hand. */
export interface PatternContext {
  /** Time of the match in milliseconds: that of the event, or of the watermark, which released it. */
  timestamp(): number;
  currentProcessingTime(): number;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** Called for every match: the events by stage name. */
export abstract class PatternProcessFunction<IN, OUT> implements RichFunction {
  runtimeContext!: RuntimeContext;
  open(_context: RuntimeContext): void {}
  close(): void {}
  abstract processMatch(match: Match<IN>, context: PatternContext, out: Collector<OUT>): void;
}

/** What a `PatternProcessFunction` has besides, when it wants partial matches whose window has passed. */
export interface TimedOutPartialMatchHandler<IN> {
  /** `context.timestamp()` is the time at which the window was over. */
  processTimedOutMatch(match: Match<IN>, context: PatternContext): void;
}

export interface PatternSelectFunction<IN, OUT> extends RichFunction {
  select(match: Match<IN>): OUT;
}
export interface PatternFlatSelectFunction<IN, OUT> extends RichFunction {
  flatSelect(match: Match<IN>, out: Collector<OUT>): void;
}
export interface PatternTimeoutFunction<IN, OUT> extends RichFunction {
  timeout(match: Match<IN>, timeoutTimestamp: number): OUT;
}
export interface PatternFlatTimeoutFunction<IN, OUT> extends RichFunction {
  timeout(match: Match<IN>, timeoutTimestamp: number, out: Collector<OUT>): void;
}

/** A function object, or the plain function that Flink would take as a lambda. */
export type PatternSelectLike<IN, OUT> = PatternSelectFunction<IN, OUT> | ((match: Match<IN>) => OUT);
export type PatternFlatSelectLike<IN, OUT> =
  | PatternFlatSelectFunction<IN, OUT>
  | ((match: Match<IN>, out: Collector<OUT>) => void);
export type PatternTimeoutLike<IN, OUT> =
  | PatternTimeoutFunction<IN, OUT>
  | ((match: Match<IN>, timeoutTimestamp: number) => OUT);
export type PatternFlatTimeoutLike<IN, OUT> =
  | PatternFlatTimeoutFunction<IN, OUT>
  | ((match: Match<IN>, timeoutTimestamp: number, out: Collector<OUT>) => void);
