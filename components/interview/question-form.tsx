"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useCallback, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { InterviewDeadlines } from "@/lib/shared/schemas/interview";
import { useModKey } from "@/components/ui/use-mod-key";
import { QuestionClock } from "./question-clock";

/** What a server action of the interview answers. */
export type SaveOutcome = { ok: true } | { ok: false; message: string };

export type Written = { text: string; parts: Record<string, string> };

export type QuestionFormProps = {
  /** The browser's id of the interview, under which the text is kept on the device: the same with the server and without. */
  interviewEventId: string;
  questionId: string;
  /** The parts of a design; null for one plain text. */
  structure: readonly { id: string; label: string; prompt: string }[] | null;
  written: Written;
  askedAt: string;
  deadlines: InterviewDeadlines | null;
  secondsPerQuestion: number | null;
  saveDraft: (written: Written, deadlines: InterviewDeadlines | null) => Promise<SaveOutcome>;
  handIn: (written: Written, clientEventId: string, deadlines: InterviewDeadlines | null) => Promise<SaveOutcome>;
  /** What happens once it is handed in; by default the server is asked what comes next. */
  onDone?: () => void;
};

const AUTOSAVE_MILLIS = 1_500;
const EXTENSION_MILLIS = 5 * 60 * 1000;
const FIELD =
  "w-full rounded-lg border border-line-strong bg-raised px-18 py-12 font-serif text-prose text-ink placeholder:text-ink-2 resize-y";

function storageKey(interviewEventId: string, questionId: string): string {
  return `tidemark.interview.${interviewEventId}.${questionId}`;
}

function storedWritten(key: string): Written | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof stored !== "object" || stored === null || !("text" in stored) || !("parts" in stored)) return null;
    return stored as Written;
  } catch {
    return null;
  }
}

/** The answer to one question: text or the parts of a design, kept on this device at once and on the server soon after. */
export function QuestionForm(props: QuestionFormProps) {
  const { interviewEventId, questionId, structure, saveDraft } = props;
  const router = useRouter();
  const key = storageKey(interviewEventId, questionId);
  const eventId = useRef<string | null>(null);
  const [written, setWritten] = useState(props.written);
  const [deadlines, setDeadlines] = useState(props.deadlines);
  const [touched, setTouched] = useState(false);
  const [notice, setNotice] = useState("");
  const [pending, startTransition] = useTransition();
  const modKey = useModKey();

  useEffect(() => {
    const stored = storedWritten(key);
    if (stored !== null) setWritten(stored);
  }, [key]);

  /** A draft that was saved in the meantime does not hide that nothing is written. */
  const tellUnlessEmpty = useCallback(
    (words: string) => setNotice((current) => (current === EMPTY_NOTICE ? current : words)),
    [],
  );

  useEffect(() => {
    if (!touched) return;
    localStorage.setItem(key, JSON.stringify(written));
    const timer = setTimeout(() => {
      saveDraft(written, deadlines).then(
        (outcome) => tellUnlessEmpty(outcome.ok ? "Draft saved" : outcome.message),
        () => tellUnlessEmpty("The server cannot be reached. Your text is kept on this device."),
      );
    }, AUTOSAVE_MILLIS);
    return () => clearTimeout(timer);
  }, [written, deadlines, touched, key, saveDraft, tellUnlessEmpty]);

  function change(next: Written) {
    setWritten(next);
    setTouched(true);
    setNotice("");
  }

  function extend() {
    if (deadlines?.softAt == null) return;
    const from = Math.max(Date.now(), Date.parse(deadlines.softAt));
    setDeadlines({ softAt: new Date(from + EXTENSION_MILLIS).toISOString(), extensions: deadlines.extensions + 1 });
    setTouched(true);
  }

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (pending) return;
    if (isEmpty(written) && notice !== EMPTY_NOTICE) {
      setNotice(EMPTY_NOTICE);
      return;
    }
    eventId.current ??= crypto.randomUUID();
    const id = eventId.current;
    startTransition(async () => {
      const outcome = await props
        .handIn(written, id, deadlines)
        .catch(
          (): SaveOutcome => ({ ok: false, message: "The server cannot be reached. Your text is kept; try again." }),
        );
      if (!outcome.ok) {
        setNotice(outcome.message);
        return;
      }
      localStorage.removeItem(key);
      if (props.onDone === undefined) router.refresh();
      else props.onDone();
    });
  }

  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if ((event.metaKey || event.ctrlKey) && event.key === "Enter") {
          event.preventDefault();
          submit();
        }
      }}
      className="mt-24"
    >
      {structure === null ? (
        <textarea
          aria-label="Your answer"
          autoFocus
          rows={8}
          maxLength={18_000}
          value={written.text}
          onChange={(event) => change({ ...written, text: event.target.value })}
          className={FIELD}
        />
      ) : (
        <div className="flex flex-col gap-18">
          {structure.map((part, index) => (
            <label key={part.id} className="block">
              <span className="font-semibold">{part.label}</span>
              <span className="block text-ink-2 text-sm">{part.prompt}</span>
              <textarea
                autoFocus={index === 0}
                rows={3}
                maxLength={4_000}
                value={written.parts[part.id] ?? ""}
                onChange={(event) => change({ ...written, parts: { ...written.parts, [part.id]: event.target.value } })}
                className={`${FIELD} mt-4`}
              />
            </label>
          ))}
        </div>
      )}
      <div className="mt-12 flex flex-wrap items-center justify-between gap-12">
        <QuestionClock
          askedAt={props.askedAt}
          softAt={deadlines?.softAt ?? null}
          totalSeconds={props.secondsPerQuestion}
          onExtend={extend}
        />
        <Button type="submit" weight="primary" disabled={pending}>
          {pending ? "Handing in" : "Answer"}{" "}
          {pending ? null : (
            <span className="pointer-coarse:hidden">
              <Kbd>{modKey} ↵</Kbd>
            </span>
          )}
        </Button>
      </div>
      <p role="status" className="mt-8 min-h-[20px] text-ink-2 text-sm">
        {notice}
      </p>
    </form>
  );
}

const EMPTY_NOTICE = "Nothing is written yet. Press Answer again to see the model answer without one.";

function isEmpty(written: Written): boolean {
  return written.text.trim() === "" && Object.values(written.parts).every((part) => part.trim() === "");
}
