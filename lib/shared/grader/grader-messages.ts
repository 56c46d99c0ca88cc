/** What a page and its grading worker say to each other. */
import type { Grade, GradedQuestion } from "./grade";

/** One answer to be graded; the reply carries the same number. */
export interface GraderRequest {
  readonly number: number;
  readonly item: GradedQuestion;
  readonly answer: string;
}

/** An item whose first answer is being written; nothing is replied. */
export interface GraderNotice {
  readonly kind: "prepare";
  readonly item: GradedQuestion;
}

export type GraderReply =
  | { readonly kind: "ready" }
  | { readonly kind: "grade"; readonly number: number; readonly grade: Grade }
  | { readonly kind: "failed"; readonly number: number; readonly message: string };
