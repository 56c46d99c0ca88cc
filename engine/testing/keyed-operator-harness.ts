/**
 * A harness for an operator behind `keyBy`. Answers to Flink's `KeyedOneInputStreamOperatorTestHarness`.
 */
import type { KeySelector, OneInputStreamOperator } from "../operators/index";
import type { HarnessOptions } from "./harness-context";
import { OperatorHarness } from "./operator-harness";

/** A harness whose operator gets its current key from each record. */
export function createKeyedOperatorHarness<K, IN, OUT>(
  create: () => OneInputStreamOperator<IN, OUT>,
  keySelector: KeySelector<IN, K>,
  options: Omit<HarnessOptions, "keySelector"> = {},
): OperatorHarness<IN, OUT> {
  return new OperatorHarness(create, { ...options, keySelector });
}
