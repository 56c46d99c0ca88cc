/**
 * The contract of sinks. Answers to Flink's `Sink`: what a program writes to makes one writer for each subtask.
 */
import type { OneInputStreamOperator } from "../operators/index";

export interface Sink<T> {
  /** The operator of one subtask; a restart makes a new one. */
  createWriterOperator(): OneInputStreamOperator<T, never>;
}
