/**
 * Errors of operators: what user code threw, and the refusals that Flink's operators answer with.
 *
 * Each refusal names the Java exception that Flink throws in its place, so that recordings can be compared.
 */
import { EngineError, preview } from "../core/index";

/** Where user code is called from. */
export type UserCallSite = { readonly operatorName: string; readonly subtaskIndex: number };

/** The `record` of a `UserCodeError` that no record caused: a timer, a window firing, `open`. */
export const NO_RECORD: unique symbol = Symbol("no record");

/** What user code threw, with the operator, subtask and record (`NO_RECORD`: none) at which it did. */
export class UserCodeError extends EngineError {
  constructor(
    readonly site: UserCallSite,
    readonly record: unknown,
    cause: unknown,
  ) {
    super({
      code: "user-code",
      message: userCodeMessage(site, record, cause),
      hint: "Look at the line of your function that the stack names, with this record in hand.",
      flinkClass: cause instanceof EngineError ? cause.flinkClass : null,
      context: { operator: site.operatorName, subtask: site.subtaskIndex },
      cause,
    });
  }
}

function userCodeMessage(site: UserCallSite, record: unknown, cause: unknown): string {
  const where = record === NO_RECORD ? "" : ` at the record ${preview(record)}`;
  const what = cause instanceof Error ? `${cause.name}: ${cause.message}` : preview(cause);
  return `A function of operator "${site.operatorName}" failed${where}: ${what}`;
}

/** Java's `IllegalArgumentException`: an argument that can never be right. */
export function illegalArgument(code: string, message: string, hint: string): EngineError {
  return new EngineError({ code, message, hint, flinkClass: "IllegalArgumentException" });
}

/** Java's `UnsupportedOperationException`: a call that this kind of stream or window does not have. */
export function unsupportedOperation(code: string, message: string, hint: string): EngineError {
  return new EngineError({ code, message, hint, flinkClass: "UnsupportedOperationException" });
}

/** Java's `NullPointerException`. */
export function nullPointer(code: string, message: string, hint: string): EngineError {
  return new EngineError({ code, message, hint, flinkClass: "NullPointerException" });
}

/** Java's `RuntimeException`, which Flink throws for records that an operator can not work with. */
export function runtimeException(code: string, message: string, hint: string): EngineError {
  return new EngineError({ code, message, hint, flinkClass: "RuntimeException" });
}
