"use client";

import { useRef } from "react";
import { parseNumberList } from "@/lib/shared/content/number-text";
import type { TraceResponse } from "@/lib/shared/content/response-schema";
import { parseTime } from "@/lib/shared/content/scenario-time";
import { AnswerBar } from "./answer-bar";
import { type AnswerProps, useAnswer } from "./use-answer";
import { useFocusAtOnce } from "./use-focus-at-once";

interface TraceAnswerProps extends AnswerProps {
  ask:
    | { kind: "watermark"; example: string }
    /** The windows that elements could fall into, as they are shown. */
    | { kind: "window-output"; windows: readonly string[]; what: string }
    | { kind: "dropped"; elements: readonly string[] };
  questionId: string;
}

/** The prediction for a run: a watermark, what each window emits, or which elements are dropped. */
export function TraceAnswer(props: TraceAnswerProps) {
  const { ask } = props;
  const { response, keep, send, error, setError, pending } = useAnswer<TraceResponse>(props, emptyResponse(ask));
  const first = useRef<HTMLInputElement>(null);
  useFocusAtOnce(first);

  function problem(): string | null {
    if (response.kind === "watermark") {
      const readable = parseTime(response.text) !== null || /^none$/i.test(response.text.trim());
      return readable ? null : `Write a time such as ${ask.kind === "watermark" ? ask.example : ""}, or none.`;
    }
    if (response.kind === "window-output" && response.outputs.some((text) => parseNumberList(text) === null)) {
      return "Write numbers for what a window emits, such as 2 or 2, 3; leave the field empty for nothing.";
    }
    return null;
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const found = problem();
        if (found === null) send();
        else setError(found);
      }}
    >
      {ask.kind === "watermark" && response.kind === "watermark" && (
        <label className="flex flex-wrap items-center gap-12">
          <span>The watermark is</span>
          <input
            ref={first}
            value={response.text}
            onChange={(event) => keep({ kind: "watermark", text: event.target.value })}
            autoComplete="off"
            placeholder={ask.example}
            className="min-h-[44px] w-[220px] rounded border border-line-strong bg-raised px-12 font-mono text-[1.125rem] placeholder:text-ink-2"
          />
        </label>
      )}
      {ask.kind === "window-output" && response.kind === "window-output" && (
        <fieldset>
          <legend className="text-ink-2 text-sm">
            The {ask.what} that each window emits, one for each firing: 2, or 2, 3. Empty for nothing.
          </legend>
          <div className="mt-8 border-line border-t">
            {ask.windows.map((window, index) => (
              <label key={window} className="flex items-center justify-between gap-18 border-line border-b py-8">
                <span className="font-mono text-base">{window}</span>
                <input
                  ref={index === 0 ? first : undefined}
                  value={response.outputs[index] ?? ""}
                  onChange={(event) =>
                    keep({
                      kind: "window-output",
                      outputs: response.outputs.map((text, other) => (other === index ? event.target.value : text)),
                    })
                  }
                  autoComplete="off"
                  className="min-h-[40px] w-[140px] rounded border border-line-strong bg-raised px-12 font-mono"
                />
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {ask.kind === "dropped" && response.kind === "dropped" && (
        <fieldset>
          <legend className="text-ink-2 text-sm">
            Mark the elements that are dropped as late; mark none if none is.
          </legend>
          <div className="mt-8 border-line border-t">
            {ask.elements.map((element, index) => (
              <label
                key={element}
                className="flex cursor-pointer items-center gap-12 border-line border-b px-4 py-8 hover:bg-sunk has-checked:bg-tide-wash"
              >
                <input
                  ref={index === 0 ? first : undefined}
                  type="checkbox"
                  className="size-[16px] accent-tide"
                  checked={response.elements.includes(index + 1)}
                  onChange={() => keep({ kind: "dropped", elements: toggled(response.elements, index + 1) })}
                />
                <span className="font-mono">{element}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <AnswerBar pending={pending} error={error} keyName="Enter" hint="answers" />
    </form>
  );
}

function emptyResponse(ask: TraceAnswerProps["ask"]): TraceResponse {
  if (ask.kind === "watermark") return { kind: "watermark", text: "" };
  if (ask.kind === "dropped") return { kind: "dropped", elements: [] };
  return { kind: "window-output", outputs: ask.windows.map(() => "") };
}

function toggled(elements: readonly number[], element: number): number[] {
  return elements.includes(element) ? elements.filter((other) => other !== element) : [...elements, element];
}
