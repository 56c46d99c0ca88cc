import { randomUUID } from "node:crypto";
import type { SaveStudyAnswerInput } from "@/lib/shared/schemas/study";

/** An answer to save; `changes` replaces fields. */
export function answerInput(changes: Partial<SaveStudyAnswerInput> = {}): SaveStudyAnswerInput {
  return {
    clientEventId: randomUUID(),
    itemId: "watermark-of-two-channels",
    itemVersion: "sha256:1111",
    format: "choice",
    response: { selected: ["b"] },
    result: { score: 1 },
    ...changes,
  };
}
