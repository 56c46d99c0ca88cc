import { ChoiceAnswer } from "@/components/study/choice-answer";
import { DebugAnswer } from "@/components/study/debug-answer";
import { InlineText } from "@/components/study/inline-text";
import { QUESTION_ID } from "@/components/study/item-head";
import { MatchingAnswer } from "@/components/study/matching-answer";
import { NumberAnswer } from "@/components/study/number-answer";
import { OrderingAnswer } from "@/components/study/ordering-answer";
import { Symptom } from "@/components/study/symptom";
import { ScenarioTable } from "@/components/study/scenario-table";
import { TraceAnswer } from "@/components/study/trace-answer";
import type { AnswerAction } from "@/components/study/use-answer";
import { WrittenAnswer } from "@/components/study/written-answer";
import { windowLabel } from "@/components/study/window-label";
import type { StudyItem } from "@/lib/server/content/parse-item";
import { renderCodeLines } from "@/lib/server/content/render-code";
import { renderMarkdown } from "@/lib/server/content/render-markdown";
import { codeLines } from "@/lib/shared/content/debug-code";
import type { Scenario } from "@/lib/shared/content/scenario-schema";
import { formatTime } from "@/lib/shared/content/scenario-time";
import { candidateWindows } from "@/lib/shared/content/scenario-windows";
import { shuffleBySeed } from "@/lib/shared/content/sequence";
import { writtenFields } from "@/lib/shared/content/written-text";

interface AnswerFormProps {
  item: StudyItem;
  list: string;
  onAnswer: AnswerAction;
}

/** The answer box of an item. Only what may be known before answering crosses to the browser. */
export async function AnswerForm({ item, list, onAnswer }: AnswerFormProps) {
  const { meta } = item;
  const props = { itemId: meta.id, version: item.version, list, onAnswer, questionId: QUESTION_ID };
  switch (meta.format) {
    case "choice":
      return (
        <Narrow>
          <ChoiceAnswer
            {...props}
            many={meta.answers === "many"}
            options={shuffleBySeed(meta.options, meta.id).map(idAndText)}
          />
        </Narrow>
      );
    case "ordering":
      return (
        <Narrow>
          <OrderingAnswer {...props} steps={shuffleBySeed(meta.steps, meta.id).map(idAndText)} />
        </Narrow>
      );
    case "matching":
      return (
        <Narrow>
          <MatchingAnswer
            {...props}
            rows={meta.rows.map(idAndText)}
            choices={shuffleBySeed(meta.choices, meta.id).map(idAndText)}
          />
        </Narrow>
      );
    case "number":
      return (
        <Narrow>
          {meta.given.length > 0 && (
            <ul className="prose mb-24 list-disc pl-[1.2em]">
              {meta.given.map((fact) => (
                <li key={fact}>
                  <InlineText text={fact} />
                </li>
              ))}
            </ul>
          )}
          <NumberAnswer {...props} unit={meta.unit} />
        </Narrow>
      );
    case "trace":
      return (
        <Narrow>
          <ScenarioTable scenario={meta.scenario} />
          <div className="mt-24">
            <TraceAnswer {...props} ask={traceAsk(meta.scenario)} />
          </div>
        </Narrow>
      );
    case "debug": {
      const drawn = await renderCodeLines(meta.code, meta.language);
      return (
        <div className="max-w-[760px]">
          <Symptom text={meta.symptom} />
          <DebugAnswer
            {...props}
            lines={codeLines(meta.code).map((text, index) => ({ text, drawn: drawn[index] }))}
            faultCount={meta.faults.length}
          />
        </div>
      );
    }
    case "free-text":
    case "design":
      return (
        <WrittenAnswer
          {...props}
          format={meta.format}
          fields={writtenFields(meta).map(({ id, label, prompt }) => ({ id, label, prompt }))}
          item={{ question: meta.question, keyPoints: meta.keyPoints, misconceptions: meta.misconceptions }}
          modelAnswer={await renderMarkdown(item.sections.modelAnswer ?? "")}
        />
      );
  }
}

function Narrow({ children }: { children: React.ReactNode }) {
  return <div className="max-w-[660px]">{children}</div>;
}

function idAndText({ id, text }: { id: string; text: string }) {
  return { id, text };
}

function traceAsk(scenario: Scenario): Parameters<typeof TraceAnswer>[0]["ask"] {
  const { ask, times, elements } = scenario;
  if (ask.kind === "watermark") return { kind: "watermark", example: times === "clock" ? "12:34:56.789" : "45678" };
  if (ask.kind === "dropped") {
    return {
      kind: "dropped",
      elements: elements.map((element, index) => `#${index + 1} happened ${formatTime(element.happened, times)}`),
    };
  }
  return {
    kind: "window-output",
    what: scenario.function === "count" ? "counts" : "sums",
    windows: candidateWindows(scenario).map((window) => windowLabel(scenario, window)),
  };
}
