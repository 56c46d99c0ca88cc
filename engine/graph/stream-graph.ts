/**
 * Operators and the edges between them, virtual transformations resolved. Answers to Flink's `StreamGraph`,
 * `StreamNode` and `StreamEdge`.
 */
import type { Partitioning } from "./partitioning";
import type { JobType } from "./runtime-execution-mode";
import type { ChainingStrategy, GraphSettings, OperatorFactory, OperatorRole } from "./transformation";

export type StreamNode = {
  /** Index in `StreamGraph.nodes`: each operator comes after its inputs. */
  readonly index: number;
  /** Flink's number of the node, as `getExecutionPlan` prints it. */
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly role: OperatorRole;
  readonly uid: string | null;
  readonly uidHash: string | null;
  readonly parallelism: number;
  readonly isParallelismConfigured: boolean;
  /** As set by the program; null where nothing was set. */
  readonly maxParallelism: number | null;
  readonly slotSharingGroup: string;
  readonly chainingStrategy: ChainingStrategy;
  /** Of what it sends, in milliseconds; -1: a buffer waits until it is full. */
  readonly bufferTimeoutMillis: number;
  readonly factory: OperatorFactory;
  /** Number of logical inputs: 0 for a source. */
  readonly inputs: number;
  readonly inEdges: readonly StreamEdge[];
  readonly outEdges: readonly StreamEdge[];
};

/** How two tasks exchange records: `BATCH` stores the whole result first. Flink's `StreamExchangeMode`. */
export type ExchangeMode = "UNDEFINED" | "BATCH";

export type StreamEdge = {
  /** Node indices. */
  readonly source: number;
  readonly target: number;
  /** The target's logical input, from 0. */
  readonly input: number;
  readonly partitioning: Partitioning;
  /** Forward because nobody named an exchange: a dynamic graph rescales here unless the operators are chained. */
  readonly isForwardUnspecified: boolean;
  readonly exchangeMode: ExchangeMode;
  readonly bufferTimeoutMillis: number;
  /** The side output that the edge carries, or null for the main output. */
  readonly sideOutput: string | null;
};

export type StreamGraph = {
  readonly jobName: string;
  readonly jobType: JobType;
  /** A batch job under the adaptive scheduler: parallelisms that nobody set are decided while it runs. */
  readonly dynamic: boolean;
  readonly nodes: readonly StreamNode[];
  readonly settings: GraphSettings;
};
