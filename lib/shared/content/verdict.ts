import { BAND_NAMES, bandOf } from "../grader/bands";
import { lineNumberOf } from "./debug-code";
import type { Grading } from "./grading-schema";
import type { ItemMeta, ItemOf } from "./item-schema";
import type { ChoiceResponse, DebugResponse } from "./response-schema";
import type { StudyResult } from "../schemas/study";

/** The verdict on an answer: a few words set large, and what they count. */
export interface Verdict {
  readonly headline: string;
  readonly detail: string;
}

/** The part of a saved answer that a verdict needs. */
type Answered = { readonly response: unknown; readonly result: StudyResult };

/** Puts an answer's result into words; `score` is the share from 0 to 1 that was kept with it. */
export function verdictOf(item: ItemMeta, { response, result }: Answered): Verdict {
  const { score } = result;
  if (item.format === "free-text" || item.format === "design") {
    return result.grading === undefined ? selfMarkedVerdict(result) : gradedVerdict(result.grading, score);
  }
  if (score >= 1) return { headline: "Right", detail: "" };
  switch (item.format) {
    case "matching":
      return { headline: `${Math.round(score * item.rows.length)} of ${item.rows.length}`, detail: "rows right" };
    case "ordering": {
      const inOrder = Math.round(score * (item.steps.length - 1)) + 1;
      return { headline: `${inOrder} of ${item.steps.length}`, detail: "steps in order, the others have to move" };
    }
    case "choice":
      return item.answers === "many" ? manyVerdict(item, response) : { headline: "Not right", detail: "" };
    case "debug":
      return debugVerdict(item, response);
    default:
      return score === 0 ? { headline: "Not right", detail: "" } : { headline: "Right in part", detail: "" };
  }
}

function selfMarkedVerdict(result: StudyResult): Verdict {
  const marks = result.keyPoints ?? [];
  const said = marks.filter((point) => point.mark === "said").length;
  const partly = marks.filter((point) => point.mark === "partly").length;
  const detail = partly === 0 ? "key points said" : `key points said, ${partly} more in part`;
  return { headline: `${said} of ${marks.length}`, detail: `${detail} · marked by yourself` };
}

function gradedVerdict({ grade, decisions }: Grading, score: number): Verdict {
  const verdicts = grade.points.map((point) => decisions[point.id] ?? point.verdict);
  const metCount = verdicts.filter((verdict) => verdict === "met").length;
  const partlyCount = verdicts.filter((verdict) => verdict === "partly").length;
  const counted = partlyCount === 0 ? "key points said" : `key points said, ${partlyCount} more in part`;
  const mark = `${BAND_NAMES[bandOf(score)].toLowerCase()}, ${Math.round(score * 100)} of 100`;
  return { headline: `${metCount} of ${verdicts.length}`, detail: `${counted} · ${mark} · grader ${grade.version}` };
}

function manyVerdict(item: ItemOf<"choice">, response: unknown): Verdict {
  const chosen = (response as Partial<ChoiceResponse> | null)?.chosen ?? [];
  const correct = new Set(item.options.filter((option) => option.correct).map((option) => option.id));
  const hitCount = chosen.filter((id) => correct.has(id)).length;
  const wrongCount = chosen.length - hitCount;
  return {
    headline: `${hitCount} of ${correct.size}`,
    detail:
      wrongCount === 0 ? "found" : `found, and ${wrongCount} chosen that ${wrongCount === 1 ? "does" : "do"} not hold`,
  };
}

function debugVerdict(item: ItemOf<"debug">, response: unknown): Verdict {
  const marked = (response as Partial<DebugResponse> | null)?.lines ?? [];
  const faulty = new Set(item.faults.map((fault) => lineNumberOf(item, fault.line)));
  const hitCount = marked.filter((line) => faulty.has(line)).length;
  const wrongCount = marked.length - hitCount;
  return {
    headline: `${hitCount} of ${faulty.size}`,
    detail: `${faulty.size === 1 ? "faulty line" : "faulty lines"} found${wrongCount === 0 ? "" : `, and ${wrongCount} marked that ${wrongCount === 1 ? "is" : "are"} right`}`,
  };
}
