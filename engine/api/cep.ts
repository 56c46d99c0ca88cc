/**
 * Patterns over streams. Answers to Flink's `CEP`.
 */
import type { EventComparator, Pattern } from "../cep/index";
import type { DataStream } from "./data-stream";
import { PatternStream } from "./pattern-stream";

/**
 * Looks for a pattern in a stream: behind `keyBy` in each key for itself, else over all records in one subtask. The
 * comparator breaks ties between events of one time. Event time, unless `inProcessingTime()` says otherwise.
 */
function pattern<T, F extends T>(
  input: DataStream<T>,
  sequence: Pattern<T, F>,
  comparator: EventComparator<T> | null = null,
): PatternStream<T> {
  return new PatternStream<T>(input, {
    pattern: sequence as unknown as Pattern<T>,
    isProcessingTime: false,
    comparator,
    lateDataOutputTag: null,
  });
}

export const CEP = { pattern } as const;
