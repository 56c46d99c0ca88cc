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

/** `build` is called at once, so that what Flink refuses is refused here, and again for each subtask. */
export function addWindowOperator<T, K, R, W extends Window>(
  { builder, input, key }: WindowInput<T, K>,
  name: string,
  build: () => WindowOperatorFactory<T, R, W>,
): SingleOutputStreamOperator<R> {
  build();
  return builder.operator<R>(name, { kind: "window", create: () => build()(), key: erasedKey(key) }, input);
}
