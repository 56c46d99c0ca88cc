import type { RoomExercise } from "./room-exercise";

/** The reference solution, and what there is to say about it. */
export function SolutionPane({ exercise }: { exercise: RoomExercise }) {
  return (
    <div className="grid gap-18 px-24 py-18 max-sm:px-18">
      <div className="prose max-w-none">{exercise.solution}</div>
      <div className="prose">{exercise.discussion}</div>
    </div>
  );
}
