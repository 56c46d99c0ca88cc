/**
 * Mistakes of programs: what the engine tells the people who write jobs.
 *
 * Each error has a stable code, what happened, and where it can be said what to try next. Where Apache Flink
 * fails too, `flinkClass` is the simple name of the exception that it throws, which recordings compare.
 */

/** What an error carries besides its message. */
export type EngineErrorDetails = {
  /** Stable, in upper case with underscores, for tests and links. */
  readonly code: string;
  readonly message: string;
  /** The next thing to try, as a sentence. */
  readonly hint?: string;
  /** The values involved: numbers, texts and previews, no live objects. */
  readonly context?: Readonly<Record<string, string | number | boolean | null>>;
  /** Simple name of Flink's exception class, such as `IllegalArgumentException`. */
  readonly flinkClass?: string;
  readonly cause?: unknown;
};

/** The base of every error that a learner may see. */
export class EngineError extends Error {
  override readonly name: string = "EngineError";
  readonly code: string;
  readonly hint: string | null;
  readonly context: Readonly<Record<string, string | number | boolean | null>>;
  readonly flinkClass: string | null;

  constructor(details: EngineErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.hint = details.hint ?? null;
    this.context = details.context ?? {};
    this.flinkClass = details.flinkClass ?? null;
  }
}

type Rest = Pick<EngineErrorDetails, "hint" | "context" | "cause">;

/** A value that the called method does not take: Java's `IllegalArgumentException`. */
export function illegalArgument(message: string, rest: Rest = {}): EngineError {
  return new EngineError({ code: "ILLEGAL_ARGUMENT", message, flinkClass: "IllegalArgumentException", ...rest });
}

/** A call at the wrong moment: Java's `IllegalStateException`. */
export function illegalState(message: string, rest: Rest = {}): EngineError {
  return new EngineError({ code: "ILLEGAL_STATE", message, flinkClass: "IllegalStateException", ...rest });
}

/** A call that this kind of stream, function or operator does not offer: Java's `UnsupportedOperationException`. */
export function unsupportedOperation(message: string, rest: Rest = {}): EngineError {
  return new EngineError({
    code: "UNSUPPORTED_OPERATION",
    message,
    flinkClass: "UnsupportedOperationException",
    ...rest,
  });
}

/** Nothing where something is needed: Java's `NullPointerException`. */
export function nullPointer(message: string, rest: Rest = {}): EngineError {
  return new EngineError({ code: "NULL_POINTER", message, flinkClass: "NullPointerException", ...rest });
}

/** A program that cannot be built: Flink's `InvalidProgramException`. */
export function invalidProgram(message: string, rest: Rest = {}): EngineError {
  return new EngineError({ code: "INVALID_PROGRAM", message, flinkClass: "InvalidProgramException", ...rest });
}
