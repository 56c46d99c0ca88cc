import "server-only";
import { z } from "zod";
import type { GradedItem } from "@/lib/shared/content/item-schema";
import type { Grade, Grader } from "@/lib/shared/grader/grade";
import type { StudyItem } from "./parse-item";

/** Other names in a line are passed over, so that the objections of a learner can be graded again as they are. */
const lineSchema = z.object({ id: z.string().trim().min(1), answer: z.string() });

/** One marked answer as `npm run grade` prints it. */
export interface GradedLine {
  /** As the line gave it: an item's id or that of a row. */
  readonly id: string;
  /** The item by which it was graded. */
  readonly item: string;
  readonly score: number;
  readonly band: Grade["band"];
  /** `evidence` holds the words of the answer. */
  readonly points: readonly { readonly id: string; readonly verdict: string; readonly evidence: readonly string[] }[];
  readonly misconceptions: readonly { readonly id: string; readonly evidence: readonly string[] }[];
  readonly capped: boolean;
  readonly refused: Grade["refused"];
  readonly version: string;
}

/** A line that could not be graded, and what to do about it. */
export interface FaultyLine {
  readonly line: number;
  readonly error: string;
}

/** The items whose answers are prose, with the ids under which they are found. */
export interface GradedCatalogue {
  find(id: string): GradedItem | null;
}

/** Makes the catalogue: an item by its own id, or for a row the item that covers it and the fewest others. */
export function catalogueOf(items: readonly StudyItem[]): GradedCatalogue {
  const graded = items.flatMap(({ meta }) => (isGraded(meta) ? [meta] : []));
  const byId = new Map<string, GradedItem>(graded.map((item) => [item.id, item]));
  const sorted = [...graded].sort((a, b) => a.covers.length - b.covers.length || a.id.localeCompare(b.id));
  for (const item of sorted) {
    for (const row of item.covers) if (!byId.has(row)) byId.set(row, item);
  }
  return { find: (id) => byId.get(id) ?? null };
}

/** Whether an item's answers are graded by key points. */
export function isGraded(meta: StudyItem["meta"]): meta is GradedItem {
  return meta.format === "free-text" || meta.format === "design";
}

/** Takes one line of a file of answers, its number from 1, and gives its grade or its fault. */
export function gradeLine(
  text: string,
  line: number,
  catalogue: GradedCatalogue,
  grader: Grader,
): GradedLine | FaultyLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, error: 'This is no JSON; write {"id": "...", "answer": "..."} on one line.' };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      line,
      error: `${issue?.path.join(".") || "line"}: ${issue?.message}; write {"id": "...", "answer": "..."}.`,
    };
  }
  const { id, answer } = parsed.data;
  const item = catalogue.find(id);
  if (item === null) {
    return { line, error: `"${id}" is neither a free-text or design item nor a row that one covers; correct the id.` };
  }
  const grade = grader.grade(item, answer);
  const words = ({ evidence }: { readonly evidence: Grade["points"][number]["evidence"] }): string[] =>
    evidence.map(({ start, end }) => answer.slice(start, end));
  return {
    id,
    item: item.id,
    score: grade.score,
    band: grade.band,
    points: grade.points.map((point) => ({ id: point.id, verdict: point.verdict, evidence: words(point) })),
    misconceptions: grade.misconceptions.map((one) => ({ id: one.id, evidence: words(one) })),
    capped: grade.capped,
    refused: grade.refused,
    version: grade.version,
  };
}
