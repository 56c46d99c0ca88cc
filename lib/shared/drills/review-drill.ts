import { AppError } from "../app-error";
import { drawDrill } from "./draw-drill";
import type { Drill, DrillPlace, DrillResponse, DrillTruth } from "./drill";
import { type MarkedPart, markDrill } from "./mark-drill";
import { responseProblem } from "./read-response";
import type { DrillReview } from "./review";
import { contentsText, DrillWords, momentText } from "./words";
import { type DrillRun, runDrill } from "./run-drill";

/** Runs a drill on the engine and marks a prediction of it. Throws INVALID_INPUT when a part of it cannot be read. */
export function reviewDrill(place: DrillPlace, response: DrillResponse): DrillReview {
  const drill = drawDrill(place);
  const run = runDrill(drill.stream);
  const problem = responseProblem(drill, run.truth.rows.length, response);
  if (problem !== null) throw new AppError("INVALID_INPUT", "a prediction cannot be read", { userMessage: problem });
  const parts = markDrill(drill, run.truth, response).map((marked) => ({
    label: labelOf(drill, run.truth, marked),
    right: marked.right,
    given: answerText(drill, marked, marked.given),
    expected: answerText(drill, marked, marked.expected),
    rule: marked.explanation?.rule ?? null,
    numbers: marked.explanation?.numbers ?? [],
    step: stepOf(run, marked),
  }));
  return { parts, trace: run.trace };
}

function labelOf(drill: Drill, truth: DrillTruth, { part }: MarkedPart): string {
  if (part.kind === "watermark") return `Watermark after #${part.after}`;
  if (part.kind === "dropped") return "Dropped as late";
  const row = truth.rows[part.row];
  const name = row === undefined ? "" : new DrillWords(drill.stream).row(row);
  if (row?.window === null) return `${name} emit`;
  return part.kind === "contents" ? `${name} emits` : `${name} first fires`;
}

function answerText(drill: Drill, { part }: MarkedPart, answer: string): string {
  if (part.kind === "watermark") return answer === "null" ? "none" : new DrillWords(drill.stream).time(Number(answer));
  if (part.kind === "contents") return contentsText(answer);
  if (part.kind === "moment") return momentText(answer);
  return answer === ""
    ? "none"
    : answer
        .split(" ")
        .map((number) => `#${number}`)
        .join(" ");
}

/** The step that shows why: of the element that was misjudged, else of what fired or was emitted. */
function stepOf({ steps }: DrillRun, { part, given, expected }: MarkedPart): number | null {
  if (part.kind === "watermark") return steps.watermarks[part.after - 1] ?? steps.elements[part.after] ?? null;
  if (part.kind === "contents" || part.kind === "dropped") {
    const misjudged = oddOne(given, expected);
    if (misjudged !== null) return steps.elements[misjudged - 1] ?? null;
  }
  if (part.kind === "dropped") return null;
  const firings = steps.rows[part.row] ?? [];
  return (part.kind === "moment" ? firings[0] : firings.at(-1)) ?? null;
}

/** The first element that is named in one of two answers only; null when both name the same. */
function oddOne(one: string, other: string): number | null {
  const [a, b] = [one, other].map((answer) => new Set(answer.split(/[; ]+/).filter(Boolean).map(Number)));
  if (a === undefined || b === undefined) return null;
  return [...a, ...b].filter((number) => a.has(number) !== b.has(number)).sort((x, y) => x - y)[0] ?? null;
}
