/**
 * What was in flight when an unaligned checkpoint went by: the elements of channels that its barriers overtook. Answers
 * to Flink 2.3's `InputChannelStateHandle` and `ResultSubpartitionStateHandle`.
 *
 * Plain data. It belongs to the snapshot of the operator at the head of a task's chain; edges are named by the operators
 * at their ends, so that a job with other chains finds its own.
 */

/** One element of a channel, as the channel keeps it. */
export type InFlightElement = {
  readonly kind: number;
  readonly value: unknown;
  readonly time: number;
  /** The record's identity in the trace, 0 where it is no record. */
  readonly record: number;
};

/** What one channel held. `edge` names the edge, `from` and `to` are subtasks of its two ends. */
export type InFlightChannelState = {
  readonly edge: string;
  readonly from: number;
  readonly to: number;
  readonly elements: readonly InFlightElement[];
};

/** Of one task: what lay with it in its inputs, and what it had not sent yet. */
export type ChannelStateSnapshot = {
  readonly inputs: readonly InFlightChannelState[];
  readonly outputs: readonly InFlightChannelState[];
};
