import "server-only";
import type { ExerciseProgressDto } from "@/lib/shared/dto/code";
import { type CodeAid, codeAidSchema } from "@/lib/shared/schemas/code";
import { db } from "../../db";
import { parseStored } from "../stored-json";

const AIDS_FROM_LEAST: readonly CodeAid[] = ["unaided", "hints", "solution"];

/** What the profile has done with each exercise it has run or submitted, sorted by exercise id. */
export async function listExerciseProgress(profileId: string): Promise<ExerciseProgressDto[]> {
  const client = await db();
  const [totals, passes] = await Promise.all([
    client.codeAttempt.groupBy({
      by: ["exerciseId"],
      where: { profileId, kind: { not: "reset" } },
      _count: { _all: true },
      _max: { createdAt: true },
      orderBy: { exerciseId: "asc" },
    }),
    client.codeAttempt.groupBy({
      by: ["exerciseId", "aid"],
      where: { profileId, kind: "submit", passed: true },
      orderBy: [{ exerciseId: "asc" }, { aid: "asc" }],
    }),
  ]);
  return totals.map((total) => {
    const aids = passes
      .filter((pass) => pass.exerciseId === total.exerciseId)
      .map((pass) => parseStored(codeAidSchema, pass.aid, "CodeAttempt.aid"));
    return {
      exerciseId: total.exerciseId,
      attemptCount: total._count._all,
      passed: aids.length > 0,
      bestAid: AIDS_FROM_LEAST.find((aid) => aids.includes(aid)) ?? null,
      lastAttemptedAt: (total._max.createdAt ?? new Date(0)).toISOString(),
    };
  });
}
