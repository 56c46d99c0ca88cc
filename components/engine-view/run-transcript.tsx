"use client";

import type { TraceLog } from "@tidemark/engine/trace";
import { useEffect, useRef, useState } from "react";
import { transcript } from "@/lib/shared/trace-model/transcript";

/** So many lines are in the page at once, around the cursor. */
const WINDOW_LINES = 200;

/** The whole run in words, folded; the current step is marked, and each step can be gone to. */
export function RunTranscript(props: {
  trace: TraceLog;
  position: number;
  count: number;
  onPosition: (position: number) => void;
}) {
  const { trace, position, count, onPosition } = props;
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const from = Math.max(0, Math.min(position - WINDOW_LINES / 2, count - WINDOW_LINES));
  const lines = open ? transcript(trace, { from, to: from + WINDOW_LINES }) : [];

  useEffect(() => {
    const line = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (!open || line == null || list.current === null) return;
    const above = line.offsetTop - list.current.offsetTop;
    const { scrollTop, clientHeight } = list.current;
    if (above < scrollTop || above + line.offsetHeight > scrollTop + clientHeight) {
      list.current.scrollTop = above - clientHeight / 2;
    }
  }, [open, position]);

  return (
    <details className="border-t border-line" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="py-12 text-sm font-semibold text-ink-2 hover:text-ink">The run in words</summary>
      {count > WINDOW_LINES ? (
        <p className="pb-8 text-sm text-ink-2">{`Steps ${from + 1} to ${Math.min(count, from + WINDOW_LINES)} of ${count}, around the cursor.`}</p>
      ) : null}
      <ol ref={list} className="max-h-420 overflow-y-auto pb-12">
        {lines.map(({ step, sentence }, i) => {
          const current = from + i === position;
          return (
            <li key={step} aria-current={current ? "step" : undefined}>
              <button
                type="button"
                onClick={() => onPosition(from + i)}
                className={`flex w-full gap-12 rounded px-8 py-6 items-baseline text-left hover:bg-sunk ${current ? "bg-tide-wash font-semibold" : ""}`}
              >
                <span className="w-64 shrink-0 text-right font-mono text-sm text-ink-2">{step}</span>
                <span className="max-w-[42rem] font-serif text-base">{sentence}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
