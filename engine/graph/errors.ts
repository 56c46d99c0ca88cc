/**
 * What is refused while a program becomes a job graph, with the exception that Flink answers with.
 */
import { EngineError } from "../core/index";

/** A program that cannot become a job; `hint` says what to try. */
export function programError(flinkClass: string, message: string, hint: string): EngineError {
  return new EngineError({ code: "INVALID_JOB", message, hint, flinkClass });
}
