import type { ReactNode } from "react";
import type { ZodType } from "zod";
import { ChoiceReview, MatchingReview, NumberReview, OrderingReview } from "./review-parts";
import { DebugReview } from "./debug-review";
import type { Mark } from "./marks";
import { ScenarioTable } from "./scenario-table";
import { Symptom } from "./symptom";
import { TraceReview } from "./trace-review";
import {
  choiceResponseSchema,
  debugResponseSchema,
  designResponseSchema,
  freeTextResponseSchema,
  matchingResponseSchema,
  numberResponseSchema,
  orderingResponseSchema,
  traceResponseSchema,
} from "@/lib/shared/content/response-schema";
import type { GradedItem, ItemMeta } from "@/lib/shared/content/item-schema";
import type { ScenarioAnswer } from "@/lib/shared/content/scenario-answer";
import type { Scenario } from "@/lib/shared/content/scenario-schema";
import type { StudyAnswerDto } from "@/lib/shared/dto/study";

/** A written answer as it was given: its texts by field, and the learner's own marks where there was no grader. */
export interface GivenWords {
  readonly texts: Readonly<Record<string, string>>;
  readonly marks: Readonly<Record<string, Mark>> | undefined;
}

interface AnswerPartsProps {
  meta: ItemMeta;
  given: Pick<StudyAnswerDto, "format" | "response">;
  /** The lines of a program to debug, drawn; empty for other formats. */
  lines: readonly ReactNode[];
  /** Runs a scenario on the engine; asked only for a trace. */
  scenarioAnswer: (scenario: Scenario) => ScenarioAnswer;
  /** Draws a written answer with what was made of it. */
  written: (item: GradedItem, words: GivenWords) => ReactNode;
}

/** The learner's answer, part by part, against the item as it is now. */
export function AnswerParts({ meta, given, lines, scenarioAnswer, written }: AnswerPartsProps) {
  const { response } = given;
  if (given.format !== meta.format) return <Unreadable />;
  switch (meta.format) {
    case "choice":
      return read(choiceResponseSchema, response, (own) => <ChoiceReview item={meta} response={own} />);
    case "ordering":
      return read(orderingResponseSchema, response, (own) => <OrderingReview item={meta} response={own} />);
    case "matching":
      return read(matchingResponseSchema, response, (own) => <MatchingReview item={meta} response={own} />);
    case "number":
      return read(numberResponseSchema, response, (own) => <NumberReview item={meta} response={own} />);
    case "free-text":
      return read(freeTextResponseSchema, response, (own) =>
        written(meta, { texts: { text: own.text }, marks: own.marks }),
      );
    case "design":
      return read(designResponseSchema, response, (own) => written(meta, { texts: own.parts, marks: own.marks }));
    case "debug":
      return read(debugResponseSchema, response, (own) => (
        <div className="mt-18">
          <Symptom text={meta.symptom} />
          <DebugReview item={meta} response={own} lines={lines} />
        </div>
      ));
    case "trace": {
      const answer = scenarioAnswer(meta.scenario);
      return read(traceResponseSchema, response, (own) => (
        <>
          <TraceReview scenario={meta.scenario} response={own} answer={answer} />
          <details className="mt-18">
            <summary className="text-ink-2 text-sm">The stream again</summary>
            <ScenarioTable scenario={meta.scenario} />
          </details>
        </>
      ));
    }
  }
}

function read<T>(schema: ZodType<T>, response: unknown, draw: (own: T) => ReactNode): ReactNode {
  const parsed = schema.safeParse(response);
  return parsed.success ? draw(parsed.data) : <Unreadable />;
}

function Unreadable() {
  return (
    <p className="mt-18 text-ink-2">
      This answer was given to an earlier form of the question and cannot be shown part by part.
    </p>
  );
}
