import { LIST_NAME_TAKEN } from "./content/list-name";

/** What can go wrong on the server, as codes that callers may branch on. */
export type AppErrorCode =
  | "INVALID_INPUT"
  | "NO_PROFILE"
  | "NOT_FOUND"
  | "ALREADY_FINISHED"
  | "REVIEW_MOVED_ON"
  | "LIST_NAME_TAKEN"
  | "IMPORT_REFUSED"
  | "IMPORT_TOO_LARGE"
  | "DATABASE_IN_USE"
  | "DATABASE_UNAVAILABLE"
  | "CONTENT_FAULTY"
  | "UNEXPECTED";

interface AppErrorKind {
  status: number;
  userMessage: string;
}

const KINDS: Record<AppErrorCode, AppErrorKind> = {
  INVALID_INPUT: { status: 400, userMessage: "That could not be understood, so nothing was saved." },
  NO_PROFILE: { status: 401, userMessage: "This browser has no saved work yet." },
  NOT_FOUND: { status: 404, userMessage: "That does not exist, or it is not yours." },
  ALREADY_FINISHED: { status: 409, userMessage: "This interview is already finished." },
  REVIEW_MOVED_ON: {
    status: 409,
    userMessage: "This card has been answered meanwhile, perhaps in another tab. Reload the page to go on.",
  },
  LIST_NAME_TAKEN: { status: 409, userMessage: LIST_NAME_TAKEN },
  IMPORT_REFUSED: { status: 422, userMessage: "This file cannot be read in. Nothing was changed." },
  IMPORT_TOO_LARGE: { status: 413, userMessage: "This file is too large to be read in. Nothing was changed." },
  DATABASE_IN_USE: { status: 503, userMessage: "The database is in use by another process." },
  DATABASE_UNAVAILABLE: {
    status: 503,
    userMessage: "The database cannot be reached right now. Try again in a moment.",
  },
  CONTENT_FAULTY: { status: 500, userMessage: "This page's content is faulty. It has been logged." },
  UNEXPECTED: { status: 500, userMessage: "Something went wrong on our side. It has been logged." },
};

interface AppErrorOptions {
  cause?: unknown;
  /** Replaces the code's own sentence for the learner. */
  userMessage?: string;
}

/** An expected failure: a code, a message for the log, a sentence for the learner and an HTTP status. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly userMessage: string;
  readonly status: number;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.userMessage = options.userMessage ?? KINDS[code].userMessage;
    this.status = KINDS[code].status;
  }
}

/** Takes whatever was thrown and gives an AppError; the unknown becomes UNEXPECTED and keeps its cause for the log. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("UNEXPECTED", thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
