/**
 * The grader in a worker of its own: the language model takes longer than a frame to load, and an answer may too.
 * It says `ready` once, then answers each request by its number.
 */
import "client-only";
import { createGrader } from "@/lib/shared/grader/create-grader";
import type { GradedQuestion } from "@/lib/shared/grader/grade";
import type { GraderNotice, GraderReply, GraderRequest } from "@/lib/shared/grader/grader-messages";

declare const self: DedicatedWorkerGlobalScope;

const grader = createGrader();

function reply(message: GraderReply): void {
  self.postMessage(message);
}

/** Each message brings a copy of its item; the grader reads an item once, so that equal copies have to be one. */
const items = new Map<string, GradedQuestion>();

function knownItem(copy: GradedQuestion): GradedQuestion {
  const text = JSON.stringify(copy);
  const known = items.get(text) ?? copy;
  items.set(text, known);
  return known;
}

self.addEventListener("message", ({ data }: MessageEvent<GraderRequest | GraderNotice>) => {
  if ("kind" in data) {
    grader.prepare(knownItem(data.item));
    return;
  }
  try {
    reply({ kind: "grade", number: data.number, grade: grader.grade(knownItem(data.item), data.answer) });
  } catch (thrown) {
    reply({ kind: "failed", number: data.number, message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});

reply({ kind: "ready" });
