/**
 * What a sink of the user may build around its committer. Answers to Flink's `SupportsPreCommitTopology`,
 * `SupportsPostCommitTopology` and `StandardSinkTopologies`.
 */
import { type CommittableMessage, type CommitterFactory, GlobalCommitterOperator } from "../connectors/index";
import type { Transformation } from "../graph/index";
import { builderOf, type DataStream } from "./data-stream";

/**
 * Flink's `SupportsPreCommitTopology`: operators between writer and committer. Of each subtask and checkpoint they have
 * to pass on one summary, with the number of committables that follow it.
 */
export interface SupportsPreCommitTopology<WRITTEN, COMM> {
  addPreCommitTopology(committables: DataStream<CommittableMessage<WRITTEN>>): DataStream<CommittableMessage<COMM>>;
}

/**
 * Flink's `SupportsPostCommitTopology`: operators behind the committer, which get what was committed; after a restore
 * some of that again.
 */
export interface SupportsPostCommitTopology<COMM> {
  addPostCommitTopology(committables: DataStream<CommittableMessage<COMM>>): void;
}

/** Whether the sink builds something before its committer. */
export function supportsPreCommitTopology(sink: object): sink is SupportsPreCommitTopology<never, never> {
  return "addPreCommitTopology" in sink && typeof sink.addPreCommitTopology === "function";
}

/** Whether the sink builds something behind its committer. */
export function supportsPostCommitTopology(sink: object): sink is SupportsPostCommitTopology<never> {
  return "addPostCommitTopology" in sink && typeof sink.addPostCommitTopology === "function";
}

/** Flink's `StandardSinkTopologies`. */
export const StandardSinkTopologies = {
  GLOBAL_COMMITTER_TRANSFORMATION_NAME: "Global Committer",

  /** Adds, as the last operator, a committer with one subtask that gets the committables of all. */
  addGlobalCommitter<COMM>(
    committables: DataStream<CommittableMessage<COMM>>,
    committerFactory: CommitterFactory<COMM>,
  ): void {
    const builder = builderOf(committables);
    const { transformation } = committables.global();
    const commitsOnInput = !builder.isCheckpointingEnabled() || hasUpstreamCommitter(transformation);
    const create = () => new GlobalCommitterOperator<COMM>(committerFactory, commitsOnInput);
    const name = StandardSinkTopologies.GLOBAL_COMMITTER_TRANSFORMATION_NAME;
    const committer = builder.operator<never>(name, { kind: "global-committer", create, key: null }, transformation);
    committer.setParallelism(1).setMaxParallelism(1);
  },
};

/** Whether a committer stands between the writer and here. */
function hasUpstreamCommitter(transformation: Transformation): boolean {
  switch (transformation.type) {
    case "operator": {
      const { kind } = transformation.factory;
      if (kind === "committer") return true;
      return kind !== "sink" && transformation.inputs.some(hasUpstreamCommitter);
    }
    case "union":
      return transformation.inputs.some(hasUpstreamCommitter);
    case "partition":
    case "side-output":
      return hasUpstreamCommitter(transformation.input);
  }
}
