/**
 * Turns transformations into a stream graph: resolves unions, partitionings and side outputs into edges, expands
 * sinks into writer and committer, decides parallelism and slot sharing groups, chooses an exchange where the
 * program names none. Answers to Flink 2.3's `StreamGraphGenerator`, its translators and `StreamGraph.addEdge`.
 */
import { programError } from "./errors";
import { decideJobType } from "./job-type";
import { physicalInputs } from "./physical-inputs";
import type { Partitioning } from "./partitioning";
import type { JobType } from "./runtime-execution-mode";
import { expandSink } from "./sink-expansion";
import type { ExchangeMode, StreamEdge, StreamGraph, StreamNode } from "./stream-graph";
import {
  type ChainingStrategy,
  type OperatorTransformation,
  PARALLELISM_DEFAULT,
  type Program,
  type SinkTransformation,
  type Transformation,
} from "./transformation";

const DEFAULT_GROUP = "default";
const DEFAULT_JOB_NAMES: Readonly<Record<JobType, string>> = {
  STREAMING: "Flink Streaming Job",
  BATCH: "Flink Batch Job",
};
const ROLE_PREFIX = { source: "Source: ", operator: "", sink: "Sink: " } as const;

type MutableNode = Omit<StreamNode, "inEdges" | "outEdges"> & { inEdges: StreamEdge[]; outEdges: StreamEdge[] };

/** One physical stream behind a transformation, with what the virtual ones in between ask for. */
type Upstream = {
  readonly node: MutableNode;
  readonly partitioning: Partitioning | null;
  readonly sideOutput: string | null;
};

/**
 * The stream graph of a program.
 * Errors: `IllegalStateException` for an empty program, for an unbounded source in batch mode and for a missing uid
 * where none are generated, `UnsupportedOperationException` for a forward exchange between different parallelisms.
 */
export function generateStreamGraph(program: Program): StreamGraph {
  const generator = new StreamGraphGenerator(program);
  return generator.generate();
}

class StreamGraphGenerator {
  readonly #program: Program;
  readonly #jobType: JobType;
  readonly #nodes: MutableNode[] = [];
  readonly #byTransformation = new Map<OperatorTransformation, MutableNode>();
  readonly #resolved = new Map<Transformation, readonly Upstream[]>();
  #lastId: number;

  constructor(program: Program) {
    if (!program.operators.some((operator) => operator.type === "sink" || operator.inputs.length > 0)) {
      throw programError(
        "IllegalStateException",
        "No operators defined in streaming topology. Cannot execute.",
        "Add at least one operator or a sink behind the source, for instance sinkTo(...).",
      );
    }
    this.#program = program;
    this.#lastId = program.lastId;
    this.#jobType = decideJobType(program);
  }

  generate(): StreamGraph {
    const { operators } = this.#program;
    const read = new Set(operators.flatMap((operator) => physicalInputs(operator)));
    for (const operator of operators) {
      if (operator.type === "sink") this.#addSink(operator);
      else if (operator.inputs.length > 0 || read.has(operator)) this.#nodeOf(operator);
    }
    const { jobName, settings } = this.#program;
    return {
      jobName: jobName ?? DEFAULT_JOB_NAMES[this.#jobType],
      jobType: this.#jobType,
      dynamic: this.#isDynamic,
      nodes: this.#nodes,
      settings,
    };
  }

  get #isDynamic(): boolean {
    return this.#jobType === "BATCH" && this.#program.settings.scheduler !== "Default";
  }

  #addSink(sink: SinkTransformation): void {
    this.#resolve(sink.input);
    const ids = { lastId: this.#lastId };
    const { parts, storedExchanges } = expandSink(sink, ids);
    this.#lastId = ids.lastId;
    for (const part of parts) {
      if (part.type === "sink") this.#addSink(part);
      else if (part.inputs.some((input) => storedExchanges.has(input))) this.#addBehindStoredExchange(part);
      else this.#nodeOf(part);
    }
  }

  #addBehindStoredExchange(part: OperatorTransformation): void {
    const inputs = part.inputs.map((input) => this.#resolve(input));
    this.#addNode(part, inputs, this.#jobType === "BATCH" ? "BATCH" : "UNDEFINED");
  }

  #nodeOf(transformation: OperatorTransformation): MutableNode {
    const known = this.#byTransformation.get(transformation);
    if (known !== undefined) return known;
    const inputs = transformation.inputs.map((input) => this.#resolve(input));
    return this.#addNode(transformation, inputs, "UNDEFINED");
  }

  #addNode(
    transformation: OperatorTransformation,
    inputs: readonly (readonly Upstream[])[],
    exchangeMode: ExchangeMode,
  ): MutableNode {
    const node = this.#createNode(transformation, inputs.flat());
    this.#nodes.push(node);
    this.#byTransformation.set(transformation, node);
    inputs.forEach((upstreams, input) => {
      for (const upstream of upstreams) this.#connect(upstream, node, input, exchangeMode);
    });
    this.#checkUid(node);
    return node;
  }

  /** Flink makes a node for each virtual transformation and stream behind it, once: they count as ids. */
  #resolve(transformation: Transformation): readonly Upstream[] {
    if (transformation.type === "operator") {
      return [{ node: this.#nodeOf(transformation), partitioning: null, sideOutput: null }];
    }
    const known = this.#resolved.get(transformation);
    if (known !== undefined) return known;
    const upstreams = this.#resolveVirtual(transformation);
    this.#resolved.set(transformation, upstreams);
    if (transformation.type !== "union") this.#lastId += upstreams.length;
    return upstreams;
  }

  #resolveVirtual(transformation: Exclude<Transformation, OperatorTransformation>): readonly Upstream[] {
    switch (transformation.type) {
      case "union":
        return transformation.inputs.flatMap((input) => this.#resolve(input));
      case "partition": {
        const { partitioning } = transformation;
        return this.#resolve(transformation.input).map((upstream) => ({ ...upstream, partitioning }));
      }
      case "side-output": {
        const sideOutput = transformation.tagId;
        return this.#resolve(transformation.input).map((upstream) => ({ ...upstream, sideOutput }));
      }
    }
  }

  #createNode(transformation: OperatorTransformation, upstreams: readonly Upstream[]): MutableNode {
    const { settings } = this.#program;
    const { parallelism, role, factory } = transformation;
    const name = `${ROLE_PREFIX[role]}${transformation.name}`;
    return {
      index: this.#nodes.length,
      id: transformation.id,
      name,
      description: transformation.description ?? name,
      role,
      uid: transformation.uid,
      uidHash: transformation.uidHash,
      parallelism: parallelism === PARALLELISM_DEFAULT ? settings.parallelism : parallelism,
      isParallelismConfigured: transformation.isParallelismConfigured,
      maxParallelism: transformation.maxParallelism ?? settings.maxParallelism,
      slotSharingGroup: slotSharingGroupOf(transformation, upstreams),
      chainingStrategy: chainingStrategyOf(transformation, this.#jobType),
      bufferTimeoutMillis: this.#bufferTimeoutOf(transformation),
      factory,
      inputs: transformation.inputs.length,
      inEdges: [],
      outEdges: [],
    };
  }

  #bufferTimeoutOf({ bufferTimeoutMillis }: OperatorTransformation): number {
    if (bufferTimeoutMillis >= 0) return bufferTimeoutMillis;
    return this.#jobType === "BATCH" ? -1 : this.#program.settings.bufferTimeoutMillis;
  }

  #connect(upstream: Upstream, target: MutableNode, input: number, exchangeMode: ExchangeMode): void {
    const source = upstream.node;
    const sameParallelism = source.parallelism === target.parallelism;
    const partitioning = upstream.partitioning ?? { kind: sameParallelism ? "forward" : "rebalance" };
    if (partitioning.kind === "forward" && !sameParallelism) throw forwardChangesParallelism(source, target);
    const edge: StreamEdge = {
      source: source.index,
      target: target.index,
      input,
      partitioning,
      isForwardUnspecified: this.#isDynamic && upstream.partitioning === null && partitioning.kind === "forward",
      exchangeMode,
      bufferTimeoutMillis: source.bufferTimeoutMillis,
      sideOutput: upstream.sideOutput,
    };
    source.outEdges.push(edge);
    target.inEdges.push(edge);
  }

  #checkUid(node: StreamNode): void {
    if (this.#program.settings.generatesUids || node.uid !== null || node.uidHash !== null) return;
    throw programError(
      "IllegalStateException",
      `Auto generated UIDs have been disabled but no UID or hash has been assigned to operator ${node.name}`,
      `Call uid("...") on "${node.name}", or do not call disableAutoGeneratedUIDs().`,
    );
  }
}

/** In batch mode a keyed operator starts a chain, since its input is sorted. Flink's `BatchExecutionUtils`. */
function chainingStrategyOf({ factory, chainingStrategy }: OperatorTransformation, jobType: JobType): ChainingStrategy {
  const asked = (factory.isBroadcastConnection === true ? null : chainingStrategy) ?? defaultStrategy(factory);
  const isSorted = jobType === "BATCH" && (factory.key !== null || (factory.secondKey ?? null) !== null);
  return isSorted && asked === "ALWAYS" ? "HEAD" : asked;
}

function defaultStrategy(factory: OperatorTransformation["factory"]): ChainingStrategy {
  return factory.isLegacySource === true ? "HEAD" : "ALWAYS";
}

/** Without a group of its own an operator takes that of its inputs, where they all have the same. */
function slotSharingGroupOf(transformation: OperatorTransformation, upstreams: readonly Upstream[]): string {
  if (transformation.slotSharingGroup !== null) return transformation.slotSharingGroup;
  const [first, ...others] = upstreams.map((upstream) => upstream.node.slotSharingGroup);
  return first !== undefined && others.every((group) => group === first) ? first : DEFAULT_GROUP;
}

function forwardChangesParallelism(source: StreamNode, target: StreamNode): Error {
  return programError(
    "UnsupportedOperationException",
    `Forward partitioning does not allow change of parallelism. Upstream operation: ${source.name} parallelism: ${source.parallelism}, ` +
      `downstream operation: ${target.name} parallelism: ${target.parallelism} You must use another partitioning strategy, ` +
      "such as broadcast, rebalance, shuffle or global.",
    "Give both operators the same parallelism, or name another exchange than forward().",
  );
}
