/**
 * Two streams side by side, to be processed by one operator. Answers to Flink 2.3's `ConnectedStreams`. Unlike a
 * union the streams keep their types, and the operator knows which one a record came by. Which of the two is read next
 * is open, as in Flink.
 */
import { unsupportedOperation } from "../core/index";
import {
  type AnyStreamOperator,
  type CoFlatMapFunction,
  CoFlatMapOperator,
  type CoMapFunction,
  CoMapOperator,
  type CoProcessFunction,
  CoProcessOperator,
  KeyedCoProcessFunction,
  KeyedCoProcessOperator,
  type KeySelector,
} from "../operators/index";
import { INFERRED_KEY_TYPE } from "../types/index";
import type { DataStream, FieldName, KeyTypeOf } from "./data-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type KeyDefinition, type StreamBuilder } from "./stream-builder";
import { checkFunction, instantiate } from "./user-function";

export class ConnectedStreams<IN1, IN2> {
  readonly #builder: StreamBuilder;
  readonly #first: DataStream<IN1>;
  readonly #second: DataStream<IN2>;

  /** Made by `DataStream.connect`. */
  constructor(builder: StreamBuilder, first: DataStream<IN1>, second: DataStream<IN2>) {
    this.#builder = builder;
    this.#first = first;
    this.#second = second;
  }

  getFirstInput(): DataStream<IN1> {
    return this.#first;
  }

  getSecondInput(): DataStream<IN2> {
    return this.#second;
  }

  /**
   * Keys both streams, so that records of one key meet in one subtask and share its state. Give two selectors, or the
   * names of two fields; `keyType` fixes the Java type of both keys. Flink's `ConnectedStreams.keyBy`.
   */
  keyBy<K>(
    selector1: KeySelector<IN1, K>,
    selector2: KeySelector<IN2, K>,
    keyType?: KeyTypeOf<NoInfer<K>>,
  ): ConnectedStreams<IN1, IN2>;
  keyBy<F1 extends FieldName<IN1> & keyof IN1, F2 extends FieldName<IN2> & keyof IN2>(
    field1: F1,
    field2: F2,
    keyType?: KeyTypeOf<IN1[F1]>,
  ): ConnectedStreams<IN1, IN2>;
  keyBy(
    key1: KeySelector<IN1, unknown> | PropertyKey,
    key2: KeySelector<IN2, unknown> | PropertyKey,
    keyType?: KeyTypeOf<unknown>,
  ): ConnectedStreams<IN1, IN2> {
    const first = this.#first.keyBy(key1 as KeySelector<IN1, unknown>, keyType);
    const second = this.#second.keyBy(key2 as KeySelector<IN2, unknown>, keyType);
    return new ConnectedStreams<IN1, IN2>(this.#builder, first, second);
  }

  /** One record out for each record in, with its timestamp. Flink's `ConnectedStreams.map`. */
  map<R>(mapper: CoMapFunction<IN1, IN2, R>): SingleOutputStreamOperator<R> {
    checkFunction(mapper, "map", "map1");
    return this.transform("Co-Map", "co-map", () => new CoMapOperator<IN1, IN2, R>(instantiate(mapper)));
  }

  /** Any number of records out for each record in, with its timestamp. Flink's `ConnectedStreams.flatMap`. */
  flatMap<R>(mapper: CoFlatMapFunction<IN1, IN2, R>): SingleOutputStreamOperator<R> {
    checkFunction(mapper, "flatMap", "flatMap1");
    const create = () => new CoFlatMapOperator<IN1, IN2, R>(instantiate(mapper));
    return this.transform("Co-Flat Map", "co-flat-map", create);
  }

  /**
   * Runs a `KeyedCoProcessFunction` (both streams must be keyed) or a `CoProcessFunction`; that one has timers and
   * keyed state where both streams are keyed. Flink's `ConnectedStreams.process`.
   * Errors: `UnsupportedOperationException` for a keyed function on streams that are not both keyed.
   */
  process<K, R>(processFunction: KeyedCoProcessFunction<K, IN1, IN2, R>): SingleOutputStreamOperator<R>;
  process<R>(processFunction: CoProcessFunction<IN1, IN2, R>): SingleOutputStreamOperator<R>;
  process<R>(
    processFunction: KeyedCoProcessFunction<unknown, IN1, IN2, R> | CoProcessFunction<IN1, IN2, R>,
  ): SingleOutputStreamOperator<R> {
    checkFunction(processFunction, "process", "processElement1");
    const isKeyed = this.#first.keyDefinition !== null && this.#second.keyDefinition !== null;
    if (processFunction instanceof KeyedCoProcessFunction) {
      if (!isKeyed) throw bothMustBeKeyed();
      const create = () =>
        new KeyedCoProcessOperator<unknown, IN1, IN2, R>(instantiate(processFunction), { tellsKey: true });
      return this.transform("Co-Keyed-Process", "keyed-co-process", create);
    }
    const create = isKeyed
      ? () => KeyedCoProcessOperator.legacy<IN1, IN2, R>(instantiate(processFunction))
      : () => new CoProcessOperator<IN1, IN2, R>(instantiate(processFunction));
    return this.transform("Co-Process", "co-process", create);
  }

  /**
   * Adds an operator with two inputs of one's own: `create` makes one for each subtask, `kind` is what views call it.
   * Flink's `ConnectedStreams.transform`.
   * Errors: `UnsupportedOperationException` for keyed streams whose keys differ in type.
   */
  transform<R>(name: string, kind: string, create: () => AnyStreamOperator): SingleOutputStreamOperator<R> {
    const [first, second] = withCommonKeyType(this.#first, this.#second);
    const key = first.keyDefinition === null ? null : erasedKey(first.keyDefinition);
    const secondKey = second.keyDefinition === null ? null : erasedKey(second.keyDefinition);
    const inputs = [first.transformation, second.transformation] as const;
    return this.#builder.twoInputOperator<R>(name, { kind, create, key, secondKey }, inputs);
  }
}

/**
 * Both streams with one type of keys: where only one type was declared, it counts for both, so that equal keys meet in
 * one subtask.
 */
function withCommonKeyType<IN1, IN2>(
  first: DataStream<IN1>,
  second: DataStream<IN2>,
): readonly [DataStream<IN1>, DataStream<IN2>] {
  const key1 = first.keyDefinition;
  const key2 = second.keyDefinition;
  if (key1 === null || key2 === null || key1.type.typeName === key2.type.typeName) return [first, second];
  if (isInferred(key1)) return [first.keyBy(key1.selector, key2.type), second];
  if (isInferred(key2)) return [first, second.keyBy(key2.selector, key1.type)];
  throw unsupportedOperation(
    `Key types of the two keyed streams do not match: ${key1.type.typeName} and ${key2.type.typeName}.`,
    { hint: "Key both streams by values of one type, and declare the same key type for both." },
  );
}

function isInferred(key: KeyDefinition<never, unknown>): boolean {
  return key.type === INFERRED_KEY_TYPE;
}

function bothMustBeKeyed(): Error {
  return unsupportedOperation("A KeyedCoProcessFunction can only be used when both input streams are keyed.", {
    hint: "Call keyBy on both streams before connect, or connect(...).keyBy(selector1, selector2).",
  });
}
