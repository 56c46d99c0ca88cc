import type { ReactNode } from "react";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";

/** An exercise as the room gets it: data, and its prose already drawn. */
export type RoomExercise = Pick<Exercise, "starter" | "cases" | "declarations" | "version"> & {
  readonly id: string;
  readonly title: string;
  /** True when the room was opened from the review queue: it begins blank, and the queue rates what comes of it. */
  readonly inReview: boolean;
  /** Where the exercise stands, such as `Windows · exercise 2 of 4 · about 12 minutes`. */
  readonly meta: string;
  readonly task: ReactNode;
  /** Nudge, approach and skeleton. */
  readonly hints: readonly ReactNode[];
  readonly solution: ReactNode;
  readonly discussion: ReactNode;
};
