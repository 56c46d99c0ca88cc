/** Reads the text of an export and says, in words for the learner, what is wrong with a file that is none. */
import type { z } from "zod";
import { AppError } from "../app-error";
import { cardKey } from "../review/card";
import { contentKey } from "../content/content-ref";
import { type ExportFile, exportSchema } from "./export-schema";
import { EXPORT_FORMAT, EXPORT_VERSION } from "./format";

/** So many faults of a file are named; the first ones usually tell. */
const NAMED_FAULTS_MAX = 5;

/** The export that a text holds. Throws IMPORT_REFUSED with what to do next where it holds none. */
export function parseExport(text: string): ExportFile {
  const value = parseJson(text);
  const { format, version } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (format !== EXPORT_FORMAT) {
    throw refused(
      "not an export",
      "This is JSON, but no export of Tidemark. Choose a file that “Export” has given you.",
    );
  }
  if (typeof version === "number" && version > EXPORT_VERSION) {
    throw refused(
      `version ${version}`,
      `This file was written by a newer Tidemark (its version is ${version}, this one reads up to ${EXPORT_VERSION}). Update this Tidemark, then read it in again.`,
    );
  }
  const file = fitting(value);
  const faults = brokenNames(file);
  if (faults.length > 0) throw refusedFor(faults);
  return file;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const isCut = text.trimStart().startsWith("{") && !text.trimEnd().endsWith("}");
    throw refused(
      "no JSON",
      isCut
        ? "The file ends in the middle, so it was not downloaded completely. Export again and wait until the download is done."
        : "This is not a JSON file. Choose a file that “Export” has given you.",
      cause,
    );
  }
}

function fitting(value: unknown): ExportFile {
  try {
    const parsed = exportSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw refusedFor(parsed.error.issues.map(placeOf));
  } catch (thrown) {
    // JSON that is nested a hundred thousand deep is more than a check by recursion can follow.
    if (thrown instanceof RangeError) throw refusedFor(["it is nested too deeply"]);
    throw thrown;
  }
}

function placeOf({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return `${place.replace(/^\./, "") || "the file"}: ${message}`;
}

/** Names that stand twice, or name something that is not in the file. */
function brokenNames(file: ExportFile): string[] {
  const eventOf = ({ clientEventId }: { clientEventId: string }): string => clientEventId;
  const answers = new Set(file.studyAnswers.map(eventOf));
  const interviews = new Set(file.interviews.map(eventOf));
  const interviewAnswers = new Set(file.interviewAnswers.map(eventOf));
  const logs = new Set(file.reviewLog.map(({ id }) => id));
  return [
    ...twice("studyAnswers", file.studyAnswers.map(eventOf)),
    ...twice("gradeAppeals", file.gradeAppeals.map(eventOf)),
    ...twice("codeAttempts", file.codeAttempts.map(eventOf)),
    ...twice(
      "codeDrafts",
      file.codeDrafts.map(({ exerciseId }) => exerciseId),
    ),
    ...twice("interviews", file.interviews.map(eventOf)),
    ...twice(
      "interviewDrafts",
      file.interviewDrafts.map(({ interviewEventId }) => interviewEventId),
    ),
    ...twice("interviewAnswers", file.interviewAnswers.map(eventOf)),
    ...twice("interviewMarks", file.interviewMarks.map(eventOf)),
    ...twice("reviewCards", file.reviewCards.map(cardKey)),
    ...twice(
      "reviewLog",
      file.reviewLog.map(({ id }) => id),
    ),
    ...twice("notes", file.notes.map(contentKey)),
    ...twice("favourites", file.favourites.map(contentKey)),
    ...twice("lists", file.lists.map(eventOf)),
    ...file.lists.flatMap(({ entries }, index) => twice(`lists[${index}].entries`, entries.map(contentKey))),
    ...missing("gradeAppeals", "answerEventId", file.gradeAppeals, answers),
    ...missing("interviewDrafts", "interviewEventId", file.interviewDrafts, interviews),
    ...missing("interviewAnswers", "interviewEventId", file.interviewAnswers, interviews),
    ...missing("interviewMarks", "answerEventId", file.interviewMarks, interviewAnswers),
    ...missing("reviewCards", "lastLogId", file.reviewCards, logs),
  ];
}

function twice(section: string, names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    if (seen.has(name)) return [`${section}[${index}]: ${name} stands twice`];
    seen.add(name);
    return [];
  });
}

function missing<K extends string>(
  section: string,
  field: K,
  rows: readonly Record<K, string>[],
  known: ReadonlySet<string>,
): string[] {
  return rows.flatMap((row, index) =>
    known.has(row[field]) ? [] : [`${section}[${index}].${field}: ${row[field]} is not in the file`],
  );
}

function refusedFor(faults: readonly string[]): AppError {
  const named = faults.slice(0, NAMED_FAULTS_MAX).join("; ");
  const others = faults.length > NAMED_FAULTS_MAX ? `; and ${faults.length - NAMED_FAULTS_MAX} more` : "";
  return refused(
    named,
    `The file is no longer as Tidemark wrote it. ${named}${others}. Export again, or mend these places by hand.`,
  );
}

function refused(message: string, userMessage: string, cause?: unknown): AppError {
  return new AppError("IMPORT_REFUSED", message, { userMessage: `${userMessage} Nothing was changed.`, cause });
}
