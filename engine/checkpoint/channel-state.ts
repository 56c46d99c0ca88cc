/**
 * What was in flight when an unaligned checkpoint went by: the elements of channels that its barriers overtook. Answers
 * to Flink 2.3's `InputChannelStateHandle` and `ResultSubpartitionStateHandle`.
 *
 * Plain data. It belongs to the snapshot of the operator at the head of a task's chain; edges are named by their index
 * in the job graph.
 */

/** One element of a channel, as the channel keeps it. */
export type InFlightElement = {
  readonly kind: number;
  readonly value: unknown;
  readonly time: number;
  /** The record's identity in the trace, 0 where it is no record. */
  readonly record: number;
};

/** What one channel held. `from` and `to` are subtasks of the edge's two ends. */
export type InFlightChannelState = {
  readonly edge: number;
  readonly from: number;
  readonly to: number;
  readonly elements: readonly InFlightElement[];
};

/** Of one task: what lay with it in its inputs, and what it had not sent yet. */
export type ChannelStateSnapshot = {
  readonly inputs: readonly InFlightChannelState[];
  readonly outputs: readonly InFlightChannelState[];
};
