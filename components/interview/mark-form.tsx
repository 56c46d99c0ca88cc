"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { GradedText } from "@/components/study/graded-text";
import { Button } from "@/components/ui/button";
import { answerGrader } from "@/lib/client/answer-grader";
import { joinedText } from "@/lib/shared/content/written-text";
import type { Grade } from "@/lib/shared/grader/grade";
import { type GradedRung, proposedMarks } from "@/lib/shared/interview/graded-rung";
import type { KeyPointMark, KeyPointResult } from "@/lib/shared/schemas/study";
import type { SaveOutcome } from "./question-form";

const MARKS: readonly { mark: KeyPointMark; label: string; chosen: string }[] = [
  { mark: "said", label: "said", chosen: "text-ok-text" },
  { mark: "partly", label: "in part", chosen: "text-late-text" },
  { mark: "missed", label: "missed", chosen: "text-fail-text" },
];

/**
 * The key points of a question. The grader proposes a mark for each, with its evidence in the answer; the learner confirms
 * or changes it, and marks what the grader cannot tell. Without the grader the learner marks all. Every point needs a mark.
 */
export function MarkForm(props: {
  graded: GradedRung;
  nextLabel: string;
  save: (marks: KeyPointResult[], clientEventId: string) => Promise<SaveOutcome>;
  /** What happens once they are kept; by default the server is asked what comes next. */
  onDone?: () => void;
}) {
  const router = useRouter();
  const eventId = useRef<string | null>(null);
  const { grade, isGrading } = useProposal(props.graded);
  const proposed = grade === null ? {} : proposedMarks(grade);
  const [chosen, setChosen] = useState<Readonly<Record<string, KeyPointMark>>>({});
  const marks: Readonly<Record<string, KeyPointMark>> = { ...proposed, ...chosen };
  const points = props.graded.item.keyPoints;
  const [notice, setNotice] = useState("");
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    const results = points.flatMap(({ id }) => {
      const mark = marks[id];
      return mark === undefined ? [] : [{ point: id, mark, proposed: proposed[id] }];
    });
    const missing = points.length - results.length;
    if (missing > 0) {
      setNotice(missing === 1 ? "One point has no mark yet." : `${missing} points have no mark yet.`);
      return;
    }
    eventId.current ??= crypto.randomUUID();
    const id = eventId.current;
    startTransition(async () => {
      const outcome = await props
        .save(results, id)
        .catch(
          (): SaveOutcome => ({ ok: false, message: "The server cannot be reached. Your marks are kept; try again." }),
        );
      if (!outcome.ok) setNotice(outcome.message);
      else if (props.onDone === undefined) router.refresh();
      else props.onDone();
    });
  }

  const choice = (id: string): ReactNode => (
    <MarkChoice
      legend={`Point ${points.findIndex((point) => point.id === id) + 1}: ${points.find((point) => point.id === id)?.text ?? ""}`}
      name={`point-${id}`}
      mark={marks[id]}
      onChange={(mark) => setChosen({ ...chosen, [id]: mark })}
    />
  );

  return (
    <form onSubmit={submit}>
      {isGrading ? (
        <p role="status" className="mt-12 text-ink-2">
          The grader reads your answer.
        </p>
      ) : grade === null ? (
        <ol className="border-line border-t">
          {points.map((point, index) => (
            <li key={point.id} className="flex gap-18 border-line border-b py-12 max-sm:flex-col max-sm:gap-8">
              <span className="flex-1" aria-hidden="true">
                <span className="mr-12 text-ink-2">{index + 1}</span>
                {point.text}
              </span>
              {choice(point.id)}
            </li>
          ))}
        </ol>
      ) : (
        <GradedText
          fields={props.graded.fields}
          item={props.graded.item}
          grade={grade}
          underPoint={({ id }) => choice(id)}
        />
      )}
      <div className="mt-18 flex flex-wrap items-center gap-18">
        <Button type="submit" weight="primary" disabled={pending || isGrading}>
          {pending ? "Saving" : props.nextLabel}
        </Button>
        <p role="status" className="text-ink-2 text-sm">
          {notice}
        </p>
      </div>
    </form>
  );
}

interface MarkChoiceProps {
  legend: string;
  name: string;
  mark: KeyPointMark | undefined;
  onChange: (mark: KeyPointMark) => void;
}

function MarkChoice({ legend, name, mark: current, onChange }: MarkChoiceProps) {
  return (
    <fieldset className="mt-4">
      <legend className="visually-hidden">{legend}</legend>
      <span className="flex shrink-0 gap-12">
        {MARKS.map(({ mark, label, chosen }) => (
          <label key={mark} className="flex min-h-[24px] items-center gap-4">
            <input type="radio" name={name} checked={current === mark} onChange={() => onChange(mark)} />
            <span className={current === mark ? `font-semibold ${chosen}` : "text-ink-2"}>{label}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}

/** Asks the grader once for an answer; no grade where it cannot be had. */
function useProposal(graded: GradedRung): { grade: Grade | null; isGrading: boolean } {
  const [state, setState] = useState<{ grade: Grade | null; isGrading: boolean }>({ grade: null, isGrading: true });
  const asked = useRef(graded);
  useEffect(() => {
    let isWanted = true;
    const keep = (grade: Grade | null) => {
      if (isWanted) setState({ grade, isGrading: false });
    };
    const { item, fields } = asked.current;
    answerGrader()
      .grade(item, joinedText(fields))
      .then(keep, () => keep(null));
    return () => {
      isWanted = false;
    };
  }, []);
  return state;
}
