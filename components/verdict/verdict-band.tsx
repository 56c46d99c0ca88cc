"use client";

import type { ReactNode } from "react";
import { type Headline, headlineOf, type VerdictStatus } from "./verdict-status";

const TONES: Record<Headline["tone"], { band: string; lead: string }> = {
  quiet: { band: "bg-sunk", lead: "text-ink" },
  ok: { band: "bg-ok-wash", lead: "text-ok-text" },
  fail: { band: "bg-fail-wash", lead: "text-fail-text" },
};

type VerdictBandProps = {
  status: VerdictStatus;
  /** True once the program was edited after the run that the status speaks of. */
  outdated: boolean;
  /** What stands at the right: how long it took, buttons. */
  children?: ReactNode;
};

/** The verdict in one sentence, announced politely. */
export function VerdictBand({ status, outdated, children }: VerdictBandProps) {
  const { tone, lead, text } = headlineOf(status);
  const { band, lead: leadColour } = TONES[tone];
  return (
    <section aria-label="Verdict" className={`border-line border-y ${band} ${outdated ? "grayscale" : ""}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-24 gap-y-4 px-24 py-12 max-sm:px-18">
        <p
          role="status"
          className={`min-w-0 max-w-[90ch] flex-1 basis-[320px] text-pretty ${outdated ? "opacity-80" : ""}`}
        >
          <strong className={`mr-4 font-semibold ${leadColour}`}>{lead}</strong> <Sentence text={text} />
          {outdated && <span className="text-ink-2"> From the previous run.</span>}
        </p>
        <div className="flex flex-wrap items-baseline gap-x-18 gap-y-4 text-ink-2 text-sm">{children}</div>
      </div>
    </section>
  );
}

/** Sentences name code in backticks; here it becomes code. */
export function Sentence({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={`${index} ${part}`} className="font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
