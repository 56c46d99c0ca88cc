/**
 * Functions over the windows of two streams. Answers to Flink's `CoGroupFunction`, `JoinFunction`, `FlatJoinFunction`
 * and to the wrappers of `CoGroupedStreams` and `JoinedStreams`: a join is a co-group that calls its function for
 * each pair, and a co-group is a window function that sorts tagged records by the stream that they came from.
 */
import type { Collector, RichFunction, RuntimeContext } from "../operators/index";
import type { TaggedUnion } from "./tagged-union";
import type { Window } from "./window";
import type { WindowFunction } from "./window-functions";

/** Gets all records of a key and window, those of each stream in order of arrival; one side may be empty. */
export interface CoGroupFunction<T1, T2, OUT> extends RichFunction {
  coGroup(first: Iterable<T1>, second: Iterable<T2>, out: Collector<OUT>): void;
}

/** One result for each pair. */
export interface JoinFunction<T1, T2, OUT> extends RichFunction {
  join(first: T1, second: T2): OUT;
}

/** Any number of results for each pair. */
export interface FlatJoinFunction<T1, T2, OUT> extends RichFunction {
  join(first: T1, second: T2, out: Collector<OUT>): void;
}

export type CoGroupFunctionLike<T1, T2, OUT> =
  | CoGroupFunction<T1, T2, OUT>
  | ((first: Iterable<T1>, second: Iterable<T2>, out: Collector<OUT>) => void);

/** A join of one pair: it gives the result, or nothing where it takes the collector. */
type PairFunction<T1, T2, OUT> = (first: T1, second: T2, out: Collector<OUT>) => OUT | void;

/** A `JoinFunction`, a `FlatJoinFunction`, or either as a plain function. */
export type JoinFunctionLike<T1, T2, OUT> =
  | (RichFunction & { join(first: T1, second: T2, out: Collector<OUT>): OUT | void })
  | PairFunction<T1, T2, OUT>;

type CoGroupCall<T1, T2, OUT> = (first: readonly T1[], second: readonly T2[], out: Collector<OUT>) => void;

type PairCall<T1, T2, OUT> = (first: T1, second: T2, out: Collector<OUT>) => void;

/** Told which record the next result is made of, and which side of the join it is. */
export type ReportPart = (record: number, as: "left" | "right") => void;

/** A co-group, or a join, as the function of windows over tagged records; what is rich about it stays so. */
export class CoGroupWindowFunction<T1, T2, OUT, KEY, W extends Window>
  implements WindowFunction<TaggedUnion<T1, T2>, OUT, KEY, W>
{
  readonly #userFunction: unknown;
  readonly #coGroup: CoGroupCall<T1, T2, OUT>;
  /** What is called for a pair; null where it is not a join. */
  readonly #joinPair: PairCall<T1, T2, OUT> | null;
  #report: ReportPart | null = null;

  private constructor(
    userFunction: unknown,
    coGroup: CoGroupCall<T1, T2, OUT>,
    joinPair: PairCall<T1, T2, OUT> | null,
  ) {
    this.#userFunction = userFunction;
    this.#coGroup = coGroup;
    this.#joinPair = joinPair;
  }

  /** Calls the function once for each key and window. */
  static ofCoGroup<T1, T2, OUT, KEY, W extends Window>(
    userFunction: CoGroupFunctionLike<T1, T2, OUT>,
  ): CoGroupWindowFunction<T1, T2, OUT, KEY, W> {
    const coGroup: CoGroupCall<T1, T2, OUT> =
      typeof userFunction === "function"
        ? userFunction
        : (first, second, out) => userFunction.coGroup(first, second, out);
    return new CoGroupWindowFunction<T1, T2, OUT, KEY, W>(userFunction, coGroup, null);
  }

  /**
   * Calls the function for each record of the first stream with each of the second. A function that takes three
   * arguments gets the collector and emits itself (Flink's `FlatJoinFunction`); one that takes two gives the result.
   */
  static ofJoin<T1, T2, OUT, KEY, W extends Window>(
    userFunction: JoinFunctionLike<T1, T2, OUT>,
  ): CoGroupWindowFunction<T1, T2, OUT, KEY, W> {
    const joinPair = pairCall(userFunction);
    const coGroup: CoGroupCall<T1, T2, OUT> = (first, second, out) => {
      for (const left of first) for (const right of second) joinPair(left, right, out);
    };
    return new CoGroupWindowFunction<T1, T2, OUT, KEY, W>(userFunction, coGroup, joinPair);
  }

  /** For a traced run: the function says of each pair which records it is made of. */
  reportTo(report: ReportPart): void {
    this.#report = report;
  }

  open(context: RuntimeContext): void {
    const userFunction = this.#userFunction as RichFunction & { runtimeContext?: RuntimeContext };
    if (typeof userFunction !== "object") return;
    userFunction.runtimeContext = context;
    userFunction.open?.(context);
  }

  close(): void {
    (this.#userFunction as RichFunction).close?.();
  }

  apply(_key: KEY, _window: W, values: Iterable<TaggedUnion<T1, T2>>, out: Collector<OUT>): void {
    if (this.#report !== null && this.#joinPair !== null) {
      joinReporting([...values], this.#joinPair, this.#report, out);
      return;
    }
    const first: T1[] = [];
    const second: T2[] = [];
    for (const tagged of values) {
      if (tagged.fromFirst) first.push(tagged.value as T1);
      else second.push(tagged.value as T2);
    }
    this.#coGroup(first, second, out);
  }
}

/** The same join, which reports both records before each result of a pair. */
function joinReporting<T1, T2, OUT>(
  values: readonly TaggedUnion<T1, T2>[],
  joinPair: PairCall<T1, T2, OUT>,
  report: ReportPart,
  out: Collector<OUT>,
): void {
  for (const left of values.filter((tagged) => tagged.fromFirst)) {
    for (const right of values.filter((tagged) => !tagged.fromFirst)) {
      joinPair(left.value as T1, right.value as T2, {
        collect: (result) => {
          if (left.record > 0) report(left.record, "left");
          if (right.record > 0) report(right.record, "right");
          out.collect(result);
        },
      });
    }
  }
}

function pairCall<T1, T2, OUT>(userFunction: JoinFunctionLike<T1, T2, OUT>): PairCall<T1, T2, OUT> {
  const call: PairFunction<T1, T2, OUT> =
    typeof userFunction === "function" ? userFunction : (first, second, out) => userFunction.join(first, second, out);
  if (argumentsOf(userFunction) === FLAT_JOIN_ARGUMENTS) return call;
  return (first, second, out) => out.collect(call(first, second, out) as OUT);
}

/** First record, second record, collector. */
const FLAT_JOIN_ARGUMENTS = 3;

function argumentsOf<T1, T2, OUT>(userFunction: JoinFunctionLike<T1, T2, OUT>): number {
  if (typeof userFunction === "function") return userFunction.length;
  return (userFunction as { readonly join: { readonly length: number } }).join.length;
}
