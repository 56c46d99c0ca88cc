import Link from "next/link";
import { loadExercises } from "@/lib/server/content/exercises";
import type { ExerciseProgressDto } from "@/lib/shared/dto/code";
import { HistoryList } from "./history-list";

const AID_WORDS = {
  unaided: "passed unaided",
  hints: "passed with hints",
  solution: "passed after the solution",
} as const;

/** The exercises tried, by the newest attempt. */
export function CodeHistory({ entries }: { entries: readonly ExerciseProgressDto[] }) {
  const titles = new Map(loadExercises().map((exercise) => [exercise.meta.id, exercise.meta.title]));
  const rows = [...entries]
    .sort((a, b) => b.lastAttemptedAt.localeCompare(a.lastAttemptedAt))
    .map((entry) => ({
      key: entry.exerciseId,
      href: `/code/${entry.exerciseId}`,
      title: titles.get(entry.exerciseId) ?? entry.exerciseId,
      about: `${entry.bestAid === null ? "not passed yet" : AID_WORDS[entry.bestAid]} · ${entry.attemptCount === 1 ? "1 attempt" : `${entry.attemptCount} attempts`}`,
      at: entry.lastAttemptedAt,
    }));
  return (
    <HistoryList
      heading="Exercises"
      rows={rows}
      empty={
        <>
          None yet. <Link href="/code">Code one</Link>.
        </>
      }
    />
  );
}
