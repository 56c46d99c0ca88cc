/**
 * Turns transformations into a stream graph: resolves unions, partitionings and side outputs into edges, decides
 * parallelism and slot sharing groups, chooses an exchange where the program names none. Answers to Flink 2.3's
 * `StreamGraphGenerator` and `StreamGraph.addEdge`.
 */
import { programError } from "./errors";
import { decideJobType } from "./job-type";
import type { Partitioning } from "./partitioning";
import type { JobType } from "./runtime-execution-mode";
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph";
import type { ChainingStrategy, OperatorTransformation, Program, Transformation } from "./transformation";

const DEFAULT_GROUP = "default";

type MutableNode = Omit<StreamNode, "inEdges" | "outEdges"> & { inEdges: StreamEdge[]; outEdges: StreamEdge[] };

/** One physical stream behind a transformation, with what the virtual ones in between ask for. */
type Upstream = {
  readonly node: MutableNode;
  readonly partitioning: Partitioning | null;
  readonly sideOutput: string | null;
};

/**
 * The stream graph of a program.
 * Errors: `IllegalStateException` for an empty program and for an unbounded source in batch mode,
 * `UnsupportedOperationException` for a forward exchange between different parallelisms.
 */
export function generateStreamGraph(program: Program): StreamGraph {
  if (!program.operators.some((operator) => operator.inputs.length > 0)) {
    throw programError(
      "IllegalStateException",
      "No operators defined in streaming topology. Cannot execute.",
      "Add at least one operator or a sink behind the source, for instance sinkTo(...).",
    );
  }
  const jobType = decideJobType(program);
  const nodes: MutableNode[] = [];
  const byTransformation = new Map<number, MutableNode>();

  const nodeOf = (transformation: OperatorTransformation): MutableNode => {
    const known = byTransformation.get(transformation.id);
    if (known !== undefined) return known;
    const inputs = transformation.inputs.map((input) => resolve(input));
    const node = createNode(program, jobType, transformation, nodes.length, inputs.flat());
    nodes.push(node);
    byTransformation.set(transformation.id, node);
    inputs.forEach((upstreams, input) => {
      for (const upstream of upstreams) connect(upstream, node, input);
    });
    return node;
  };

  const resolve = (transformation: Transformation): Upstream[] => {
    switch (transformation.type) {
      case "operator":
        return [{ node: nodeOf(transformation), partitioning: null, sideOutput: null }];
      case "union":
        return transformation.inputs.flatMap((input) => resolve(input));
      case "partition": {
        const { partitioning } = transformation;
        return resolve(transformation.input).map((upstream) => ({ ...upstream, partitioning }));
      }
      case "side-output": {
        const sideOutput = transformation.tagId;
        return resolve(transformation.input).map((upstream) => ({ ...upstream, sideOutput }));
      }
    }
  };

  for (const operator of program.operators) {
    if (operator.inputs.length > 0) nodeOf(operator);
  }
  return { jobName: program.jobName, jobType, nodes, chaining: program.defaults.chaining };
}

function createNode(
  program: Program,
  jobType: JobType,
  transformation: OperatorTransformation,
  index: number,
  upstreams: readonly Upstream[],
): MutableNode {
  const { forcedNonParallel } = transformation;
  return {
    index,
    transformationId: transformation.id,
    name: transformation.name,
    uid: transformation.uid,
    parallelism: forcedNonParallel ? 1 : (transformation.parallelism ?? program.defaults.parallelism),
    maxParallelism: forcedNonParallel ? 1 : (transformation.maxParallelism ?? program.defaults.maxParallelism),
    slotSharingGroup: slotSharingGroupOf(transformation, upstreams),
    chainingStrategy: chainingStrategyOf(transformation, jobType),
    factory: transformation.factory,
    inEdges: [],
    outEdges: [],
  };
}

/** In batch mode a keyed operator starts a chain, since its input is sorted. Flink's `BatchExecutionUtils`. */
function chainingStrategyOf({ factory, chainingStrategy }: OperatorTransformation, jobType: JobType): ChainingStrategy {
  const isSorted = jobType === "BATCH" && (factory.key !== null || (factory.secondKey ?? null) !== null);
  return isSorted && chainingStrategy === "ALWAYS" ? "HEAD" : chainingStrategy;
}

/** Without a group of its own an operator takes that of its inputs, where they all have the same. */
function slotSharingGroupOf(transformation: OperatorTransformation, upstreams: readonly Upstream[]): string {
  if (transformation.slotSharingGroup !== null) return transformation.slotSharingGroup;
  const [first, ...others] = upstreams.map((upstream) => upstream.node.slotSharingGroup);
  return first !== undefined && others.every((group) => group === first) ? first : DEFAULT_GROUP;
}

function connect(upstream: Upstream, target: MutableNode, input: number): void {
  const source = upstream.node;
  const sameParallelism = source.parallelism === target.parallelism;
  const partitioning = upstream.partitioning ?? { kind: sameParallelism ? "forward" : "rebalance" };
  if (partitioning.kind === "forward" && !sameParallelism) {
    throw programError(
      "UnsupportedOperationException",
      `Forward partitioning does not allow change of parallelism. Upstream operation: ${source.name} parallelism: ${source.parallelism}, ` +
        `downstream operation: ${target.name} parallelism: ${target.parallelism} You must use another partitioning strategy, ` +
        "such as broadcast, rebalance, shuffle or global.",
      "Give both operators the same parallelism, or name another exchange than forward().",
    );
  }
  const edge: StreamEdge = {
    source: source.index,
    target: target.index,
    input,
    partitioning,
    sideOutput: upstream.sideOutput,
  };
  source.outEdges.push(edge);
  target.inEdges.push(edge);
}
