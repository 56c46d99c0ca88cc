/**
 * Where an operator's results go: to the next operator of its chain or to the task's channels.
 * Answers to Flink's `Output` and `OutputTag`.
 */
import { illegalArgument } from "../core/index";
import type { TypeInformation } from "../types/index";

/** Names a side output; tags with the same id are the same side output. */
export class OutputTag<T> {
  /** Never set: keeps the element type of the tag visible to the type checker. */
  declare readonly elementType?: T;

  /** `type`: that of the records, where it is to be declared. */
  constructor(
    readonly id: string,
    readonly type: TypeInformation<T> | null = null,
  ) {
    if (id === "" || id === null || id === undefined) {
      throw illegalArgument("OutputTag id must not be null or empty.", {
        hint: 'Give the tag a name: new OutputTag("late").',
      });
    }
  }
}

/**
 * The output of one operator. Records are passed as (value, timestamp), so that no object is made for the
 * passage alone; `NO_TIMESTAMP` marks a record without one.
 */
export interface Output<T> {
  collect(value: T, timestamp: number): void;
  /** To the consumers of the tag; without one the record is dropped silently, as Flink does. */
  collectSide<S>(tag: OutputTag<S>, value: S, timestamp: number): void;
  emitWatermark(timestamp: number): void;
  emitWatermarkStatus(idle: boolean): void;
}

/** What `flatMap`, `process` and window functions emit through. */
export interface Collector<T> {
  collect(value: T): void;
}
