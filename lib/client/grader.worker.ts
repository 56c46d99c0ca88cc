/**
 * The grader in a worker of its own: the language model takes longer than a frame to load, and an answer may too.
 * It says `ready` once, then answers each request by its number.
 */
import "client-only";
import { createGrader } from "@/lib/shared/grader/create-grader";
import type { GraderReply, GraderRequest } from "@/lib/shared/grader/grader-messages";

declare const self: DedicatedWorkerGlobalScope;

const grader = createGrader();

function reply(message: GraderReply): void {
  self.postMessage(message);
}

self.addEventListener("message", ({ data }: MessageEvent<GraderRequest>) => {
  try {
    reply({ kind: "grade", number: data.number, grade: grader.grade(data.item, data.answer) });
  } catch (thrown) {
    reply({ kind: "failed", number: data.number, message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});

reply({ kind: "ready" });
