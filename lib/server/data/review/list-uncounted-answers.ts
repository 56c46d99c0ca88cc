import "server-only";
import { db } from "../../db";

/** The newest answer to an item of which there is no card. */
export interface UncountedAnswer {
  readonly itemId: string;
  readonly clientEventId: string;
  readonly score: number;
  readonly at: Date;
}

/** The newest answer to each item outside of `itemIds`, the oldest of them first. */
export async function listUncountedAnswers(profileId: string, itemIds: readonly string[]): Promise<UncountedAnswer[]> {
  const client = await db();
  const rows = await client.studyAnswer.findMany({
    where: { profileId, itemId: { notIn: [...itemIds] } },
    distinct: ["itemId"],
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { itemId: true, clientEventId: true, score: true, createdAt: true },
  });
  return rows.map(({ createdAt: at, ...row }) => ({ ...row, at })).reverse();
}
