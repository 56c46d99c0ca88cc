/**
 * A stream that is the output of an operator, which can be named and configured. Answers to Flink's
 * `SingleOutputStreamOperator` and `DataStreamSource`.
 */
import { type OperatorTransformation, sideOutputTransformation } from "../graph/index";
import { nullPointer, unsupportedOperation } from "../core/index";
import { OutputTag } from "../operators/index";
import type { TypeInformation } from "../types/index";
import { DataStream } from "./data-stream";
import { checkBufferTimeout, checkMaxParallelism, checkParallelism, checkUidHash } from "./setting-checks";
import type { StreamBuilder } from "./stream-builder";

export class SingleOutputStreamOperator<T> extends DataStream<T> {
  readonly #operator: OperatorTransformation;
  /** The names of the declared types of side outputs, by id. */
  readonly #requestedSideOutputs = new Map<string, string>();

  constructor(builder: StreamBuilder, operator: OperatorTransformation) {
    super(builder, operator);
    this.#operator = operator;
  }

  /** The operator's name in plans and errors; a source is called `Source: <name>`. */
  name(name: string): this {
    this.#operator.name = name;
    return this;
  }

  /**
   * Declares the type of the records, which nothing tells the engine otherwise: fields that are summed or compared are
   * then checked while the program is written, and sums wrap at the width of their type. Flink's `returns`.
   */
  returns(type: TypeInformation<T>): this {
    this.#operator.outputType = type;
    return this;
  }

  /** What plans say about the operator, where its name is too short for that. */
  setDescription(description: string): this {
    this.#operator.description = description;
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

  /**
   * A second id, by which state is looked up first: 32 hexadecimal digits, the id that the operator had in an older
   * plan. It does not change the operator's id.
   */
  setUidHash(uidHash: string): this {
    this.#operator.uidHash = checkUidHash(uidHash);
    return this;
  }

  /** Number of subtasks of this operator alone, 1 or more; -1: the environment's. */
  setParallelism(parallelism: number): this {
    const { forcedNonParallel, factory } = this.#operator;
    const isParallel = !forcedNonParallel && factory.isLegacySource !== true;
    this.#operator.setParallelism(checkParallelism(parallelism, { isParallel }));
    return this;
  }

  /** One subtask and one key group for good: any other parallelism is refused from now on. */
  forceNonParallel(): this {
    this.#operator.forceNonParallel();
    return this;
  }

  /** Number of key groups of this operator: the most that its parallelism can ever be, 1 to 32768. */
  setMaxParallelism(maxParallelism: number): this {
    const isParallel = !this.#operator.forcedNonParallel;
    this.#operator.maxParallelism = checkMaxParallelism(maxParallelism, { isParallel });
    return this;
  }

  /**
   * How long a network buffer that is not full waits before it is sent, in milliseconds; 0: not at all, -1: the
   * environment's. A part of the plan: on the virtual clock records arrive at once. In batch mode, where results are
   * stored first, it is refused.
   */
  setBufferTimeout(timeoutMillis: number): this {
    this.#operator.bufferTimeoutMillis = checkBufferTimeout(timeoutMillis);
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

  /**
   * The records that this operator emitted to the side output `tag`; tags are the same when their ids are. A tag that the
   * operator never emits to gives an empty stream, as in Flink.
   * Errors: `NullPointerException` without tag, `UnsupportedOperationException` for an id of another declared type.
   */
  getSideOutput<X>(tag: OutputTag<X>): DataStream<X> {
    if (!(tag instanceof OutputTag)) {
      throw nullPointer("getSideOutput() needs an OutputTag.", {
        hint: "Make the tag once, new OutputTag(id), and use the same one here and where the records are sent to it.",
      });
    }
    const { id, type } = tag;
    const former = this.#requestedSideOutputs.get(id);
    if (type !== null && former !== undefined && former !== type.typeName) {
      throw unsupportedOperation(
        "A side output with a matching id was already requested with a different type. This is not allowed, side output ids need to be unique.",
        { hint: `Give the second side output an id of its own: "${id}" holds ${former}.` },
      );
    }
    if (type !== null) this.#requestedSideOutputs.set(id, type.typeName);
    return this.builder.stream(sideOutputTransformation(this.builder.nextId(), this.#operator, tag.id));
  }
}
