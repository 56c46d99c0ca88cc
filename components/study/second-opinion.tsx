"use client";

import { useState, useSyncExternalStore, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { parseOpinionSettings, storedOpinionSettings } from "@/lib/client/opinion-settings";
import type { OpinionResult } from "@/lib/client/ask-opinion";
import type { GradedQuestion } from "@/lib/shared/grader/grade";
import { VERDICT_LOOK } from "./grade-words";
import { InlineText } from "./inline-text";
import { ReviewRow } from "./review-row";

const neverChanges = () => () => undefined;

/** What a language model of the learner's choice says about the answer; nothing where none is set up. */
export function SecondOpinion({ item, text }: { item: GradedQuestion; text: string }) {
  const stored = useSyncExternalStore(neverChanges, storedOpinionSettings, () => null);
  const settings = parseOpinionSettings(stored);
  const [result, setResult] = useState<OpinionResult | null>(null);
  const [pending, startTransition] = useTransition();
  if (settings === null) return null;

  function ask() {
    startTransition(async () => {
      const { askOpinion } = await import("@/lib/client/ask-opinion");
      if (settings !== null) setResult(await askOpinion(settings, item, text));
    });
  }

  return (
    <section className="mt-34">
      <h3 className="pane-heading">Second opinion</h3>
      <p className="mt-4 text-ink-2 text-sm">
        {settings.model} reads your answer on its own. It can be wrong, and it does not change the mark.
      </p>
      <Button className="mt-12 min-h-[40px]" disabled={pending} onClick={ask}>
        {pending ? "Waiting for an answer" : `Ask ${settings.model}`}
      </Button>
      <div role="status">
        {result?.ok === false && <p className="mt-12 text-fail-text">{result.message}</p>}
        {result?.ok === true && <OpinionRows item={item} opinion={result.opinion} />}
      </div>
    </section>
  );
}

interface OpinionRowsProps {
  item: GradedQuestion;
  opinion: Extract<OpinionResult, { ok: true }>["opinion"];
}

function OpinionRows({ item, opinion }: OpinionRowsProps) {
  const textOf = new Map(item.keyPoints.map(({ id, text }) => [id, text]));
  return (
    <>
      <p className="mt-12">
        {opinion.score !== null && <strong>{Math.round(opinion.score * 100)} of 100. </strong>}
        {opinion.summary}
      </p>
      <ul className="mt-12 border-line border-t">
        {opinion.points.map(({ id, verdict, why }) => (
          <ReviewRow
            key={id}
            place={item.keyPoints.findIndex((point) => point.id === id) + 1}
            state={VERDICT_LOOK[verdict].state}
            word={VERDICT_LOOK[verdict].word}
            why={why}
          >
            <InlineText text={textOf.get(id) ?? ""} />
          </ReviewRow>
        ))}
      </ul>
    </>
  );
}
