/**
 * Two streams grouped by key and window. Answers to Flink 2.3's `CoGroupedStreams`, and builds what Flink builds: each
 * stream is mapped to tagged records, both are united, keyed, and windowed by an ordinary window operator. So there is
 * one watermark for both sides, both count for triggers and evictors, and what is late is dropped and counted.
 */
import { Duration, illegalArgument } from "../core/index";
import type { KeySelector } from "../operators/index";
import { checkKeyType, INFERRED_KEY_TYPE, type TypeInformation } from "../types/index";
import {
  CoGroupWindowFunction,
  type CoGroupFunctionLike,
  type Evictor,
  TaggedUnion,
  type Trigger,
  type Window,
  type WindowAssigner,
  type WindowFunction,
  WindowOperatorBuilder,
  windowOperatorName,
} from "../windows/index";
import type { DataStream, KeyTypeOf } from "./data-stream";
import { followParallelism } from "./follow-parallelism";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import type { StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";
import { addWindowOperator } from "./window-transformation";

/** What is joined: two streams, and by what each is keyed. */
export type JoinedInputs<T1, T2, KEY> = {
  readonly builder: StreamBuilder;
  readonly input1: DataStream<T1>;
  readonly input2: DataStream<T2>;
  readonly keySelector1: KeySelector<T1, KEY>;
  readonly keySelector2: KeySelector<T2, KEY>;
  readonly keyType: TypeInformation<unknown>;
};

/** `input1.coGroup(input2)`; go on with `where`. */
export class CoGroupedStreams<T1, T2> {
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
  ): { equalTo(keySelector: KeySelector<T2, KEY>, keyType?: KeyTypeOf<NoInfer<KEY>>): CoGroupedEqualTo<T1, T2, KEY> } {
    return {
      equalTo: (keySelector2, keyType2) =>
        new CoGroupedEqualTo<T1, T2, KEY>({
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

/** The key type of both sides; two that were declared and differ are refused. */
export function commonKeyType(
  first: { readonly typeName: string } | undefined,
  second: { readonly typeName: string } | undefined,
): TypeInformation<unknown> {
  if (first !== undefined && second !== undefined && first.typeName !== second.typeName) {
    throw illegalArgument(
      `The keys for the two inputs are not equal: first key = ${first.typeName} , second key = ${second.typeName}`,
      { hint: "Let where and equalTo select keys of one type." },
    );
  }
  return (first ?? second ?? INFERRED_KEY_TYPE) as TypeInformation<unknown>;
}

/** Both keys are known; go on with `window`. */
export class CoGroupedEqualTo<T1, T2, KEY> {
  readonly #inputs: JoinedInputs<T1, T2, KEY>;

  constructor(inputs: JoinedInputs<T1, T2, KEY>) {
    this.#inputs = inputs;
  }

  /** Windows of the records of both streams together. */
  window<W extends Window>(assigner: WindowAssigner<TaggedUnion<T1, T2>, W>): CoGroupedWithWindow<T1, T2, KEY, W> {
    return new CoGroupedWithWindow(this.#inputs, { assigner });
  }
}

/** What a join was told about its windows; each step makes a new one, as in Flink. */
export type JoinWindows<T1, T2, W extends Window> = {
  readonly assigner: WindowAssigner<TaggedUnion<T1, T2>, W>;
  readonly trigger?: Trigger<TaggedUnion<T1, T2>, W> | null;
  readonly evictor?: Evictor<TaggedUnion<T1, T2>, W> | null;
  readonly allowedLateness?: Duration | null;
};

/** What windows of joins and co-groups may be told before `apply`; `JoinedWithWindow` and `CoGroupedWithWindow` share it. */
export abstract class WindowSteps<T1, T2, KEY, W extends Window, SELF> {
  protected readonly inputs: JoinedInputs<T1, T2, KEY>;
  protected readonly windows: JoinWindows<T1, T2, W>;

  constructor(inputs: JoinedInputs<T1, T2, KEY>, windows: JoinWindows<T1, T2, W>) {
    this.inputs = inputs;
    this.windows = windows;
  }

  /** The same step with other windows. */
  protected abstract withWindows(windows: JoinWindows<T1, T2, W>): SELF;

  /** Replaces the assigner's own trigger; it sees the tagged records of both streams. */
  trigger(trigger: Trigger<TaggedUnion<T1, T2>, W> | null): SELF {
    return this.withWindows({ ...this.windows, trigger });
  }

  /** Removes elements before or after the function runs, counting both streams. */
  evictor(evictor: Evictor<TaggedUnion<T1, T2>, W> | null): SELF {
    return this.withWindows({ ...this.windows, evictor });
  }

  /** How long a window is kept after its end; a late record within it fires the whole window again. */
  allowedLateness(lateness: Duration | number | null): SELF {
    const allowedLateness = typeof lateness === "number" ? Duration.ofMillis(lateness) : lateness;
    return this.withWindows({ ...this.windows, allowedLateness });
  }
}

/** Flink's `CoGroupedStreams.WithWindow`. */
export class CoGroupedWithWindow<T1, T2, KEY, W extends Window> extends WindowSteps<
  T1,
  T2,
  KEY,
  W,
  CoGroupedWithWindow<T1, T2, KEY, W>
> {
  protected override withWindows(windows: JoinWindows<T1, T2, W>): CoGroupedWithWindow<T1, T2, KEY, W> {
    return new CoGroupedWithWindow(this.inputs, windows);
  }

  /** Calls the function for each key and window with the records of both streams. */
  apply<R>(coGroupFunction: CoGroupFunctionLike<T1, T2, R>): SingleOutputStreamOperator<R> {
    checkFunction(coGroupFunction, "apply", "coGroup");
    return addWindowJoin(this.inputs, this.windows, () =>
      CoGroupWindowFunction.ofCoGroup<T1, T2, R, KEY, W>(instantiate(coGroupFunction)),
    );
  }
}

/** The operators of a join or co-group: two maps, and the window operator behind their union. */
export function addWindowJoin<T1, T2, KEY, R, W extends Window>(
  inputs: JoinedInputs<T1, T2, KEY>,
  windows: JoinWindows<T1, T2, W>,
  createFunction: () => WindowFunction<TaggedUnion<T1, T2>, R, KEY, W>,
): SingleOutputStreamOperator<R> {
  const { builder, keySelector1, keySelector2, keyType } = inputs;
  checkKeyType(keyType);
  const operators = joinWindowsBuilder<T1, T2, KEY, W>(windows);
  const first = tagged(inputs.input1, (value: T1) => TaggedUnion.one<T1, T2>(value));
  const second = tagged(inputs.input2, (value: T2) => TaggedUnion.two<T1, T2>(value));
  const selector = (union: TaggedUnion<T1, T2>): KEY =>
    union.fromFirst ? keySelector1(union.value as T1) : keySelector2(union.value as T2);
  const key = { selector, type: keyType };
  const input = builder.keyed(first.union(second).transformation, key).transformation;
  return addWindowOperator<TaggedUnion<T1, T2>, KEY, R, W>(
    { builder, input, key },
    {
      name: windowOperatorName(windows.assigner),
      description: operators.describe([createFunction()]),
      build: () => operators.apply<R>(createFunction()),
    },
  );
}

function joinWindowsBuilder<T1, T2, KEY, W extends Window>(
  windows: JoinWindows<T1, T2, W>,
): WindowOperatorBuilder<TaggedUnion<T1, T2>, KEY, W> {
  const { assigner, trigger, evictor, allowedLateness } = windows;
  const builder = new WindowOperatorBuilder<TaggedUnion<T1, T2>, KEY, W>(assigner);
  if (trigger !== null && trigger !== undefined) builder.trigger(trigger);
  if (evictor !== null && evictor !== undefined) builder.evictor(evictor);
  if (allowedLateness !== null && allowedLateness !== undefined) builder.allowedLateness(allowedLateness);
  return builder;
}

/** The stream with each record marked as one of it; runs with the parallelism of the stream. */
function tagged<T, T1, T2>(
  input: DataStream<T>,
  tag: (value: T) => TaggedUnion<T1, T2>,
): SingleOutputStreamOperator<TaggedUnion<T1, T2>> {
  return followParallelism(input.map(tag), input.transformation);
}
