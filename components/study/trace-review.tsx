import type { ReactNode } from "react";
import type { TraceResponse } from "@/lib/shared/content/response-schema";
import { parseNumberList } from "@/lib/shared/content/number-text";
import type { ScenarioAnswer } from "@/lib/shared/content/scenario-answer";
import type { Scenario } from "@/lib/shared/content/scenario-schema";
import { formatTime, parseTime } from "@/lib/shared/content/scenario-time";
import { ReviewRow } from "./review-row";
import { windowLabel } from "./window-label";

interface TraceReviewProps {
  scenario: Scenario;
  response: TraceResponse;
  answer: ScenarioAnswer;
}

/** The prediction beside what the engine's run gave, row by row. */
export function TraceReview({ scenario, response, answer }: TraceReviewProps) {
  return <ul className="mt-18 border-line border-t font-mono">{rows(scenario, response, answer)}</ul>;
}

function rows(scenario: Scenario, response: TraceResponse, answer: ScenarioAnswer): ReactNode {
  if (answer.kind === "watermark" && response.kind === "watermark") {
    const expected = answer.watermark === null ? "none yet" : formatTime(answer.watermark, scenario.times);
    const right = (parseTime(response.text) ?? null) === answer.watermark;
    return (
      <ReviewRow state={right ? "right" : "wrong"} own why={right ? undefined : <>The run: {expected}</>}>
        {response.text}
      </ReviewRow>
    );
  }
  if (answer.kind === "window-output" && response.kind === "window-output") {
    return answer.windows.map((window, index) => {
      const typed = response.outputs[index] ?? "";
      const right = (parseNumberList(typed) ?? []).join() === window.outputs.join();
      return (
        <ReviewRow
          key={`${window.key}${window.start}`}
          place={index + 1}
          state={right ? "right" : "wrong"}
          why={right ? undefined : <>You predicted {outputText(parseNumberList(typed) ?? [])}.</>}
        >
          {windowLabel(scenario, window)} emits {outputText(window.outputs)}
        </ReviewRow>
      );
    });
  }
  if (answer.kind === "dropped" && response.kind === "dropped") {
    return scenario.elements.map((element, index) => {
      const dropped = answer.elements.includes(index + 1);
      const own = response.elements.includes(index + 1);
      const state = dropped === own ? (dropped ? "right" : "left-out") : dropped ? "missed" : "wrong";
      return (
        <ReviewRow key={element.arrives} place={index + 1} state={state} own={own}>
          {formatTime(element.happened, scenario.times)} is {dropped ? "dropped" : "counted"}
        </ReviewRow>
      );
    });
  }
  return null;
}

function outputText(outputs: readonly number[]): string {
  return outputs.length === 0 ? "nothing" : outputs.join(", then ");
}
