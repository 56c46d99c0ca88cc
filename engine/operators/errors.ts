/**
 * What user code threw, told with the place where it happened.
 */
import { EngineError, preview } from "../core/index";

/** Where user code is called from. */
export type UserCallSite = { readonly operatorName: string; readonly subtaskIndex: number };

/** The `record` of a `UserCodeError` that no record caused: a timer, a window firing, `open`. */
export const NO_RECORD: unique symbol = Symbol("no record");

/** What user code threw, with the operator, subtask and record (`NO_RECORD`: none) at which it did. */
export class UserCodeError extends EngineError {
  override readonly name = "UserCodeError";

  constructor(
    readonly site: UserCallSite,
    readonly record: unknown,
    cause: unknown,
  ) {
    super({
      code: "USER_CODE",
      message: userCodeMessage(site, record, cause),
      hint: userCodeHint(cause),
      flinkClass: cause instanceof EngineError ? (cause.flinkClass ?? undefined) : undefined,
      context: { operator: site.operatorName, subtask: site.subtaskIndex },
      cause,
    });
  }
}

function userCodeMessage(site: UserCallSite, record: unknown, cause: unknown): string {
  const where = record === NO_RECORD ? "" : ` at the record ${preview(record)}`;
  const what = cause instanceof EngineError ? cause.message : preview(cause);
  return `A function of operator "${site.operatorName}" failed${where}: ${what}`;
}

function userCodeHint(cause: unknown): string {
  if (cause instanceof EngineError && cause.hint !== null) return cause.hint;
  if (cause instanceof TypeError && /private (member|field|method|name)/i.test(cause.message)) {
    return "Every subtask gets its own copy of the function, as in Flink, and #fields cannot be copied: use TypeScript's `private`.";
  }
  return "Look at the line of your function that the stack names, with this record in hand.";
}
