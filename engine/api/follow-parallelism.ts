/**
 * Operators that run with the parallelism of their input, so that they are chained to it. In Flink this is not the
 * program's own choice: the adaptive batch scheduler may change it.
 */
import type { Transformation } from "../graph/index";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";

/** Gives the operator the parallelism that its input has at this moment. */
export function followParallelism<T>(
  operator: SingleOutputStreamOperator<T>,
  input: Transformation,
): SingleOutputStreamOperator<T> {
  const { transformation } = operator;
  if (transformation.type === "operator") transformation.setParallelism(input.parallelism, false);
  return operator;
}
