/**
 * Patterns over streams. Answers to Flink's `CEP`.
 */
import type { EventComparator, Pattern } from "../cep/index";
import type { DataStream } from "./data-stream";
import { PatternStream } from "./pattern-stream";

/** Where patterns meet streams; there are no instances. */
export abstract class CEP {
  private constructor() {}

  /**
   * Looks for a pattern in a stream: behind `keyBy` in each key for itself, else over all records in one subtask. The
   * comparator breaks ties between events of one time. Event time, unless `inProcessingTime()` says otherwise.
   */
  static pattern<T, F extends T>(
    input: DataStream<T>,
    pattern: Pattern<T, F>,
    comparator: EventComparator<T> | null = null,
  ): PatternStream<T> {
    return new PatternStream<T>(input, {
      pattern: pattern as unknown as Pattern<T>,
      isProcessingTime: false,
      comparator,
      lateDataOutputTag: null,
    });
  }
}
