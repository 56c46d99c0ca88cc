/**
 * A stream that is the output of an operator, which can be named and configured. Answers to Flink's
 * `SingleOutputStreamOperator`.
 */
import type { OperatorTransformation } from "../graph/index";
import type { OutputTag } from "../operators/index";
import { DataStream } from "./data-stream";
import type { StreamBuilder } from "./stream-builder";

export class SingleOutputStreamOperator<T> extends DataStream<T> {
  readonly #operator: OperatorTransformation;

  constructor(builder: StreamBuilder, operator: OperatorTransformation) {
    super(builder, operator);
    this.#operator = operator;
  }

  /** The operator's name in plans and errors. */
  name(name: string): this {
    this.#operator.name = name;
    return this;
  }

  /**
   * The operator's stable id: state in checkpoints is found by it when a changed program is restored. Two equal
   * uids in one job are refused.
   */
  uid(uid: string): this {
    this.#operator.uid = uid;
    return this;
  }

  /** Number of subtasks of this operator alone; 1 or more. */
  setParallelism(parallelism: number): this {
    this.#operator.parallelism = this.builder.checkParallelism(parallelism, this.#operator);
    return this;
  }

  /** Number of key groups of this operator: the most that its parallelism can ever be, 1 to 32768. */
  setMaxParallelism(maxParallelism: number): this {
    this.#operator.maxParallelism = this.builder.checkMaxParallelism(maxParallelism, this.#operator);
    return this;
  }

  /** Never shares a task with the operators before or behind it. */
  disableChaining(): this {
    this.#operator.chainingStrategy = "NEVER";
    return this;
  }

  /** Starts a task of its own; operators behind may still be chained to it. */
  startNewChain(): this {
    this.#operator.chainingStrategy = "HEAD";
    return this;
  }

  /** Operators of different groups never share a slot, nor a task. `default` goes back to the usual group. */
  slotSharingGroup(group: string): this {
    this.#operator.slotSharingGroup = group;
    return this;
  }

  /** The records that this operator emitted to the side output `tag`; tags are the same when their ids are. */
  getSideOutput<X>(tag: OutputTag<X>): DataStream<X> {
    const id = this.builder.nextId();
    return this.builder.stream({ type: "side-output", id, input: this.#operator, tagId: tag.id });
  }
}
