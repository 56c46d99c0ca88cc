import "server-only";
import type { ItemProgressDto } from "@/lib/shared/dto/study";
import { db } from "../../db";

/** What the profile has done with each item it has answered, sorted by item id. */
export async function listItemProgress(profileId: string): Promise<ItemProgressDto[]> {
  const client = await db();
  const [totals, newest] = await Promise.all([
    client.studyAnswer.groupBy({
      by: ["itemId"],
      where: { profileId },
      _count: { _all: true },
      _max: { score: true },
      orderBy: { itemId: "asc" },
    }),
    client.studyAnswer.findMany({
      where: { profileId },
      distinct: ["itemId"],
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { itemId: true, itemVersion: true, score: true, createdAt: true },
    }),
  ]);
  const newestByItem = new Map(newest.map((row) => [row.itemId, row]));
  return totals.flatMap((total) => {
    const last = newestByItem.get(total.itemId);
    if (last === undefined) return [];
    return [
      {
        itemId: total.itemId,
        answerCount: total._count._all,
        bestScore: total._max.score ?? last.score,
        lastScore: last.score,
        lastItemVersion: last.itemVersion,
        lastAnsweredAt: last.createdAt.toISOString(),
      },
    ];
  });
}
