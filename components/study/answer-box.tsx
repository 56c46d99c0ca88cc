import type { ComponentProps, ReactNode } from "react";
import {
  ChoiceAnswer,
  DebugAnswer,
  MatchingAnswer,
  NumberAnswer,
  OrderingAnswer,
  TraceAnswer,
  WrittenAnswer,
} from "./answer-formats";
import { InlineText } from "./inline-text";
import { QUESTION_ID } from "./item-head";
import { Symptom } from "./symptom";
import { ScenarioTable } from "./scenario-table";
import type { AnswerProps } from "./use-answer";
import { windowLabel } from "./window-label";
import { codeLines } from "@/lib/shared/content/debug-code";
import type { ItemMeta } from "@/lib/shared/content/item-schema";
import type { Scenario } from "@/lib/shared/content/scenario-schema";
import { formatTime } from "@/lib/shared/content/scenario-time";
import { candidateWindows } from "@/lib/shared/content/scenario-windows";
import { shuffleBySeed } from "@/lib/shared/content/sequence";
import { writtenFields } from "@/lib/shared/content/written-text";

interface AnswerBoxProps extends Pick<AnswerProps, "list" | "onAnswer" | "inReview"> {
  meta: ItemMeta;
  /** The item's checksum. */
  version: string;
  /** The lines of a program to debug, drawn; empty for other formats. */
  lines: readonly ReactNode[];
  /** The model answer, drawn, which a written answer is compared with in the page. */
  modelAnswer: ReactNode;
}

/** The answer box of an item, on the server as without the network. Of an item it hands on only what may be known before answering. */
export function AnswerBox({ meta, version, lines, modelAnswer, ...way }: AnswerBoxProps) {
  const props = { itemId: meta.id, version, ...way, questionId: QUESTION_ID };
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
          <Given facts={meta.given} />
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
    case "debug":
      return (
        <div className="max-w-[760px]">
          <Symptom text={meta.symptom} />
          <DebugAnswer
            {...props}
            lines={codeLines(meta.code).map((text, index) => ({ text, drawn: lines[index] }))}
            faultCount={meta.faults.length}
          />
        </div>
      );
    case "free-text":
    case "design":
      return (
        <WrittenAnswer
          {...props}
          format={meta.format}
          fields={writtenFields(meta).map(({ id, label, prompt }) => ({ id, label, prompt }))}
          item={{ question: meta.question, keyPoints: meta.keyPoints, misconceptions: meta.misconceptions }}
          modelAnswer={modelAnswer}
        />
      );
  }
}

function Narrow({ children }: { children: ReactNode }) {
  return <div className="max-w-[660px]">{children}</div>;
}

function idAndText({ id, text }: { id: string; text: string }) {
  return { id, text };
}

function traceAsk(scenario: Scenario): ComponentProps<typeof TraceAnswer>["ask"] {
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

/** What a calculation starts from. */
function Given({ facts }: { facts: readonly string[] }) {
  if (facts.length === 0) return null;
  return (
    <ul className="prose mb-24 list-disc pl-[1.2em]">
      {facts.map((fact) => (
        <li key={fact}>
          <InlineText text={fact} />
        </li>
      ))}
    </ul>
  );
}
