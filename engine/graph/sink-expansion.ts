/**
 * The operators that a sink becomes. Answers to Flink 2.3's `SinkTransformationTranslator`: a writer, and a
 * committer behind it where the sink commits in two phases; both take over what the program set on the sink.
 */
import { OperatorTransformation, type SinkTransformation } from "./transformation";

/** The writer, and the committer or null. The committer's input is the writer. */
export function expandSink(sink: SinkTransformation): {
  readonly writer: OperatorTransformation;
  readonly committer: OperatorTransformation | null;
} {
  const writer = new OperatorTransformation(sink.id, `${sink.name}: Writer`, sink.writer, [sink.input], {
    parallelism: sink.parallelism,
  });
  inherit(writer, sink, "Writer");
  if (sink.committer === null) return { writer, committer: null };
  const committer = new OperatorTransformation(sink.id, `${sink.name}: Committer`, sink.committer, [writer], {
    parallelism: sink.parallelism,
  });
  inherit(committer, sink, "Committer");
  committer.uid = sink.uid === null ? null : `Sink Committer: ${sink.uid}`;
  return { writer, committer };
}

function inherit(operator: OperatorTransformation, sink: SinkTransformation, part: string): void {
  operator.setParallelism(sink.parallelism, sink.isParallelismConfigured);
  operator.maxParallelism = sink.maxParallelism;
  operator.slotSharingGroup = sink.slotSharingGroup;
  operator.chainingStrategy = sink.chainingStrategy;
  operator.uid = sink.uid;
  if (sink.description !== null) operator.description = `${sink.description}: ${part}`;
}
