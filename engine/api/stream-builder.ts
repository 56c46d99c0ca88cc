/**
 * How streams make further streams without knowing each other's classes: the environment implements this port,
 * so that no stream class has to import its siblings.
 */
import type { OperatorFactory, SinkTopology, SubTopology, Transformation } from "../graph/index";
import type { OperatorSink } from "../connectors/index";
import type { KeySelector } from "../operators/index";
import type { TypeInformation } from "../types/index";
import type { Window, WindowAssigner } from "../windows/index";
import type { AllWindowedStream } from "./all-windowed-stream";
import type { DataStream } from "./data-stream";
import type { DataStreamSink } from "./data-stream-sink";
import type { KeyedStream } from "./keyed-stream";
import type { SingleOutputStreamOperator } from "./single-output-stream-operator";
import type { StreamExecutionEnvironment } from "./stream-execution-environment";
import type { WindowedStream } from "./windowed-stream";

/** What an operator is keyed by: the selector and the key's type. */
export type KeyDefinition<T, K> = {
  readonly selector: KeySelector<T, K>;
  readonly type: TypeInformation<unknown>;
};

/** The same in the form in which graphs hold it. */
export function erasedKey<T, K>(key: KeyDefinition<T, K>): NonNullable<OperatorFactory["key"]> {
  return { selector: key.selector, type: key.type };
}

export interface StreamBuilder {
  /** The environment of the program. */
  environment(): StreamExecutionEnvironment;
  nextId(): number;
  operator<R>(name: string, factory: OperatorFactory, input: Transformation): SingleOutputStreamOperator<R>;
  twoInputOperator<R>(
    name: string,
    factory: OperatorFactory,
    inputs: readonly [Transformation, Transformation],
  ): SingleOutputStreamOperator<R>;
  /** An operator that runs with one subtask and one key group only. */
  nonParallelOperator<R>(name: string, factory: OperatorFactory, input: Transformation): SingleOutputStreamOperator<R>;
  /** The writer of a sink, and its committer where it has one. */
  sink<T>(
    writer: OperatorFactory,
    committer: OperatorFactory | null,
    input: Transformation,
    topology?: SinkTopology,
  ): DataStreamSink<T>;
  /** Streams that the program makes in `make` belong to a part of a sink, not to the program itself. */
  subTopology<IN, OUT>(make: (input: DataStream<IN>) => DataStream<OUT> | null): SubTopology;
  /** A sink of the old kind: one operator, `Sink: <name>`. */
  sinkOperator<T>(name: string, factory: OperatorFactory, input: Transformation): DataStreamSink<T>;
  /** Makes the sink behind `print()` and remembers it. */
  printSink<T>(identifier: string): OperatorSink<T>;
  /** Asked when operators are made: whether the job takes checkpoints. */
  isCheckpointingEnabled(): boolean;
  stream<T>(transformation: Transformation): DataStream<T>;
  keyed<T, K>(input: Transformation, key: KeyDefinition<T, K>): KeyedStream<T, K>;
  windowed<T, K, W extends Window>(
    input: Transformation,
    key: KeyDefinition<T, K>,
    assigner: WindowAssigner<T, W>,
  ): WindowedStream<T, K, W>;
  allWindowed<T, W extends Window>(input: Transformation, assigner: WindowAssigner<T, W>): AllWindowedStream<T, W>;
}
