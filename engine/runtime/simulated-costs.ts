/**
 * What work costs on the virtual clock: plain data, an option of a run. Without costs everything takes no time at all,
 * as before; with them a run is a function of (program, input, seed, faults, costs).
 *
 * A record is processed at the instant at which its task takes it, results leave the task at that instant too; then
 * the task works for as long as the record costs, and takes nothing else before that is over: no element and no mail.
 */

/** How long a record takes at an operator. */
export type RecordCost = {
  /** The operator's name or uid. */
  readonly operator: string;
  /** Only this subtask (from 0); without it all of them. */
  readonly subtask?: number;
  /** For each record: of an operator with inputs that it takes, of a source that it emits. May be a fraction. */
  readonly millis: number;
  /** Only from this instant of the virtual clock on, in milliseconds. */
  readonly from?: number;
  /** Only before this instant of the virtual clock, in milliseconds. */
  readonly until?: number;
};

/** What takes how long in a run; everything that is not said takes no time. */
export type SimulatedCosts = {
  /** Where several match a record, all of them count. */
  readonly records?: readonly RecordCost[];
  /** How long a task is busy with the synchronous part of a snapshot, in milliseconds. */
  readonly snapshotSyncMillis?: number;
  /** How many bytes of a snapshot a task writes in a millisecond; without it writing takes no time. */
  readonly uploadBytesPerMilli?: number;
  /** How long an acknowledgement is on its way to the job manager, in milliseconds. */
  readonly acknowledgementMillis?: number;
};

export const NO_COSTS: SimulatedCosts = {};
