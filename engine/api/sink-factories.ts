/**
 * The operators behind `sinkTo`.
 */
import {
  CommitterOperator,
  type OperatorSink,
  type Sink,
  SinkWriterOperator,
  supportsCommitter,
} from "../connectors/index";
import type { OperatorFactory, OperatorKey } from "../graph/index";
import type { StreamBuilder } from "./stream-builder";

/** The factory of the writer, and of the committer where the sink has one. The writer has the key of a keyed stream. */
export function sinkFactories<T>(
  sink: Sink<T> | OperatorSink<T>,
  key: OperatorKey | null,
  builder: StreamBuilder,
): { readonly writer: OperatorFactory; readonly committer: OperatorFactory | null } {
  if ("createWriterOperator" in sink) {
    return { writer: { kind: "sink", create: () => sink.createWriterOperator(), key, yields: true }, committer: null };
  }
  const commits = supportsCommitter(sink);
  const writer = { kind: "sink", create: () => new SinkWriterOperator(sink, commits), key, yields: true };
  if (!commits) return { writer, committer: null };
  const create = () => new CommitterOperator(sink, builder.isCheckpointingEnabled());
  return { writer, committer: { kind: "committer", create, key: null } };
}
