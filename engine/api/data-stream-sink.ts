/**
 * The end of a stream. Answers to Flink's `DataStreamSink`.
 */
import type { OperatorTransformation } from "../graph/index";
import type { StreamBuilder } from "./stream-builder";

/** A sink in the program; `T` is what it takes. */
export class DataStreamSink<T> {
  /** Never set: keeps the element type visible to the type checker. */
  declare readonly elementType?: T;
  readonly #builder: StreamBuilder;
  readonly #operator: OperatorTransformation;

  constructor(builder: StreamBuilder, operator: OperatorTransformation) {
    this.#builder = builder;
    this.#operator = operator;
  }

  /** The sink's name: its operator is called `<name>: Writer`. */
  name(name: string): this {
    this.#operator.name = `${name}: Writer`;
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
