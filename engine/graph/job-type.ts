/**
 * Whether a program runs as a stream or in batch mode. Answers to Flink's `StreamGraphGenerator.shouldExecuteInBatchMode`.
 */
import { programError } from "./errors";
import { physicalInputs } from "./physical-inputs";
import type { JobType } from "./runtime-execution-mode";
import type { OperatorTransformation, Program, SinkTransformation } from "./transformation";

/**
 * The job type of a program; a source that nothing reads does not count.
 * Errors: `IllegalStateException` for `BATCH` with a source that never ends.
 */
export function decideJobType({ runtimeMode, operators }: Program): JobType {
  const unbounded = operators
    .flatMap(sourcesThatFlinkSees)
    .find(({ factory }) => factory.boundedness === "CONTINUOUS_UNBOUNDED");
  if (runtimeMode === "BATCH" && unbounded !== undefined) {
    throw programError(
      "IllegalStateException",
      "Detected an UNBOUNDED source with the 'execution.runtime-mode' set to 'BATCH'. This combination is not allowed, " +
        "please set the 'execution.runtime-mode' to STREAMING or AUTOMATIC",
      `"${unbounded.name}" never ends, so no result could ever be final: read a bounded source, or run in STREAMING mode.`,
    );
  }
  if (runtimeMode !== "AUTOMATIC") return runtimeMode;
  return unbounded === undefined ? "BATCH" : "STREAMING";
}

/**
 * What an operator reads, as far as Flink looks for sources that never end. Behind a broadcast connection it sees the two
 * inputs themselves and nothing in front of them: a source with an exchange in between, which the broadcast side always
 * has, goes unseen. An accident of `AbstractBroadcastStateTransformation.getTransitivePredecessors`.
 */
function sourcesThatFlinkSees(
  operator: OperatorTransformation | SinkTransformation,
): readonly OperatorTransformation[] {
  if (operator.type === "sink" || operator.factory.isBroadcastConnection !== true) return physicalInputs(operator);
  return operator.inputs.flatMap((input) => (input.type === "operator" ? [input] : []));
}
