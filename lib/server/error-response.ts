import "server-only";
import { type AppError, type AppErrorCode, toAppError } from "@/lib/shared/app-error";

export { parseInput } from "@/lib/shared/parse-input";

/** What a server action gives back: its value, or a code and a sentence for the learner. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; code: AppErrorCode; message: string };

function log(error: AppError): void {
  if (error.status >= 500) console.error(`${error.code}: ${error.message}`, error.cause ?? "");
}

/**
 * Runs the body of a server action and turns what it throws into a result. Next's own signals (redirect, notFound)
 * carry a `digest` and pass through.
 */
export async function asActionResult<T>(body: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await body() };
  } catch (thrown) {
    if (thrown instanceof Error && "digest" in thrown) throw thrown;
    const error = toAppError(thrown);
    log(error);
    return { ok: false, code: error.code, message: error.userMessage };
  }
}

/** The HTTP answer to an error, without anything of its internal message. */
export function errorResponse(thrown: unknown): Response {
  const error = toAppError(thrown);
  log(error);
  return Response.json(
    { error: { code: error.code, message: error.userMessage } },
    { status: error.status, headers: { "cache-control": "no-store" } },
  );
}
