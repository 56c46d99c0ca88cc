"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { CodeAttemptSummaryDto } from "@/lib/shared/dto/code";
import { openCodeAttempt } from "../actions";
import { attemptWords, momentText } from "./attempt-words";

type AttemptsProps = {
  attempts: readonly CodeAttemptSummaryDto[];
  /** Texts of attempts made on this page, by attempt id, so that they open without asking the server. */
  knownTexts: ReadonlyMap<string, string>;
  onRestore: (text: string) => void;
};

type Opened = { readonly id: string; readonly text: string | null; readonly fault: string | null };

/** Every attempt, newest first; each opens read-only and can become the current text again. */
export function Attempts({ attempts, knownTexts, onRestore }: AttemptsProps) {
  const [opened, setOpened] = useState<Opened | null>(null);

  async function open(id: string): Promise<void> {
    const known = knownTexts.get(id);
    setOpened({ id, text: known ?? null, fault: null });
    if (known !== undefined) return;
    const fetched = await fetchText(id);
    setOpened((current) => (current?.id === id ? fetched : current));
  }

  if (attempts.length === 0) {
    return (
      <p className="p-24 text-ink-2">No attempt yet. Every run, submission and reset is kept here with its text.</p>
    );
  }
  return (
    <ol className="px-24 py-12" aria-label="Attempts">
      {attempts.map((attempt) => {
        const isOpen = opened?.id === attempt.id;
        return (
          <li key={attempt.id} className="border-line border-b">
            <button
              type="button"
              aria-expanded={isOpen}
              className="flex min-h-[36px] w-full flex-wrap items-baseline gap-x-12 py-8 text-left hover:text-ink"
              onClick={() => (isOpen ? setOpened(null) : void open(attempt.id))}
            >
              <span className={`font-semibold ${attempt.passed ? "text-ok-text" : ""}`}>{attemptWords(attempt)}</span>
              <time dateTime={attempt.createdAt} className="text-ink-2 text-sm" suppressHydrationWarning>
                {momentText(attempt.createdAt)}
              </time>
            </button>
            {isOpen && <AttemptText opened={opened} onRestore={onRestore} />}
          </li>
        );
      })}
    </ol>
  );
}

function AttemptText({ opened, onRestore }: { opened: Opened; onRestore: (text: string) => void }) {
  const { text, fault } = opened;
  if (fault !== null)
    return (
      <p role="alert" className="pb-12 text-fail-text">
        {fault}
      </p>
    );
  if (text === null)
    return (
      <p role="status" className="pb-12 text-ink-2">
        Fetching the text.
      </p>
    );
  return (
    <div className="grid gap-8 pb-18">
      <pre
        tabIndex={0}
        aria-label="Text of the attempt"
        className="max-h-[320px] overflow-auto rounded border border-line bg-sunk p-12 font-mono text-sm leading-[1.6]"
      >
        {text}
      </pre>
      <p>
        <Button onClick={() => onRestore(text)}>Make this the current text</Button>
      </p>
    </div>
  );
}

async function fetchText(id: string): Promise<Opened> {
  try {
    const answer = await openCodeAttempt(id);
    if (answer.ok) return { id, text: answer.value.text, fault: null };
    return { id, text: null, fault: answer.message };
  } catch {
    return { id, text: null, fault: "The server cannot be reached, so this text cannot be opened right now." };
  }
}
