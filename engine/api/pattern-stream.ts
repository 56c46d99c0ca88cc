/**
 * A stream with a pattern to look for, before it was said what becomes of the matches. Answers to Flink 2.3's
 * `PatternStream`. Its methods give a new one; the pattern is checked when the operator is added.
 */
import {
  CepOperator,
  type CepOperatorOptions,
  compilePattern,
  fromFlatSelect,
  fromProcessFunction,
  fromSelect,
  type MatchFunctions,
  type PatternFlatSelectLike,
  type PatternFlatTimeoutLike,
  type PatternProcessFunction,
  type PatternSelectLike,
  type PatternTimeoutLike,
} from "../cep/index";
import { nullPointer } from "../core/index";
import type { OutputTag } from "../operators/index";
import type { DataStream } from "./data-stream";
import { KeyedStream } from "./keyed-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { checkFunction, instantiate } from "./user-function";

type PatternStreamOptions<T> = Omit<CepOperatorOptions<T, unknown>, "functions" | "instantiate">;

/** The one key of all records, where the stream has none. */
const NULL_BYTE_KEY = 0;

export class PatternStream<T> {
  readonly #input: DataStream<T>;
  readonly #options: PatternStreamOptions<T>;

  constructor(input: DataStream<T>, options: PatternStreamOptions<T>) {
    this.#input = checked(input, "The stream");
    checked(options.pattern, "The pattern");
    this.#options = options;
  }

  /** Matches by the clock: records are taken as they arrive. */
  inProcessingTime(): PatternStream<T> {
    return this.#with({ isProcessingTime: true });
  }

  /** Matches by the timestamps of records, in their order, as watermarks allow. The default. */
  inEventTime(): PatternStream<T> {
    return this.#with({ isProcessingTime: false });
  }

  /** Sends records that come at or behind the watermark to a side output, where they are dropped otherwise. */
  sideOutputLateData(tag: OutputTag<T>): PatternStream<T> {
    return this.#with({ lateDataOutputTag: checked(tag, "The tag for late data") });
  }

  /**
   * Calls the function for every match. With `processTimedOutMatch` it also gets partial matches whose window has
   * passed. Flink's `PatternStream.process`.
   */
  process<R>(patternProcessFunction: PatternProcessFunction<T, R>): SingleOutputStreamOperator<R> {
    checkFunction(patternProcessFunction, "process", "processMatch");
    return this.#operator(() => fromProcessFunction(instantiate(patternProcessFunction)));
  }

  /**
   * Emits one result for each match; with a tag and a time-out function also one for each partial match whose window
   * has passed, to that side output. Flink's `PatternStream.select`.
   */
  select<R>(select: PatternSelectLike<T, R>): SingleOutputStreamOperator<R>;
  select<L, R>(
    timedOutPartialMatchesTag: OutputTag<L>,
    timeout: PatternTimeoutLike<T, L>,
    select: PatternSelectLike<T, R>,
  ): SingleOutputStreamOperator<R>;
  select<L, R>(
    first: PatternSelectLike<T, R> | OutputTag<L>,
    timeout?: PatternTimeoutLike<T, L>,
    select?: PatternSelectLike<T, R>,
  ): SingleOutputStreamOperator<R> {
    checkFunction(timeout === undefined ? first : select, "select", "select");
    if (timeout === undefined) {
      return this.#operator(() => fromSelect(instantiate(first as PatternSelectLike<T, R>), null));
    }
    const tag = checked(first, "The tag for partial matches that timed out") as OutputTag<unknown>;
    return this.#operator(() =>
      fromSelect(instantiate(select as PatternSelectLike<T, R>), { tag, timeout: instantiate(timeout) }),
    );
  }

  /** As `select`, with any number of results. Flink's `PatternStream.flatSelect`. */
  flatSelect<R>(flatSelect: PatternFlatSelectLike<T, R>): SingleOutputStreamOperator<R>;
  flatSelect<L, R>(
    timedOutPartialMatchesTag: OutputTag<L>,
    timeout: PatternFlatTimeoutLike<T, L>,
    flatSelect: PatternFlatSelectLike<T, R>,
  ): SingleOutputStreamOperator<R>;
  flatSelect<L, R>(
    first: PatternFlatSelectLike<T, R> | OutputTag<L>,
    timeout?: PatternFlatTimeoutLike<T, L>,
    flatSelect?: PatternFlatSelectLike<T, R>,
  ): SingleOutputStreamOperator<R> {
    checkFunction(timeout === undefined ? first : flatSelect, "flatSelect", "flatSelect");
    if (timeout === undefined) {
      return this.#operator(() => fromFlatSelect(instantiate(first as PatternFlatSelectLike<T, R>), null));
    }
    const tag = checked(first, "The tag for partial matches that timed out") as OutputTag<unknown>;
    return this.#operator(() =>
      fromFlatSelect(instantiate(flatSelect as PatternFlatSelectLike<T, R>), {
        tag,
        timeout: instantiate(timeout) as PatternFlatTimeoutLike<T, unknown>,
      }),
    );
  }

  #with(changed: Partial<PatternStreamOptions<T>>): PatternStream<T> {
    return new PatternStream(this.#input, { ...this.#options, ...changed });
  }

  /** The pattern is compiled at once, so that what is wrong with it is said here, and again for each subtask. */
  #operator<R>(functions: () => MatchFunctions<T, R>): SingleOutputStreamOperator<R> {
    functions();
    compilePattern(this.#options.pattern);
    const create = () => new CepOperator<T, R>({ ...this.#options, functions: functions(), instantiate });
    if (this.#input instanceof KeyedStream) return this.#input.transform<R>("CepOperator", "cep", create);
    const keyed = this.#input.keyBy(() => NULL_BYTE_KEY);
    return keyed.transform<R>("GlobalCepOperator", "cep", create).forceNonParallel();
  }
}

function checked<V>(value: V, what: string): V {
  if (value === null || value === undefined) throw nullPointer(`${what} is null.`);
  return value;
}
