"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { newEventId } from "@/components/ui/new-event-id";
import type { AppealVerdict, Objection, SaveAppealInput } from "@/lib/shared/schemas/grading";
import { MarkOptions } from "./key-point-marks";

/** Keeps an appeal; gives a sentence for the learner when that failed. `waits`: it is on this device, to be sent later. */
export type AppealAction = (
  input: SaveAppealInput,
) => Promise<{ ok: true; waits?: boolean } | { ok: false; message: string }>;

interface AppealFormProps<M extends AppealVerdict> {
  answerId: string;
  subject: Pick<Objection, "kind" | "partId">;
  /** The verdicts that the learner can put in place of the grader's. */
  options: readonly M[];
  words: Readonly<Record<M, string>>;
  onAppeal: AppealAction;
  onKept: (objection: Objection, waits: boolean) => void;
}

/** An objection to one mark: which verdict is right, and why if the learner likes to say. */
export function AppealForm<M extends AppealVerdict>(props: AppealFormProps<M>) {
  const { answerId, subject, options, words, onAppeal, onKept } = props;
  const [verdict, setVerdict] = useState<M | undefined>(undefined);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [eventId, setEventId] = useState(newEventId);
  const [pending, startTransition] = useTransition();

  function submit() {
    if (verdict === undefined) return;
    const objection = { ...subject, learnerVerdict: verdict } as Objection;
    startTransition(async () => {
      try {
        const input = { ...objection, answerId, reason, clientEventId: eventId };
        const kept = await onAppeal(input).catch(async () => {
          const { appealOnDevice } = await import("@/lib/client/offline/appeal-on-device");
          return appealOnDevice(input);
        });
        if (kept.ok) onKept(objection, kept.waits ?? false);
        else setError(kept.message);
      } catch {
        setError("The server did not answer. Your objection still stands here; try again.");
      }
    });
  }

  return (
    <form
      className="mt-8"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset className="-ml-12">
        <legend className="visually-hidden">What is right?</legend>
        <MarkOptions
          name={`appeal-${subject.kind}-${subject.partId}`}
          options={options}
          words={words}
          mark={verdict}
          onMark={(mark) => {
            setVerdict(mark);
            // Another verdict is another objection, which the database must not take for the one before.
            setEventId(newEventId());
          }}
        />
      </fieldset>
      {verdict !== undefined && (
        <div className="mt-8 flex flex-wrap items-end gap-12">
          <label className="min-w-0 flex-1 basis-[240px] text-sm">
            Why (you may leave it empty)
            <input
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              maxLength={600}
              className="mt-4 block min-h-[40px] w-full rounded border border-line-strong bg-raised px-12 text-base text-ink"
            />
          </label>
          <Button type="submit" disabled={pending} className="min-h-[40px]">
            {pending ? "Sending" : "Keep the objection"}
          </Button>
        </div>
      )}
      <p role="alert" className="mt-8 text-fail-text empty:hidden">
        {error}
      </p>
    </form>
  );
}
