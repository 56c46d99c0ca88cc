import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { loadExercises } from "@/lib/server/content/exercises";
import { listExerciseProgress } from "@/lib/server/data/code/list-exercise-progress";
import { loadDraft } from "@/lib/server/data/code/load-draft";
import { getProfileId } from "@/lib/server/session";
import { TOPIC_NAMES, TOPICS } from "@/lib/shared/content/vocabulary";
import type { Exercise } from "@/lib/shared/exercises/exercise-schema";
import { ExerciseLine } from "./_components/exercise-line";
import { type ExerciseState, nextExercise, stateOf } from "./_components/exercise-state";

export const metadata: Metadata = { title: "Code" };

/** The exercises by topic, how far one has come with each, and the one to go on with. */
export default async function CodePage() {
  const exercises = loadExercises();
  const states = await loadStates(exercises);
  const next = nextExercise(exercises, states);
  const solvedCount = exercises.filter(({ meta }) => states.get(meta.id)?.kind === "solved").length;
  const topics = TOPICS.filter((topic) => exercises.some(({ meta }) => meta.topic === topic));

  return (
    <div className="page max-w-[820px]">
      <h1 className="visually-hidden">Code</h1>
      {next === null ? <AllSolved /> : <Next exercise={next} state={states.get(next.meta.id)} />}
      <p className="mt-64 text-ink-2 text-sm">
        {solvedCount} of {exercises.length} solved
      </p>
      {topics.map((topic) => (
        <section key={topic} aria-labelledby={`topic-${topic}`} className="mt-24">
          <h2 id={`topic-${topic}`} className="pane-heading border-line border-b pb-4">
            {TOPIC_NAMES[topic]}
          </h2>
          <ul>
            {exercises
              .filter(({ meta }) => meta.topic === topic)
              .map(({ meta }) => (
                <ExerciseLine key={meta.id} meta={meta} state={states.get(meta.id)} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Next({ exercise: { meta }, state }: { exercise: Exercise; state: ExerciseState | undefined }) {
  const begun = state !== undefined && state.kind !== "not-started";
  return (
    <section aria-label="What to do next">
      <p className="text-ink-2 text-sm">{begun ? "Go on with" : "Start with"}</p>
      <p className="question mt-4">{meta.title}</p>
      <p className="prose mt-8">{meta.summary}</p>
      <p className="mt-18 flex flex-wrap items-center gap-x-18 gap-y-8">
        <ButtonLink weight="primary" href={`/code/${meta.id}`} prefetch={false}>
          {begun ? "Go on" : "Open the exercise"}
        </ButtonLink>
        <span className="text-ink-2 text-sm">
          about {meta.minutes} minutes, {meta.level}
        </span>
      </p>
    </section>
  );
}

function AllSolved() {
  return (
    <section aria-label="What to do next">
      <p className="question">Every exercise is solved.</p>
      <p className="prose mt-8">Say what you did out loud: an interviewer asks why, not only what.</p>
      <p className="mt-18">
        <ButtonLink weight="primary" href="/interview" prefetch={false}>
          Sit a mock interview
        </ButtonLink>
      </p>
    </section>
  );
}

async function loadStates(exercises: readonly Exercise[]): Promise<Map<string, ExerciseState>> {
  const profileId = await getProfileId();
  if (profileId === null) return new Map();
  const [progress, drafts] = await Promise.all([
    listExerciseProgress(profileId),
    Promise.all(exercises.map(({ meta }) => loadDraft(profileId, meta.id))),
  ]);
  return new Map(
    exercises.map((exercise, index) => {
      const done = progress.find((each) => each.exerciseId === exercise.meta.id);
      return [exercise.meta.id, stateOf(exercise.starter, done, drafts[index] ?? null)];
    }),
  );
}
