/**
 * The operators behind `sinkTo`.
 */
import {
  type CommittableMessage,
  CommitterOperator,
  type OperatorSink,
  type Sink,
  SinkWriterOperator,
  supportsCommitter,
} from "../connectors/index";
import { illegalArgument } from "../core/index";
import { type OperatorFactory, type OperatorKey, PLAIN_SINK, type SinkTopology } from "../graph/index";
import { supportsPostCommitTopology, supportsPreCommitTopology } from "./sink-topologies";
import type { DataStream } from "./data-stream";
import type { StreamBuilder } from "./stream-builder";

type Committables = DataStream<CommittableMessage<never>>;

/** What a sink becomes: its writer, and where it commits the committer with what stands around it. */
export type SinkFactories = {
  readonly writer: OperatorFactory;
  readonly committer: OperatorFactory | null;
  readonly topology: SinkTopology;
};

/**
 * The writer has the key of a keyed stream.
 * Errors: `IllegalArgumentException` for a sink with a topology around a committer that it does not have.
 */
export function sinkFactories<T>(
  sink: Sink<T> | OperatorSink<T>,
  key: OperatorKey | null,
  builder: StreamBuilder,
): SinkFactories {
  if ("createWriterOperator" in sink) {
    const create = () => sink.createWriterOperator();
    const writer = { kind: "sink", create, key, yields: true, standsForCoordinator: true };
    return { writer, committer: null, topology: PLAIN_SINK };
  }
  const commits = supportsCommitter(sink);
  checkTopologies(sink, commits);
  const writer = { kind: "sink", create: () => new SinkWriterOperator(sink, commits), key, yields: true };
  if (!commits) return { writer, committer: null, topology: PLAIN_SINK };
  const topology: SinkTopology = {
    beforeCommitter: supportsPreCommitTopology(sink)
      ? builder.subTopology((written: Committables) => sink.addPreCommitTopology(written))
      : null,
    behindCommitter: supportsPostCommitTopology(sink)
      ? builder.subTopology<CommittableMessage<never>, never>((committed) => {
          sink.addPostCommitTopology(committed);
          return null;
        })
      : null,
  };
  const create = () =>
    new CommitterOperator(sink, {
      isCheckpointingEnabled: builder.isCheckpointingEnabled(),
      emitsDownstream: topology.behindCommitter !== null,
    });
  return { writer, committer: { kind: "committer", create, key: null }, topology };
}

function checkTopologies(sink: object, commits: boolean): void {
  if (commits) return;
  const mixins = [
    supportsPreCommitTopology(sink) ? "SupportsPreCommitTopology" : null,
    supportsPostCommitTopology(sink) ? "SupportsPostCommitTopology" : null,
  ];
  const mixin = mixins.find((name) => name !== null);
  if (mixin === undefined) return;
  throw illegalArgument(`Sink with ${mixin} should implement SupportsCommitter`, {
    hint: "Give the sink a method createCommitter, and its writers a method prepareCommit.",
  });
}
