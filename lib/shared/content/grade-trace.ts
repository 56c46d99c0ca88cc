import { AppError } from "../app-error";
import { parseNumberList } from "./number-text";
import type { TraceResponse } from "./response-schema";
import type { ScenarioAnswer } from "./scenario-answer";
import type { Scenario } from "./scenario-schema";
import { parseTime } from "./scenario-time";
import { runScenario } from "./run-scenario";

/** The share of a prediction that agrees with the engine's run of the scenario. */
export function gradeTrace(scenario: Scenario, response: TraceResponse): number {
  return compareWithRun(runScenario(scenario).answer, response);
}

/** Compares a prediction with a run's answer; throws INVALID_INPUT when the prediction answers another question. */
export function compareWithRun(answer: ScenarioAnswer, response: TraceResponse): number {
  if (answer.kind === "watermark" && response.kind === "watermark") {
    const typed = /^none$/i.test(response.text) ? null : readTime(response.text);
    return typed === answer.watermark ? 1 : 0;
  }
  if (answer.kind === "window-output" && response.kind === "window-output") {
    if (response.outputs.length !== answer.windows.length) throw refused("another number of windows");
    const rightCount = answer.windows.filter((window, index) =>
      sameNumbers(window.outputs, readList(response.outputs[index] ?? "")),
    ).length;
    return rightCount / answer.windows.length;
  }
  if (answer.kind === "dropped" && response.kind === "dropped") {
    const dropped = new Set(answer.elements);
    const hits = response.elements.filter((element) => dropped.has(element)).length;
    const wrong = response.elements.length - hits;
    if (dropped.size === 0) return wrong === 0 ? 1 : 0;
    return Math.max(0, hits - wrong) / dropped.size;
  }
  throw refused("the answer is to another question");
}

function readTime(text: string): number {
  const millis = parseTime(text);
  if (millis === null) throw refused("no time", "That is no time. Write 12:34:56.789, or whole milliseconds.");
  return millis;
}

function readList(text: string): number[] {
  const numbers = parseNumberList(text);
  if (numbers === null)
    throw refused(
      "no list of numbers",
      "Write numbers for what a window emits, such as 2 or 2, 3; leave the field empty for nothing.",
    );
  return numbers;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function refused(message: string, userMessage?: string): AppError {
  return new AppError("INVALID_INPUT", message, { userMessage });
}
