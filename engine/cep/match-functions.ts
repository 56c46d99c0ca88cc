/**
 * How the operator calls the user's functions, whichever kind they are. Answers to Flink's adapters
 * (`PatternSelectAdapter`, `PatternFlatSelectAdapter` and those with time-outs).
 */
import { nullPointer } from "../core/index";
import type { Collector, OutputTag } from "../operators/index";
import type {
  PatternContext,
  PatternFlatSelectLike,
  PatternFlatTimeoutLike,
  PatternProcessFunction,
  PatternSelectLike,
  PatternTimeoutLike,
  TimedOutPartialMatchHandler,
} from "./functions";
import type { Match } from "./shared-buffer";

export type MatchFunctions<IN, OUT> = {
  /** The functions that the user wrote, for `open` and `close`. */
  readonly userFunctions: readonly unknown[];
  readonly onMatch: (match: Match<IN>, context: PatternContext, out: Collector<OUT>) => void;
  /** Null: partial matches that time out go silently. */
  readonly onTimeout: ((match: Match<IN>, context: PatternContext) => void) | null;
};

/** Time-outs of `select` and `flatSelect`: where they go and what is made of them. */
export type TimeoutTo<F> = { readonly tag: OutputTag<unknown>; readonly timeout: F };

export function fromProcessFunction<IN, OUT>(userFunction: PatternProcessFunction<IN, OUT>): MatchFunctions<IN, OUT> {
  checkPresent(userFunction);
  const handler = userFunction as unknown as Partial<TimedOutPartialMatchHandler<IN>>;
  return {
    userFunctions: [userFunction],
    onMatch: (match, context, out) => userFunction.processMatch(match, context, out),
    onTimeout:
      handler.processTimedOutMatch === undefined
        ? null
        : (match, context) => handler.processTimedOutMatch?.(match, context),
  };
}

export function fromSelect<IN, OUT>(
  userFunction: PatternSelectLike<IN, OUT>,
  timeoutTo: TimeoutTo<PatternTimeoutLike<IN, unknown>> | null,
): MatchFunctions<IN, OUT> {
  checkPresent(userFunction);
  const select = typeof userFunction === "function" ? userFunction : (match: Match<IN>) => userFunction.select(match);
  return {
    userFunctions: [userFunction, ...(timeoutTo === null ? [] : [timeoutTo.timeout])],
    onMatch: (match, _context, out) => out.collect(select(match)),
    onTimeout: timeoutTo === null ? null : selectTimeout(timeoutTo),
  };
}

function selectTimeout<IN>({ tag, timeout }: TimeoutTo<PatternTimeoutLike<IN, unknown>>) {
  checkPresent(timeout);
  const call =
    typeof timeout === "function" ? timeout : (match: Match<IN>, time: number) => timeout.timeout(match, time);
  return (match: Match<IN>, context: PatternContext) => context.output(tag, call(match, context.timestamp()));
}

export function fromFlatSelect<IN, OUT>(
  userFunction: PatternFlatSelectLike<IN, OUT>,
  timeoutTo: TimeoutTo<PatternFlatTimeoutLike<IN, unknown>> | null,
): MatchFunctions<IN, OUT> {
  checkPresent(userFunction);
  const flatSelect =
    typeof userFunction === "function"
      ? userFunction
      : (match: Match<IN>, out: Collector<OUT>) => userFunction.flatSelect(match, out);
  return {
    userFunctions: [userFunction, ...(timeoutTo === null ? [] : [timeoutTo.timeout])],
    onMatch: (match, _context, out) => flatSelect(match, out),
    onTimeout: timeoutTo === null ? null : flatSelectTimeout(timeoutTo),
  };
}

function flatSelectTimeout<IN>({ tag, timeout }: TimeoutTo<PatternFlatTimeoutLike<IN, unknown>>) {
  checkPresent(timeout);
  const call =
    typeof timeout === "function"
      ? timeout
      : (match: Match<IN>, time: number, out: Collector<unknown>) => timeout.timeout(match, time, out);
  return (match: Match<IN>, context: PatternContext) =>
    call(match, context.timestamp(), { collect: (value) => context.output(tag, value) });
}

function checkPresent(userFunction: unknown): void {
  if (userFunction === null || userFunction === undefined) throw nullPointer("The function for matches is null.");
}
