/**
 * Two streams joined by key and window: every record of one with every record of the other. Answers to Flink 2.3's
 * `JoinedStreams`. An inner join: a record without partner in its window gives nothing. Results carry the window's last
 * timestamp; a window that fires again joins all its pairs again.
 */
import type { KeySelector } from "../operators/index";
import {
  CoGroupWindowFunction,
  type JoinFunctionLike,
  type TaggedUnion,
  type Window,
  type WindowAssigner,
} from "../windows/index";
import { addWindowJoin, commonKeyType, type JoinedInputs, type JoinWindows, WindowSteps } from "./co-grouped-streams";
import type { DataStream, KeyTypeOf } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import type { StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";

/** `input1.join(input2)`; go on with `where`. */
export class JoinedStreams<T1, T2> {
  readonly #builder: StreamBuilder;
  readonly #input1: DataStream<T1>;
  readonly #input2: DataStream<T2>;

  constructor(builder: StreamBuilder, input1: DataStream<T1>, input2: DataStream<T2>) {
    this.#builder = builder;
    this.#input1 = input1;
    this.#input2 = input2;
  }

  /** The key of the first stream's records. `keyType` fixes its Java type, as in `keyBy`. */
  where<KEY>(
    keySelector: KeySelector<T1, KEY>,
    keyType?: KeyTypeOf<NoInfer<KEY>>,
  ): { equalTo(keySelector: KeySelector<T2, KEY>, keyType?: KeyTypeOf<NoInfer<KEY>>): JoinedEqualTo<T1, T2, KEY> } {
    return {
      equalTo: (keySelector2, keyType2) =>
        new JoinedEqualTo<T1, T2, KEY>({
          builder: this.#builder,
          input1: this.#input1,
          input2: this.#input2,
          keySelector1: keySelector,
          keySelector2,
          keyType: commonKeyType(keyType, keyType2),
        }),
    };
  }
}

/** Both keys are known; go on with `window`. */
export class JoinedEqualTo<T1, T2, KEY> {
  readonly #inputs: JoinedInputs<T1, T2, KEY>;

  constructor(inputs: JoinedInputs<T1, T2, KEY>) {
    this.#inputs = inputs;
  }

  /** Windows of the records of both streams together; sessions merge across both. */
  window<W extends Window>(assigner: WindowAssigner<TaggedUnion<T1, T2>, W>): JoinedWithWindow<T1, T2, KEY, W> {
    return new JoinedWithWindow(this.#inputs, { assigner });
  }
}

/** Flink's `JoinedStreams.WithWindow`. */
export class JoinedWithWindow<T1, T2, KEY, W extends Window> extends WindowSteps<
  T1,
  T2,
  KEY,
  W,
  JoinedWithWindow<T1, T2, KEY, W>
> {
  protected override withWindows(windows: JoinWindows<T1, T2, W>): JoinedWithWindow<T1, T2, KEY, W> {
    return new JoinedWithWindow(this.inputs, windows);
  }

  /**
   * Calls the function for each pair. With two arguments it gives the result (`JoinFunction`), with three it emits any
   * number of results itself (`FlatJoinFunction`).
   */
  apply<R>(joinFunction: JoinFunctionLike<T1, T2, R>): SingleOutputStreamOperator<R> {
    checkFunction(joinFunction, "apply", "join");
    return addWindowJoin(this.inputs, this.windows, () =>
      CoGroupWindowFunction.ofJoin<T1, T2, R, KEY, W>(instantiate(joinFunction)),
    );
  }
}
