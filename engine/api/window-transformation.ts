/**
 * How every kind of windowed stream adds its operator to the program.
 */
import type { Transformation } from "../graph/index";
import type { Window, WindowOperatorFactory } from "../windows/index";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import { erasedKey, type KeyDefinition, type StreamBuilder } from "./stream-builder";

/** What a window operator is made behind: the stream, partitioned by key, and that key. */
export type WindowInput<T, K> = {
  readonly builder: StreamBuilder;
  readonly input: Transformation;
  readonly key: KeyDefinition<T, K>;
};

/** What is added: names as plans show them, and how to make the operator. */
export type WindowOperation<T, R, W extends Window> = {
  readonly name: string;
  readonly description: string;
  /** Called at once, so that what Flink refuses is refused here, and again for each subtask. */
  readonly build: () => WindowOperatorFactory<T, R, W>;
};

/** The operator, and the stream of what it emits. */
export function addWindowOperator<T, K, R, W extends Window>(
  { builder, input, key }: WindowInput<T, K>,
  { name, description, build }: WindowOperation<T, R, W>,
): SingleOutputStreamOperator<R> {
  build();
  const factory = { kind: "window", create: () => build()(), key: erasedKey(key) };
  return builder.operator<R>(name, factory, input).setDescription(description);
}
