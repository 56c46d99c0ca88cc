/**
 * The end of a stream. Answers to Flink's `DataStreamSink`.
 */
import { unsupportedOperation } from "../core/index";
import type { OperatorTransformation, SinkTransformation } from "../graph/index";
import { checkMaxParallelism, checkParallelism, checkUidHash } from "./setting-checks";

/** A sink in the program; `T` is what it takes. */
export class DataStreamSink<T> {
  /** Never set: keeps the element type visible to the type checker. */
  declare readonly elementType?: T;
  readonly #sink: OperatorTransformation | SinkTransformation;

  constructor(sink: OperatorTransformation | SinkTransformation) {
    this.#sink = sink;
  }

  /** The sink's name: its operators are called `<name>: Writer` and `<name>: Committer`, behind `print()` it is `Sink: <name>`. */
  name(name: string): this {
    this.#sink.name = name;
    return this;
  }

  /** What plans say about the sink, where its name is too short for that. */
  setDescription(description: string): this {
    this.#sink.description = description;
    return this;
  }

  /** The sink's stable id in checkpoints; a committer has `Sink Committer: <uid>`. */
  uid(uid: string): this {
    this.#sink.uid = uid;
    return this;
  }

  /**
   * A second id, by which state is looked up first: 32 hexadecimal digits. Only for sinks of the old kind, such as
   * `print()`; others are refused, as in Flink.
   */
  setUidHash(uidHash: string): this {
    if (this.#sink.type === "sink") {
      throw unsupportedOperation("Cannot set a custom UID hash on a non-legacy sink", {
        hint: "Give the sink a uid: its writer and its committer derive their ids from it.",
      });
    }
    this.#sink.uidHash = checkUidHash(uidHash);
    return this;
  }

  /** Number of subtasks that write. */
  setParallelism(parallelism: number): this {
    this.#sink.setParallelism(checkParallelism(parallelism, { isParallel: true }));
    return this;
  }

  /** Number of key groups, which bounds the parallelism. */
  setMaxParallelism(maxParallelism: number): this {
    this.#sink.maxParallelism = checkMaxParallelism(maxParallelism, { isParallel: true });
    return this;
  }

  /** Never shares a task with the operator before it; writer and committer part, too. */
  disableChaining(): this {
    this.#sink.chainingStrategy = "NEVER";
    return this;
  }

  /** Operators of different groups never share a slot. */
  slotSharingGroup(group: string): this {
    this.#sink.slotSharingGroup = group;
    return this;
  }
}
