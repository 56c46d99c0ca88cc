/**
 * What the api records while a program is written: a graph of transformations. Answers to Flink's
 * `Transformation` and its subclasses.
 *
 *   physical (become operators)          virtual (become properties of edges)
 *   OperatorTransformation               union, partition, side output
 *
 * Operators are opaque here: the graph only knows how to make a fresh instance for each subtask.
 */
import type { AnyStreamOperator } from "../operators/index";
import type { TypeInformation } from "../types/index";
import type { Boundedness, RuntimeExecutionMode } from "./runtime-execution-mode";
import type { AnyKeySelector, Partitioning } from "./partitioning";

/** `ALWAYS` chains where it can, `HEAD` starts a chain, `NEVER` stays alone. */
export type ChainingStrategy = "ALWAYS" | "HEAD" | "NEVER";

/** How a keyed operator reads the key of one of its inputs. */
export type OperatorKey = { readonly selector: AnyKeySelector; readonly type: TypeInformation<unknown> };

/** Makes the operator of one subtask; called once for each subtask and attempt. */
export type OperatorFactory = {
  /** What the operator is, for views: `source`, `map`, `window`, `keyed-process`, `sink`, ... */
  readonly kind: string;
  readonly create: () => AnyStreamOperator;
  /** The operator that takes its place in batch mode, where that is another one. */
  readonly createForBatch?: () => AnyStreamOperator;
  /** Of a keyed operator: how it reads the key of its (first) input, for key groups and traces. */
  readonly key: OperatorKey | null;
  /** Of an operator with two inputs: the key of the second one; the two types are the same. */
  readonly secondKey?: OperatorKey | null;
  /** Of an operator with two inputs: the one that batch mode reads to its end before the other. */
  readonly readsFirstInBatch?: 0 | 1;
  /** Of a source: whether it ends. Absent: it does. */
  readonly boundedness?: Boundedness;
  /** A source of the old kind (`addSource`), which holds its thread: nothing that yields may be chained to it. */
  readonly isLegacySource?: boolean;
  /**
   * Its operator state stands for what Flink keeps in an operator coordinator or outside of the job: it outlives a subtask
   * that has finished, and is no union state in Flink's sense.
   */
  readonly standsForCoordinator?: boolean;
  /** Runs mails while it waits for room, as async I/O and sink writers do. Flink's `YieldingOperatorFactory`. */
  readonly yields?: boolean;
  /** Behind `connect(broadcast)`: Flink drops what the program asks for in chaining, and looks for sources no further. */
  readonly isBroadcastConnection?: boolean;
};

/** What Flink means by a parallelism or a maximum that nobody set (`ExecutionConfig.PARALLELISM_DEFAULT`). */
export const PARALLELISM_DEFAULT = -1;

/** What a program sets on an operator or a sink. Mutable until the program is executed. */
export abstract class PhysicalTransformation {
  uid: string | null = null;
  /** A second id, by which state is looked up first: 32 hexadecimal digits. */
  uidHash: string | null = null;
  description: string | null = null;
  /** The declared type of what it emits; null where the program declares none. */
  outputType: TypeInformation<unknown> | null = null;
  maxParallelism: number | null = null;
  slotSharingGroup: string | null = null;
  /** null: what the operator itself prefers. */
  chainingStrategy: ChainingStrategy | null = null;
  /** In milliseconds, -1: the environment's. */
  bufferTimeoutMillis = -1;
  #parallelism: number;
  #isParallelismConfigured = false;

  protected constructor(
    readonly id: number,
    public name: string,
    parallelism: number,
  ) {
    this.#parallelism = parallelism;
  }

  /** The environment's when the operator was made, unless one was set since; -1 for the system's default. */
  get parallelism(): number {
    return this.#parallelism;
  }

  /** Whether the program chose the parallelism of this operator: adaptive batch leaves it alone then. */
  get isParallelismConfigured(): boolean {
    return this.#isParallelismConfigured;
  }

  /** `isConfigured`: false where an operator only follows its input. */
  setParallelism(parallelism: number, isConfigured = true): void {
    this.#parallelism = parallelism;
    this.#isParallelismConfigured = isConfigured && parallelism !== PARALLELISM_DEFAULT;
  }
}

/** Where an operator stands: a name in plans has `Source: ` or `Sink: ` in front at the ends that Flink marks so. */
export type OperatorRole = "source" | "operator" | "sink";

/** An operator of the program. */
export class OperatorTransformation extends PhysicalTransformation {
  readonly type = "operator";
  readonly role: OperatorRole;
  #forcedNonParallel = false;

  constructor(
    id: number,
    name: string,
    readonly factory: OperatorFactory,
    /** One entry for each logical input; empty for a source. */
    readonly inputs: readonly Transformation[],
    options: {
      readonly parallelism: number;
      readonly role?: OperatorRole;
      readonly forcedNonParallel?: boolean;
    },
  ) {
    super(id, name, options.parallelism);
    this.role = options.role ?? "operator";
    if (options.forcedNonParallel === true) this.forceNonParallel();
  }

  /** `windowAll` runs with one subtask and one key group, whatever the program asks for. */
  get forcedNonParallel(): boolean {
    return this.#forcedNonParallel;
  }

  forceNonParallel(): void {
    this.#forcedNonParallel = true;
    this.setParallelism(1);
    this.maxParallelism = 1;
  }
}

/** A sink of `sinkTo`: becomes a writer, and a committer behind it where the sink commits. */
export class SinkTransformation extends PhysicalTransformation {
  readonly type = "sink";

  constructor(
    id: number,
    readonly writer: OperatorFactory,
    readonly committer: OperatorFactory | null,
    readonly input: Transformation,
    parallelism: number,
    readonly topology: SinkTopology = PLAIN_SINK,
  ) {
    super(id, "Sink", parallelism);
  }
}

/** What a sink puts around its committer: made anew whenever the sink is expanded. */
export type SinkTopology = {
  readonly beforeCommitter: SubTopology | null;
  readonly behindCommitter: SubTopology | null;
};

/** A sink of writer and committer alone. */
export const PLAIN_SINK: SinkTopology = { beforeCommitter: null, behindCommitter: null };

/** Makes transformations behind the input, numbered on from `lastId`. */
export type SubTopology = (input: Transformation, lastId: number) => MadeTopology;

export type MadeTopology = {
  /** What the next part of the sink reads. */
  readonly output: Transformation;
  /** In the order in which they were made. */
  readonly made: readonly (OperatorTransformation | SinkTransformation)[];
  readonly lastId: number;
};

/** What the virtual transformations share: the parallelism of their input at the moment in which they were made. */
type Virtual = { readonly id: number; readonly parallelism: number };

/** Several streams as one. */
export type UnionTransformation = Virtual & {
  readonly type: "union";
  readonly inputs: readonly Transformation[];
};

/** A partitioning named by the program; the last one before an operator counts. */
export type PartitionTransformation = Virtual & {
  readonly type: "partition";
  readonly input: Transformation;
  readonly partitioning: Partitioning;
};

/** The records of one side output. */
export type SideOutputTransformation = Virtual & {
  readonly type: "side-output";
  readonly input: Transformation;
  readonly tagId: string;
};

/** What a stream can be; sinks end streams. */
export type Transformation =
  | OperatorTransformation
  | UnionTransformation
  | PartitionTransformation
  | SideOutputTransformation;

/** Several streams as one; its parallelism is that of the first, as in Flink. */
export function unionTransformation(id: number, inputs: readonly Transformation[]): UnionTransformation {
  return { type: "union", id, inputs, parallelism: inputs[0]?.parallelism ?? PARALLELISM_DEFAULT };
}

/** The stream under another exchange. */
export function partitionTransformation(
  id: number,
  input: Transformation,
  partitioning: Partitioning,
): PartitionTransformation {
  return { type: "partition", id, input, partitioning, parallelism: input.parallelism };
}

/** A side output of what made the stream. */
export function sideOutputTransformation(id: number, input: Transformation, tagId: string): SideOutputTransformation {
  return { type: "side-output", id, input, tagId, parallelism: input.parallelism };
}

/** The declared type of the records of a stream, of a union that of the first; null where there is none. */
export function declaredOutputType(transformation: Transformation): TypeInformation<unknown> | null {
  switch (transformation.type) {
    case "operator":
      return transformation.outputType;
    case "union":
      return transformation.inputs[0] === undefined ? null : declaredOutputType(transformation.inputs[0]);
    case "partition":
      return declaredOutputType(transformation.input);
    case "side-output":
      return null;
  }
}

/** The configuration of a job as far as it shapes its graphs. */
export type GraphSettings = {
  /** Of operators that were made under the system's default. */
  readonly parallelism: number;
  readonly maxParallelism: number | null;
  readonly chaining: boolean;
  /** Whether operators with unequal set maxima may share a task (default true). */
  readonly chainsDifferentMaxParallelism: boolean;
  /** How long an incomplete network buffer waits, in milliseconds; -1: until it is full. */
  readonly bufferTimeoutMillis: number;
  /** Whether operators without uid get an id of their own making (default true). */
  readonly generatesUids: boolean;
  /** Of batch jobs `AdaptiveBatch`, and `Adaptive`, which Flink then replaces by it, make the graph dynamic. */
  readonly scheduler: SchedulerType;
  /** Whether the adaptive batch scheduler decides parallelisms that the program left open. */
  readonly decidesParallelism: boolean;
  /** `unaligned` and `forced` count where checkpoints are taken. */
  readonly checkpointing: { readonly unaligned: boolean; readonly forced: boolean } | null;
};

/** `jobmanager.scheduler`, as far as it changes graphs. */
export type SchedulerType = "Default" | "Adaptive" | "AdaptiveBatch";

/** A program, as `execute` hands it to the executor. */
export type Program = {
  /** null: Flink's default name of its kind of job. */
  readonly jobName: string | null;
  readonly runtimeMode: RuntimeExecutionMode;
  /** The number of the transformation that was made last: Flink numbers on from there. */
  readonly lastId: number;
  /** Every source, operator and sink, in the order in which the program made them. */
  readonly operators: readonly (OperatorTransformation | SinkTransformation)[];
  readonly settings: GraphSettings;
};
