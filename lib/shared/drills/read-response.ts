/** Reads what a learner typed into the answers of a drill, in the form in which a run's answers are written. */
import { parseTime } from "../content/scenario-time";
import type { Drill, DrillResponse, DrillTruth } from "./drill";

/** Reads `1 2; 1 2 5` as the elements of each firing in order, each ascending; null when it is something else. */
export function parseFirings(text: string): number[][] | null {
  const firings = text.split(/[;/|\n]|\bthen\b/i).map((part) => part.split(/[\s,#]+/).filter(Boolean));
  if (firings.flat().some((word) => !/^\d{1,2}$/.test(word))) return null;
  return firings.filter((words) => words.length > 0).map((words) => ascending(words.map(Number)));
}

/** The text of firings as it is read and shown. */
export function firingsText(firings: readonly (readonly number[])[]): string {
  return firings.map((elements) => elements.join(" ")).join("; ");
}

/** Reads a watermark: milliseconds, or null for none; undefined when it is neither. */
export function parseWatermark(text: string): number | null | undefined {
  if (/^none$/i.test(text.trim())) return null;
  return parseTime(text) ?? undefined;
}

/** What is wrong with the form of an answer, as a sentence for the learner; null when all of it can be read. */
export function responseProblem(
  drill: Pick<Drill, "watermarksAfter" | "asksMoments">,
  rowCount: number,
  response: DrillResponse,
): string | null {
  const asked = [drill.watermarksAfter.length, rowCount, drill.asksMoments ? rowCount : 0];
  const given = [response.watermarks.length, response.contents.length, response.moments.length];
  if (asked.join() !== given.join()) return "These answers belong to another drill. Reload the page.";
  const unread = response.watermarks.findIndex((text) => parseWatermark(text) === undefined);
  if (unread >= 0) {
    return `Write the watermark after element ${drill.watermarksAfter[unread]} as a time such as 10:00:04.999, or none.`;
  }
  if (response.contents.some((text) => parseFirings(text) === null)) {
    return "Write what a window holds as numbers of elements, such as 1 2 4, and a semicolon before each further firing.";
  }
  if (response.moments.some((moment) => moment === "")) return "Say for each window when it first fires.";
  return null;
}

/** The answers of a response that can be read, in the order and form of `answersTo`. */
export function answersGiven(drill: Drill, response: DrillResponse): string[] {
  return [
    ...response.watermarks.map((text) => `${parseWatermark(text)}`),
    ...response.contents.map((text) => firingsText(parseFirings(text) ?? [])),
    ...(drill.asksMoments ? response.moments : []),
    ...(drill.asksDropped ? [ascending(response.dropped).join(" ")] : []),
  ];
}

/** What each answer is about, in the same order. */
export type DrillPart =
  | { readonly kind: "watermark"; readonly after: number }
  | { readonly kind: "contents" | "moment"; readonly row: number }
  | { readonly kind: "dropped" };

/** The parts of a drill in the order of its answers. */
export function drillParts(drill: Drill, truth: DrillTruth): DrillPart[] {
  return [
    ...drill.watermarksAfter.map((after): DrillPart => ({ kind: "watermark", after })),
    ...truth.rows.map((_, row): DrillPart => ({ kind: "contents", row })),
    ...(drill.asksMoments ? truth.rows.map((_, row): DrillPart => ({ kind: "moment", row })) : []),
    ...(drill.asksDropped ? [{ kind: "dropped" } as const] : []),
  ];
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
