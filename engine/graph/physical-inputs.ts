/**
 * What an operator or a sink reads, seen through unions, partitionings and side outputs.
 */
import type { OperatorTransformation, SinkTransformation, Transformation } from "./transformation";

/** The operators whose records it gets, in the order of its inputs. */
export function physicalInputs(operator: OperatorTransformation | SinkTransformation): OperatorTransformation[] {
  return (operator.type === "sink" ? [operator.input] : operator.inputs).flatMap(producers);
}

function producers(transformation: Transformation): OperatorTransformation[] {
  switch (transformation.type) {
    case "operator":
      return [transformation];
    case "union":
      return transformation.inputs.flatMap(producers);
    case "partition":
    case "side-output":
      return producers(transformation.input);
  }
}
