/**
 * Operators and the edges between them, virtual transformations resolved. Answers to Flink's `StreamGraph`,
 * `StreamNode` and `StreamEdge`.
 */
import type { JobType } from "./runtime-execution-mode";
import type { Partitioning } from "./partitioning";
import type { ChainingStrategy, OperatorFactory } from "./transformation";

export type StreamNode = {
  /** Index in `StreamGraph.nodes`: each operator comes after its inputs. */
  readonly index: number;
  readonly transformationId: number;
  readonly name: string;
  readonly uid: string | null;
  readonly parallelism: number;
  /** As set by the program; null where nothing was set. */
  readonly maxParallelism: number | null;
  readonly slotSharingGroup: string;
  readonly chainingStrategy: ChainingStrategy;
  readonly factory: OperatorFactory;
  readonly inEdges: readonly StreamEdge[];
  readonly outEdges: readonly StreamEdge[];
};

export type StreamEdge = {
  /** Node indices. */
  readonly source: number;
  readonly target: number;
  /** The target's logical input, from 0. */
  readonly input: number;
  readonly partitioning: Partitioning;
  /** The side output that the edge carries, or null for the main output. */
  readonly sideOutput: string | null;
};

export type StreamGraph = {
  readonly jobName: string;
  readonly jobType: JobType;
  readonly nodes: readonly StreamNode[];
  readonly chaining: boolean;
};
