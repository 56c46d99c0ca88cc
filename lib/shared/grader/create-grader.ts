/** The one file that brings the language model along (about a megabyte): pages import it when an answer is to be graded. */
import model from "wink-eng-lite-web-model";
import type { Grader } from "./grade";
import { createGraderOf } from "./grader";

/** Gives a grader with the English model. */
export function createGrader(): Grader {
  return createGraderOf(model);
}
