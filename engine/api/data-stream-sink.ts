/**
 * The end of a stream. Answers to Flink's `DataStreamSink`.
 */
import type { OperatorTransformation } from "../graph/index";
import type { StreamBuilder } from "./stream-builder";

/** The name of a sink before it is given one, and what its operator is called by a name. */
export type SinkNaming = { readonly defaultName: string; readonly operatorName: (name: string) => string };

/** A sink of `sinkTo`: its operator is the writer. */
export const WRITER_NAMING: SinkNaming = { defaultName: "Sink", operatorName: (name) => `${name}: Writer` };

/** What `print` makes: an operator of its own, of Flink's older kind of sink. */
export const PRINT_NAMING: SinkNaming = {
  defaultName: "Print to Std. Out",
  operatorName: (name) => `Sink: ${name}`,
};

/** A sink in the program; `T` is what it takes. */
export class DataStreamSink<T> {
  /** Never set: keeps the element type visible to the type checker. */
  declare readonly elementType?: T;
  readonly #builder: StreamBuilder;
  readonly #operator: OperatorTransformation;
  readonly #naming: SinkNaming;

  constructor(builder: StreamBuilder, operator: OperatorTransformation, naming: SinkNaming) {
    this.#builder = builder;
    this.#operator = operator;
    this.#naming = naming;
  }

  /** The sink's name: its operator is called `<name>: Writer`, behind `print()` it is `Sink: <name>`. */
  name(name: string): this {
    this.#operator.name = this.#naming.operatorName(name);
    return this;
  }

  /** The sink's stable id in checkpoints. */
  uid(uid: string): this {
    this.#operator.uid = uid;
    return this;
  }

  /** Number of subtasks that write. */
  setParallelism(parallelism: number): this {
    this.#operator.parallelism = this.#builder.checkParallelism(parallelism, this.#operator);
    return this;
  }

  /** Number of key groups, which bounds the parallelism. */
  setMaxParallelism(maxParallelism: number): this {
    this.#operator.maxParallelism = this.#builder.checkMaxParallelism(maxParallelism, this.#operator);
    return this;
  }

  /** Never shares a task with the operator before it. */
  disableChaining(): this {
    this.#operator.chainingStrategy = "NEVER";
    return this;
  }

  /** Operators of different groups never share a slot. */
  slotSharingGroup(group: string): this {
    this.#operator.slotSharingGroup = group;
    return this;
  }
}
