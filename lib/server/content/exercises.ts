import "server-only";
import { createHash } from "node:crypto";
import {
  declarationsOf,
  type Exercise,
  type ExerciseHint,
  exerciseCasesSchema,
  exerciseMetaSchema,
  HINT_RUNGS,
} from "@/lib/shared/exercises/exercise-schema";
import { folderSignature, listFiles, readText, repositoryRoot } from "./content-files";
import { readMeta } from "./read-meta";

/** Where the exercises live; each folder in it is one, named by its id. */
export const EXERCISES_FOLDER = "content/exercises";

/** The ids of all exercises, in alphabetical order. */
export function exerciseIds(root: string): string[] {
  const ids = listFiles(root, EXERCISES_FOLDER).map((file) => file.split("/")[2] ?? "");
  return [...new Set(ids)].filter((id) => id !== "").sort();
}

/** One exercise from its folder. Throws with the file's name when something in it does not parse. */
export function readExercise(root: string, id: string): Exercise {
  const folder = `${EXERCISES_FOLDER}/${id}`;
  const { meta, body } = readMeta(root, `${folder}/exercise.md`, exerciseMetaSchema);
  const casesText = readText(root, `${folder}/cases.json`);
  return {
    meta,
    task: body,
    starter: readText(root, `${folder}/starter.mts`),
    solution: readText(root, `${folder}/solution.mts`),
    hints: parseHints(readText(root, `${folder}/hints.md`)),
    discussion: readText(root, `${folder}/discussion.md`),
    cases: exerciseCasesSchema.parse(JSON.parse(casesText)),
    declarations: declarationsOf(meta),
    version: createHash("sha256").update(casesText).digest("hex").slice(0, 12),
  };
}

/** The rungs of `hints.md`: one section per rung, `## Nudge` first. */
export function parseHints(text: string): ExerciseHint[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = "", ...lines] = section.split("\n");
      const rung = HINT_RUNGS.find((name) => name === heading.trim());
      return rung === undefined ? [] : [{ rung, text: lines.join("\n").trim() }];
    });
}

let loaded: { readonly exercises: readonly Exercise[]; readonly signature: string } | null = null;

/**
 * All exercises in their order, read once for each process; in development again when a file has changed.
 * Throws with file and line when one of them does not parse.
 */
export function loadExercises(): readonly Exercise[] {
  const root = repositoryRoot();
  const signature = process.env.NODE_ENV === "development" ? folderSignature(root, EXERCISES_FOLDER) : "";
  if (loaded === null || loaded.signature !== signature) {
    const exercises = exerciseIds(root).map((id) => readExercise(root, id));
    loaded = { exercises: exercises.sort((a, b) => a.meta.order - b.meta.order), signature };
  }
  return loaded.exercises;
}

/** The exercise of this id, or null when there is none. */
export function loadExercise(id: string): Exercise | null {
  return loadExercises().find((exercise) => exercise.meta.id === id) ?? null;
}
