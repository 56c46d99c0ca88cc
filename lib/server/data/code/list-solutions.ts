import "server-only";
import { db } from "../../db";

/** A text that the learner wrote for an exercise: the one being worked on, or one that passed all cases. */
export interface Solution {
  readonly exerciseId: string;
  readonly text: string;
  readonly kind: "draft" | "passed";
  readonly at: Date;
}

/** The profile's drafts and the submissions that passed, by exercise, the oldest first. */
export async function listSolutions(profileId: string): Promise<Solution[]> {
  const client = await db();
  const [drafts, passed] = await Promise.all([
    client.codeDraft.findMany({
      where: { profileId },
      select: { exerciseId: true, text: true, updatedAt: true },
      orderBy: { exerciseId: "asc" },
    }),
    client.codeAttempt.findMany({
      where: { profileId, kind: "submit", passed: true },
      select: { exerciseId: true, text: true, createdAt: true },
      orderBy: [{ exerciseId: "asc" }, { createdAt: "asc" }],
    }),
  ]);
  return [
    ...drafts.map(({ updatedAt, ...row }) => ({ ...row, kind: "draft" as const, at: updatedAt })),
    ...passed.map(({ createdAt, ...row }) => ({ ...row, kind: "passed" as const, at: createdAt })),
  ];
}
