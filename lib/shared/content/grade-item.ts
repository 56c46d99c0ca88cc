import { codeLines, lineNumberOf } from "./debug-code";
import type { ItemMeta, ItemOf } from "./item-schema";
import { parseAnswer } from "./number-text";
import {
  choiceResponseSchema,
  debugResponseSchema,
  matchingResponseSchema,
  numberResponseSchema,
  orderingResponseSchema,
  traceResponseSchema,
} from "./response-schema";
import { stepsInPlace } from "./sequence";
import { parseInput } from "../parse-input";
import { gradeTrace } from "./grade-trace";
import { changedSince, type GradedAnswer, refused, requireKnown } from "./graded-answer";
import { judgeWritten } from "./judge-written";

/**
 * Grades an answer by the item's own data (a trace by running its scenario); a written answer is judged in the page.
 * Throws INVALID_INPUT when the answer does not have the format's shape or names parts that the item does not have.
 */
export function gradeItem(item: ItemMeta, response: unknown): GradedAnswer {
  switch (item.format) {
    case "choice":
      return gradeChoice(item, response);
    case "ordering":
      return gradeOrdering(item, response);
    case "matching":
      return gradeMatching(item, response);
    case "number":
      return gradeNumber(item, response);
    case "trace": {
      const parsed = parseInput(traceResponseSchema, response);
      return { response: parsed, result: { score: gradeTrace(item.scenario, parsed) } };
    }
    case "debug":
      return gradeDebug(item, response);
    case "free-text":
    case "design":
      return judgeWritten(item, response);
  }
}

function gradeChoice(item: ItemOf<"choice">, response: unknown): GradedAnswer {
  const { chosen } = parseInput(choiceResponseSchema, response);
  requireKnown(chosen, item.options);
  if (item.answers === "one" && chosen.length !== 1) throw refused("one option is asked for", "Choose one option.");
  const correct = new Set(item.options.filter((option) => option.correct).map((option) => option.id));
  const hits = chosen.filter((id) => correct.has(id)).length;
  const score = Math.max(0, hits - (chosen.length - hits)) / correct.size;
  return { response: { chosen }, result: { score } };
}

function gradeOrdering(item: ItemOf<"ordering">, response: unknown): GradedAnswer {
  const { order } = parseInput(orderingResponseSchema, response);
  requireKnown(order, item.steps);
  if (order.length !== item.steps.length) throw refused("steps are missing", "Put all steps in order.");
  const rightOrder = item.steps.map((step) => step.id);
  const exact = order.every((id, index) => id === rightOrder[index]);
  // One step alone is always in order, so the share counts the steps beyond the first.
  const score = exact ? 1 : (stepsInPlace(order, rightOrder).size - 1) / (order.length - 1);
  return { response: { order }, result: { score } };
}

function gradeMatching(item: ItemOf<"matching">, response: unknown): GradedAnswer {
  const { matches } = parseInput(matchingResponseSchema, response);
  requireKnown(Object.keys(matches), item.rows);
  requireKnown([...new Set(Object.values(matches))], item.choices);
  const rightCount = item.rows.filter((row) => matches[row.id] === row.choice).length;
  return { response: { matches }, result: { score: rightCount / item.rows.length } };
}

function gradeNumber(item: ItemOf<"number">, response: unknown): GradedAnswer {
  const { text } = parseInput(numberResponseSchema, response);
  const value = parseAnswer(text, item.unit);
  if (value === null)
    throw refused(`"${text.slice(0, 20)}" is no number`, "That is no number. Write digits, such as 1250.");
  const score = Math.abs(value - item.answer) <= item.tolerance ? 1 : 0;
  return { response: { text }, result: { score } };
}

function gradeDebug(item: ItemOf<"debug">, response: unknown): GradedAnswer {
  const { lines } = parseInput(debugResponseSchema, response);
  const lineCount = codeLines(item.code).length;
  if (new Set(lines).size !== lines.length || lines.some((line) => line > lineCount)) throw changedSince();
  const faulty = new Set(item.faults.map((fault) => lineNumberOf(item, fault.line)));
  const hits = lines.filter((line) => faulty.has(line)).length;
  return { response: { lines }, result: { score: Math.max(0, hits - (lines.length - hits)) / faulty.size } };
}
