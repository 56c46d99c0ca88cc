/**
 * A bound of the run that was reached: the job ends with it and is never restarted, since it would end there again.
 */
import { EngineError } from "./engine-error";

/** A run went over one of its limits. It passes user calls unwrapped, ends the job and is never restarted. */
export class BudgetError extends EngineError {
  override readonly name = "BudgetError";
}
