/**
 * The operators that a sink becomes. Answers to Flink 2.3's `SinkTransformationTranslator`: a writer, and a
 * committer behind it where the sink commits in two phases; both take over what the program set on the sink.
 */
import { OperatorTransformation, partitionTransformation, type SinkTransformation } from "./transformation";

/** Writer and committer of a sink; the committer's input is the writer. */
export type ExpandedSink = {
  readonly writer: OperatorTransformation;
  readonly committer: OperatorTransformation | null;
};

/** The operators; `nextId` numbers them and the exchange between them, in Flink's order. */
export function expandSink(sink: SinkTransformation, nextId: () => number): ExpandedSink {
  const writer = new OperatorTransformation(nextId(), `${sink.name}: Writer`, sink.writer, [sink.input], {
    parallelism: sink.parallelism,
  });
  inherit(writer, sink);
  if (sink.committer === null) return { writer, committer: null };
  const exchange = partitionTransformation(nextId(), writer, { kind: "forward" });
  const committer = new OperatorTransformation(nextId(), `${sink.name}: Committer`, sink.committer, [exchange], {
    parallelism: sink.parallelism,
  });
  inherit(committer, sink);
  committer.uid = sink.uid === null ? null : `Sink Committer: ${sink.uid}`;
  return { writer, committer };
}

/** All but the description, which Flink drops here. */
function inherit(operator: OperatorTransformation, sink: SinkTransformation): void {
  operator.setParallelism(sink.parallelism, sink.isParallelismConfigured);
  operator.maxParallelism = sink.maxParallelism;
  operator.slotSharingGroup = sink.slotSharingGroup;
  operator.chainingStrategy = sink.chainingStrategy;
  operator.uid = sink.uid;
}
