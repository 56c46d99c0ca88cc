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
  /** Of a keyed operator: how it reads the key of its (first) input, for key groups and traces. */
  readonly key: OperatorKey | null;
  /** Of an operator with two inputs: the key of the second one; the two types are the same. */
  readonly secondKey?: OperatorKey | null;
  /** Of a source: whether it ends. Absent: it does. */
  readonly boundedness?: Boundedness;
};

/** An operator of the program. The settings are mutable until the program is executed. */
export class OperatorTransformation {
  readonly type = "operator";
  uid: string | null = null;
  parallelism: number | null = null;
  maxParallelism: number | null = null;
  slotSharingGroup: string | null = null;
  chainingStrategy: ChainingStrategy = "ALWAYS";
  /** Operators that run with one subtask only (`windowAll`) refuse another parallelism. */
  forcedNonParallel = false;

  constructor(
    readonly id: number,
    public name: string,
    readonly factory: OperatorFactory,
    /** One entry for each logical input; empty for a source. */
    readonly inputs: readonly Transformation[],
  ) {}
}

/** Several streams as one. */
export type UnionTransformation = {
  readonly type: "union";
  readonly id: number;
  readonly inputs: readonly Transformation[];
};

/** A partitioning named by the program; the last one before an operator counts. */
export type PartitionTransformation = {
  readonly type: "partition";
  readonly id: number;
  readonly input: Transformation;
  readonly partitioning: Partitioning;
};

/** The records of one side output. */
export type SideOutputTransformation = {
  readonly type: "side-output";
  readonly id: number;
  readonly input: Transformation;
  readonly tagId: string;
};

export type Transformation =
  | OperatorTransformation
  | UnionTransformation
  | PartitionTransformation
  | SideOutputTransformation;

/**
 * The parallelism that was set for what produces the stream; null where the environment's counts. Of a union it is
 * that of the first input, as in Flink.
 */
export function declaredParallelism(transformation: Transformation): number | null {
  switch (transformation.type) {
    case "operator":
      return transformation.forcedNonParallel ? 1 : transformation.parallelism;
    case "union":
      return transformation.inputs[0] === undefined ? null : declaredParallelism(transformation.inputs[0]);
    case "partition":
    case "side-output":
      return declaredParallelism(transformation.input);
  }
}

/** A program, as `execute` hands it to the executor. */
export type Program = {
  readonly jobName: string;
  readonly runtimeMode: RuntimeExecutionMode;
  /** Every physical operator, in the order in which the program made them. */
  readonly operators: readonly OperatorTransformation[];
  readonly defaults: {
    readonly parallelism: number;
    readonly maxParallelism: number | null;
    readonly chaining: boolean;
  };
};
