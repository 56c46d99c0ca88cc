/** A text of a learner's exercise, as it is to be written to a file. */
export interface SolutionText {
  readonly exerciseId: string;
  readonly text: string;
  readonly kind: "draft" | "passed";
  readonly at: Date;
}

/**
 * The files of a learner's code: a folder for each exercise, in it the draft and each text that passed, named by its
 * moment in UTC. A text that passed twice stands once, under the earlier moment.
 */
export function solutionFiles(solutions: readonly SolutionText[]): { path: string; text: string; at: Date }[] {
  const seen = new Set<string>();
  return solutions.flatMap(({ exerciseId, text, kind, at }) => {
    if (kind === "draft") return [{ path: `${exerciseId}/draft.ts`, text, at }];
    const key = `${exerciseId}\n${text}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const moment = at.toISOString().slice(0, 19).replaceAll(":", "-");
    return [{ path: `${exerciseId}/passed-${moment}.ts`, text, at }];
  });
}
