"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { KeyPointMark, KeyPointResult } from "@/lib/shared/schemas/study";
import type { SaveOutcome } from "./question-form";

const MARKS: readonly { mark: KeyPointMark; label: string; chosen: string }[] = [
  { mark: "said", label: "said", chosen: "text-ok-text" },
  { mark: "partly", label: "in part", chosen: "text-late-text" },
  { mark: "missed", label: "missed", chosen: "text-fail-text" },
];

/** The key points of a question, marked by the learner against the own answer; every point needs a mark. */
export function MarkForm(props: {
  points: readonly { id: string; text: string }[];
  nextLabel: string;
  save: (marks: KeyPointResult[], clientEventId: string) => Promise<SaveOutcome>;
  /** What happens once they are kept; by default the server is asked what comes next. */
  onDone?: () => void;
}) {
  const router = useRouter();
  const eventId = useRef<string | null>(null);
  const [marks, setMarks] = useState<Readonly<Record<string, KeyPointMark>>>({});
  const [notice, setNotice] = useState("");
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    const results = props.points.flatMap((point) => {
      const mark = marks[point.id];
      return mark === undefined ? [] : [{ point: point.id, mark }];
    });
    const missing = props.points.length - results.length;
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

  return (
    <form onSubmit={submit}>
      <ol className="border-line border-t">
        {props.points.map((point, index) => (
          <li key={point.id} className="border-line border-b py-12">
            <fieldset className="flex gap-18 max-sm:flex-col max-sm:gap-8">
              <legend className="visually-hidden">
                Point {index + 1}: {point.text}
              </legend>
              <span className="flex-1" aria-hidden="true">
                <span className="mr-12 text-ink-2">{index + 1}</span>
                {point.text}
              </span>
              <span className="flex shrink-0 gap-12">
                {MARKS.map(({ mark, label, chosen }) => (
                  <label key={mark} className="flex min-h-[24px] items-center gap-4">
                    <input
                      type="radio"
                      name={`point-${point.id}`}
                      checked={marks[point.id] === mark}
                      onChange={() => setMarks({ ...marks, [point.id]: mark })}
                    />
                    <span className={marks[point.id] === mark ? `font-semibold ${chosen}` : "text-ink-2"}>{label}</span>
                  </label>
                ))}
              </span>
            </fieldset>
          </li>
        ))}
      </ol>
      <div className="mt-18 flex flex-wrap items-center gap-18">
        <Button type="submit" weight="primary" disabled={pending}>
          {pending ? "Saving" : props.nextLabel}
        </Button>
        <p role="status" className="text-ink-2 text-sm">
          {notice}
        </p>
      </div>
    </form>
  );
}
