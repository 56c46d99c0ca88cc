import type { ZodType } from "zod";
import { ChoiceReview, MatchingReview, NumberReview, OrderingReview } from "@/components/study/review-parts";
import { DebugReview } from "@/components/study/debug-review";
import { ScenarioTable } from "@/components/study/scenario-table";
import { Symptom } from "@/components/study/symptom";
import { TraceReview } from "@/components/study/trace-review";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderCodeLines } from "@/lib/server/content/render-code";
import { runScenario } from "@/lib/shared/content/run-scenario";
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
import type { StudyAnswerDto } from "@/lib/shared/dto/study";
import { WrittenReview } from "./written-review";

/** The learner's answer, part by part, against the item as it is now. */
export async function AnswerReview({ item, given }: { item: StudyItem; given: StudyAnswerDto }) {
  const { meta } = item;
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
      return read(freeTextResponseSchema, response, (own) => (
        <WrittenReview item={meta} given={given} texts={{ text: own.text }} marks={own.marks} />
      ));
    case "design":
      return read(designResponseSchema, response, (own) => (
        <WrittenReview item={meta} given={given} texts={own.parts} marks={own.marks} />
      ));
    case "debug": {
      const lines = await renderCodeLines(meta.code, meta.language);
      return read(debugResponseSchema, response, (own) => (
        <div className="mt-18">
          <Symptom text={meta.symptom} />
          <DebugReview item={meta} response={own} lines={lines} />
        </div>
      ));
    }
    case "trace": {
      const { answer } = runScenario(meta.scenario);
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

function read<T>(schema: ZodType<T>, response: unknown, draw: (own: T) => React.ReactNode): React.ReactNode {
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
