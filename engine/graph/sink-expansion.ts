/**
 * The operators that a sink becomes. Answers to Flink 2.3's `SinkTransformationTranslator`: a writer, and a committer
 * behind it where the sink commits in two phases, with the sink's own topologies before and behind the committer; all
 * take over what the program set on the sink.
 */
import { programError } from "./errors";
import {
  OperatorTransformation,
  PARALLELISM_DEFAULT,
  partitionTransformation,
  type PartitionTransformation,
  type SinkTransformation,
  type SubTopology,
  type Transformation,
} from "./transformation";

/** The operators and inner sinks of a sink, in the order in which they are added to the graph. */
export type ExpandedSink = {
  readonly parts: readonly (OperatorTransformation | SinkTransformation)[];
  /** The exchanges behind writer and committer, which batch mode stores. */
  readonly storedExchanges: ReadonlySet<Transformation>;
};

/** The operators; `ids` numbers them and the exchanges between them on, in Flink's order. */
export function expandSink(sink: SinkTransformation, ids: { lastId: number }): ExpandedSink {
  const storedExchanges = new Set<Transformation>();
  const writer = createOperator(sink, "Writer", sink.writer, sink.input, ids);
  if (sink.committer === null) return { parts: [writer], storedExchanges };
  const { beforeCommitter, behindCommitter } = sink.topology;
  const written = storedExchange(writer, ids);
  storedExchanges.add(written);
  const before = expandTopology(sink, beforeCommitter, written, ids);
  const committer = createOperator(sink, "Committer", sink.committer, before.output, ids);
  committer.uid = sink.uid === null ? null : `Sink Committer: ${sink.uid}`;
  if (behindCommitter === null) return { parts: [writer, ...before.parts, committer], storedExchanges };
  const committed = storedExchange(committer, ids);
  storedExchanges.add(committed);
  const behind = expandTopology(sink, behindCommitter, committed, ids);
  return { parts: [writer, ...before.parts, committer, ...behind.parts], storedExchanges };
}

function createOperator(
  sink: SinkTransformation,
  name: "Writer" | "Committer",
  factory: OperatorTransformation["factory"],
  input: Transformation,
  ids: { lastId: number },
): OperatorTransformation {
  ids.lastId += 1;
  const operator = new OperatorTransformation(ids.lastId, `${sink.name}: ${name}`, factory, [input], {
    parallelism: sink.parallelism,
  });
  inherit(operator, sink);
  operator.uid = sink.uid;
  return operator;
}

function storedExchange(input: Transformation, ids: { lastId: number }): PartitionTransformation {
  ids.lastId += 1;
  return partitionTransformation(ids.lastId, input, { kind: "forward" });
}

/** What the program built around the committer, under the sink's name and with its settings. */
function expandTopology(
  sink: SinkTransformation,
  topology: SubTopology | null,
  input: Transformation,
  ids: { lastId: number },
): { readonly output: Transformation; readonly parts: readonly (OperatorTransformation | SinkTransformation)[] } {
  if (topology === null) return { output: input, parts: [] };
  const { output, made, lastId } = topology(input, ids.lastId);
  ids.lastId = lastId;
  for (const part of made) {
    part.uid = uidOf(sink, part);
    part.name = `${sink.name}: ${part.name}`;
    if (part.description !== null && sink.description !== null) {
      part.description = `${sink.description}: ${part.description}`;
    }
    inherit(part, sink);
  }
  return { output, parts: made };
}

/** Errors: `IllegalStateException` where an operator has a uid and the sink has none. */
function uidOf(sink: SinkTransformation, part: OperatorTransformation | SinkTransformation): string | null {
  if (part.name === "Global Committer" && sink.uid !== null) return `Sink ${sink.uid} Global Committer`;
  if (part.uid === null) return null;
  if (sink.uid !== null) return `${sink.uid}: ${part.uid}`;
  throw programError(
    "IllegalStateException",
    `Sink ${sink.name} requires to set a uid since its customized topology has set uid for some operators.`,
    'Call uid("...") on the sink as well.',
  );
}

/** What the part leaves open is as the sink has it; all but the description, which Flink drops here. */
function inherit(part: OperatorTransformation | SinkTransformation, sink: SinkTransformation): void {
  if (part.parallelism === PARALLELISM_DEFAULT || part.parallelism === sink.parallelism) {
    part.setParallelism(sink.parallelism, sink.isParallelismConfigured);
  }
  part.maxParallelism ??= sink.maxParallelism;
  part.slotSharingGroup ??= sink.slotSharingGroup;
  part.chainingStrategy = sink.chainingStrategy ?? part.chainingStrategy;
}
