import "server-only";
import type { EngineClient } from "@tidemark/engine/worker-client";
import { type Exercise, HINT_RUNGS } from "@/lib/shared/exercises/exercise-schema";
import { judgeCase, requestOf } from "@/lib/shared/exercises/judge";
import type { CaseVerdict } from "@/lib/shared/exercises/verdict";
import type { ContentFault } from "./content-fault";
import { listFiles, readText } from "./content-files";
import { casesTextOf } from "./exercise-cases";
import { EXERCISES_FOLDER, exerciseIds, readExercise } from "./exercises";
import { compileProgram, createTrustedClient } from "./program-runner";
import { programProblems } from "./program-types";

const REQUIRED_FILES: readonly string[] = [
  ...["exercise.md", "starter.mts", "solution.mts", "hints.md", "discussion.md"],
  ...["cases.ts", "oracle.ts", "cases.json"],
];
/** Beside the required ones: data of the cases, and where it comes from. */
const OTHER_FILES = /^(NOTICE\.md|[a-z0-9-]+\.json|mutants\/[a-z0-9-]+\.mts)$/;
const MUTANTS_MIN = 3;
const MISCONCEPTION = /^\/\/ Misconception: .+\.\n/;

export type ExerciseCheck = { readonly count: number; readonly faults: readonly ContentFault[] };

/**
 * Checks every exercise: files, schema, hints, types; the cases are what the oracle says; the starter compiles and
 * fails, the solution passes every case, every mutant fails one.
 */
export async function checkExercises(root: string): Promise<ExerciseCheck> {
  const ids = exerciseIds(root);
  const client = createTrustedClient();
  const faults: ContentFault[] = [];
  for (const id of ids) faults.push(...(await checkExercise(root, id, client)));
  client.dispose();
  return { count: ids.length, faults };
}

async function checkExercise(root: string, id: string, client: EngineClient): Promise<ContentFault[]> {
  const folder = `${EXERCISES_FOLDER}/${id}`;
  const fileFaults = checkFiles(root, folder);
  if (fileFaults.length > 0) return fileFaults;
  let exercise: Exercise;
  try {
    exercise = readExercise(root, id);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [fault(`${folder}/exercise.md`, message, "Correct the file; docs/CONTENT.md shows one.")];
  }
  return [
    ...checkTexts(folder, id, exercise),
    ...(await checkCases(root, folder, id)),
    ...(await checkPrograms(root, folder, exercise, client)),
  ];
}

function checkFiles(root: string, folder: string): ContentFault[] {
  const files = listFiles(root, folder).map((file) => file.slice(folder.length + 1));
  const missing = REQUIRED_FILES.filter((name) => !files.includes(name));
  const stray = files.filter((name) => !REQUIRED_FILES.includes(name) && !OTHER_FILES.test(name));
  return [
    ...missing.map((name) => fault(`${folder}/${name}`, "The file is missing.", "Write it; every exercise has one.")),
    ...stray.map((name) => fault(`${folder}/${name}`, "The file belongs to no exercise.", "Remove or rename it.")),
  ];
}

function checkTexts(folder: string, id: string, exercise: Exercise): ContentFault[] {
  const faults: ContentFault[] = [];
  if (exercise.meta.id !== id) {
    faults.push(fault(`${folder}/exercise.md`, `The id is ${exercise.meta.id}.`, "Name the folder as the id."));
  }
  const rungs = exercise.hints.map((hint) => hint.rung).join(", ");
  if (rungs !== HINT_RUNGS.join(", ") || exercise.hints.some((hint) => hint.text === "")) {
    faults.push(
      fault(`${folder}/hints.md`, `The rungs are ${rungs}.`, `Write one section each: ${HINT_RUNGS.join(", ")}.`),
    );
  }
  if (!exercise.discussion.includes("## What an interviewer asks next")) {
    faults.push(fault(`${folder}/discussion.md`, "Nobody asks on.", 'Add a section "What an interviewer asks next".'));
  }
  if (!exercise.cases.some((it) => it.visible) || exercise.cases.every((it) => it.visible)) {
    faults.push(fault(`${folder}/cases.ts`, "Cases are all visible or all hidden.", "Keep at least one of each."));
  }
  return faults;
}

async function checkCases(root: string, folder: string, id: string): Promise<ContentFault[]> {
  const file = `${folder}/cases.json`;
  try {
    if ((await casesTextOf(root, id)) === readText(root, file)) return [];
    return [
      fault(
        file,
        "It is not what cases.ts and oracle.ts say.",
        "Run npx tsx --conditions=react-server scripts/build-exercise-cases.ts.",
      ),
    ];
  } catch (error) {
    return [fault(`${folder}/oracle.ts`, error instanceof Error ? error.message : String(error), "Mend the cases.")];
  }
}

async function checkPrograms(
  root: string,
  folder: string,
  exercise: Exercise,
  client: EngineClient,
): Promise<ContentFault[]> {
  const faults: ContentFault[] = [];
  const mutants = listFiles(root, `${folder}/mutants`);
  if (mutants.length < MUTANTS_MIN) {
    faults.push(
      fault(`${folder}/mutants`, `There are ${mutants.length} wrong programs.`, `Write at least ${MUTANTS_MIN}.`),
    );
  }
  for (const file of [`${folder}/starter.mts`, `${folder}/solution.mts`, ...mutants]) {
    const text = readText(root, file);
    for (const problem of programProblems(text, exercise.declarations)) {
      faults.push({
        file,
        line: problem.line,
        message: problem.message,
        remedy: "Programs must compile as they stand.",
      });
    }
    const verdicts = await runAll(client, exercise, text);
    const firstBad = verdicts.find((verdict) => verdict.status !== "passed");
    if (file.endsWith("/solution.mts")) {
      if (firstBad !== undefined) {
        const message = `The solution does not pass "${firstBad.caseId}": ${firstBad.sentence}`;
        faults.push(fault(file, message, "Mend the solution, or the oracle."));
      }
    } else if (firstBad === undefined) {
      faults.push(fault(file, "A wrong program passes every case.", "Add a case that it fails."));
    }
    if (mutants.includes(file) && !MISCONCEPTION.test(text)) {
      faults.push(fault(file, "It does not say what it stands for.", 'Begin with "// Misconception: ...".'));
    }
  }
  return faults;
}

async function runAll(client: EngineClient, exercise: Exercise, text: string): Promise<CaseVerdict[]> {
  const program = compileProgram(text);
  const verdicts: CaseVerdict[] = [];
  for (const exerciseCase of exercise.cases) {
    const result = await client.run(requestOf(program, exerciseCase, { wantTrace: false }));
    verdicts.push(judgeCase(exerciseCase, result, program.sourceMap));
  }
  return verdicts;
}

function fault(file: string, message: string, remedy: string): ContentFault {
  return { file, line: 1, message, remedy };
}
