/**
 * Processing time, as operators see it. Answers to Flink's `ProcessingTimeService`.
 *
 * Nobody in the engine reads the world's clock: whoever needs processing time is given one of these.
 */

/** A registered callback that can be taken back; cancelling twice is allowed. */
export interface ScheduledCallback {
  cancel(): void;
}

export interface ProcessingTimeService {
  /** The virtual clock, in milliseconds. */
  currentProcessingTime(): number;
  /**
   * Calls back with `timestamp` once the clock has passed it, as a mail of the task: on a task when the clock
   * reads `timestamp + 1` or more (`ProcessingTimeServiceUtil`), in the operator harness at `timestamp`.
   * A timestamp in the past is due at once. Callbacks of one instant run in order of registration.
   */
  registerTimer(timestamp: number, callback: (timestamp: number) => void): ScheduledCallback;
  /** Calls back every `periodMillis`, first after one period; the next is due one period after the last ran. */
  scheduleWithFixedDelay(periodMillis: number, callback: () => void): ScheduledCallback;
}
