/**
 * A source that computes each record from its index: no input is kept, as in the recorder's bench. Records arrive by
 * the virtual clock, five hundred in a millisecond, so that watermarks come about as often as in Flink: every 100,000
 * records, which are 200 ms for a job that does half a million records a second.
 */
import { MIN_TIMESTAMP } from "../engine/core/index";
import {
  type ReaderStatus,
  type Source,
  type SourceReader,
  SourceOperator,
  type SourceSplit,
} from "../engine/connectors/index";
import { type BenchRecord, recordAt, type WorkloadShape } from "./workload";

/** The pace of arrivals on the virtual clock. */
export const RECORDS_PER_MILLISECOND = 500;

type PositionSplit = SourceSplit & { readonly next: number };

/** Records 0 to `records - 1` in one split. */
export function createIndexedSource(records: number, shape: WorkloadShape): Source<BenchRecord> {
  const splitSource = {
    createSplits: (): readonly PositionSplit[] => [{ splitId: "all", next: 0 }],
    createReader: (): SourceReader<BenchRecord, PositionSplit> => createReader(records, shape),
  };
  return { createReaderOperator: (strategy) => new SourceOperator(splitSource, strategy) };
}

function createReader(records: number, shape: WorkloadShape): SourceReader<BenchRecord, PositionSplit> {
  let next = records;
  return {
    addSplits: (splits) => {
      next = splits[0]?.next ?? records;
    },
    pollNext: (output, nowMillis): ReaderStatus => {
      if (next >= records) return "end-of-input";
      if (next >= (nowMillis + 1) * RECORDS_PER_MILLISECOND) return "nothing-available";
      output.collect("all", recordAt(next, shape), MIN_TIMESTAMP);
      next += 1;
      return "more";
    },
    nextAvailableAt: () => Math.floor(next / RECORDS_PER_MILLISECOND),
    snapshotState: () => [{ splitId: "all", next }],
  };
}
