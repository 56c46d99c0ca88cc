import type { CodeDraftDto, ExerciseProgressDto } from "@/lib/shared/dto/code";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";
import type { CodeAid } from "@/lib/shared/schemas/code";

/** How far a learner has come with an exercise. */
export type ExerciseState =
  | { readonly kind: "not-started" }
  | { readonly kind: "draft" }
  | { readonly kind: "tried"; readonly attemptCount: number }
  | { readonly kind: "solved"; readonly aid: CodeAid };

/** The state that follows from what is stored; a draft that is still the starter is no draft. */
export function stateOf(
  starter: string,
  progress: ExerciseProgressDto | undefined,
  draft: CodeDraftDto | null,
): ExerciseState {
  if (progress?.passed && progress.bestAid !== null) return { kind: "solved", aid: progress.bestAid };
  if (progress !== undefined && progress.attemptCount > 0)
    return { kind: "tried", attemptCount: progress.attemptCount };
  return draft !== null && draft.text !== starter ? { kind: "draft" } : { kind: "not-started" };
}

/** What to go on with: what was begun, else the first in order that is not solved; null when all are. */
export function nextExercise(
  exercises: readonly Exercise[],
  states: ReadonlyMap<string, ExerciseState>,
): Exercise | null {
  const open = exercises.filter(({ meta }) => states.get(meta.id)?.kind !== "solved");
  const begun = open.find(({ meta }) => (states.get(meta.id)?.kind ?? "not-started") !== "not-started");
  return begun ?? open[0] ?? null;
}

const SOLVED_WORDS: Readonly<Record<CodeAid, string>> = {
  unaided: "solved unaided",
  hints: "solved with hints",
  solution: "solved after the solution",
};

/** The state in a few words. */
export function stateWords(state: ExerciseState): string {
  switch (state.kind) {
    case "not-started":
      return "not started";
    case "draft":
      return "draft";
    case "tried":
      return state.attemptCount === 1 ? "tried once" : `tried ${state.attemptCount} times`;
    case "solved":
      return SOLVED_WORDS[state.aid];
  }
}
