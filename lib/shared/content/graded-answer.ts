import { AppError } from "../app-error";
import type { StudyResult } from "../schemas/study";

/** What an answer is worth, and the answer in the form in which it is kept. */
export interface GradedAnswer {
  readonly response: { readonly [name: string]: unknown };
  readonly result: StudyResult;
}

/** Throws INVALID_INPUT when an id stands twice or is none of the item's parts. */
export function requireKnown(ids: readonly string[], parts: readonly { readonly id: string }[]): void {
  const known = new Set(parts.map((part) => part.id));
  if (new Set(ids).size !== ids.length || ids.some((id) => !known.has(id))) throw changedSince();
}

/** The refusal of an answer to an item that has been edited since the page was opened. */
export function changedSince(): AppError {
  return refused(
    "a part is unknown or stands twice",
    "This question has changed since the page was opened. Reload the page; your draft stays.",
  );
}

/** The refusal of an answer, with a sentence for the learner. */
export function refused(message: string, userMessage: string): AppError {
  return new AppError("INVALID_INPUT", message, { userMessage });
}
